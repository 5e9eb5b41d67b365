package org.tquic.quic.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a network and when. The text form has a step per line, {@code at TIME ACTION};
 * {@code #} begins a comment:
 *
 * <pre>
 * at 500ms set wan1 rate=5mbit loss=2%   # both directions
 * at 1s    reset wan1 loss
 * at 1s    blackhole wan2.down
 * at 3s    restore wan2.down
 * at 4s    rebind wan1
 * at 5s    call close
 * </pre>
 *
 * @param steps in the order of time; those of the same time in the order given
 */
public record Script(List<Step> steps) {
  /**
   * One thing that happens.
   *
   * @param atNs time from the start of the script, nanoseconds, 0 or more
   */
  public record Step(long atNs, ScriptAction action) {
    /** Checks the range. */
    public Step {
      if (atNs < 0 || atNs > LinkProfile.MAX_TIME_NS) {
        throw new IllegalArgumentException(
            "time " + atNs + " is not 0 to " + LinkProfile.MAX_TIME_NS + " ns, a day");
      }
    }

    /**
     * Reads the text form, which has no comment.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Step of(String line) {
      return ScriptParser.step(line);
    }

    @Override
    public String toString() {
      return "at " + Units.formatTime(atNs) + " " + action;
    }
  }

  /** Sorts the steps. */
  public Script {
    List<Step> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparingLong(Step::atNs));
    steps = List.copyOf(sorted);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException naming the line and what is wrong with it
   */
  public static Script parse(String text) {
    return ScriptParser.parse(text);
  }

  /** When the last step happens, nanoseconds from the start; 0 without steps. */
  public long durationNs() {
    return steps.isEmpty() ? 0 : steps.getLast().atNs();
  }

  /** The text form; reads back as an equal script. */
  @Override
  public String toString() {
    return steps.stream().map(step -> step + "\n").collect(Collectors.joining());
  }
}
