package org.tquic.lab.emulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tquic.lab.LabException;
import org.tquic.lab.LabProcess;

/** Commands an {@link EmulatorProcess}. Thread-safe. */
public final class Emulator {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LabProcess process;
  private int nextLine;

  /** Takes over a process that was just started and waits until it is ready. */
  public Emulator(LabProcess process) {
    this.process = process;
    this.nextLine = process.awaitLine(0, "ready"::equals, PATIENCE) + 1;
  }

  /**
   * Bridges two interfaces of the emulator's network namespace.
   *
   * @param near interface on the router's side
   * @param far interface on the internet's side
   * @param seed of jitter and losses
   */
  public void add(
      String link, String near, String far, long seed, LinkProfile out, LinkProfile in) {
    ask(
        "add %s %s %s %d out %s in %s"
            .formatted(link, near, far, seed, out.settings(), in.settings()));
  }

  /** Takes a link away. */
  public void remove(String link) {
    ask("remove " + link);
  }

  /** Changes settings of a direction, see {@link LinkProfile#with}. */
  public void set(String link, Direction direction, String... settings) {
    ask("set " + link + " " + word(direction) + " " + String.join(" ", settings));
  }

  /** Gives a direction another behaviour. */
  public void set(String link, Direction direction, LinkProfile profile) {
    set(link, direction, profile.settings());
  }

  /** Makes a direction swallow everything silently, or stops that. */
  public void blackhole(String link, Direction direction, boolean dead) {
    ask("blackhole " + link + " " + word(direction) + (dead ? " on" : " off"));
  }

  /** Sets the emulator's interface at an end down or up, so that the other side's carrier goes. */
  public void carrier(String link, LinkEnd end, boolean up) {
    ask("carrier " + link + (end == LinkEnd.NEAR ? " near" : " far") + (up ? " up" : " down"));
  }

  /** What each direction of each link has done so far. */
  public Map<String, Map<Direction, LinkCounters>> counters() {
    Map<String, Map<Direction, LinkCounters>> all = new LinkedHashMap<>();
    String values = ask("stats");
    if (!values.isEmpty()) {
      for (String one : values.split(";")) {
        String[] parts = one.split(" ", 3);
        Direction direction = parts[1].equals("out") ? Direction.OUT : Direction.IN;
        all.computeIfAbsent(parts[0], name -> new EnumMap<>(Direction.class))
            .put(direction, LinkCounters.parse(parts[2]));
      }
    }
    return all;
  }

  /** What one direction of a link has done so far. */
  public LinkCounters counters(String link, Direction direction) {
    Map<Direction, LinkCounters> both = counters().get(link);
    if (both == null) {
      throw new LabException("the emulator has no link " + link, "");
    }
    return both.get(direction);
  }

  /** Processor time that it has used, seconds. */
  public double processorSeconds() {
    return process.processorSeconds();
  }

  /**
   * Sends a command and returns the values of its answer.
   *
   * @throws LabException when the emulator refuses
   */
  public synchronized String ask(String command) {
    process.send(command);
    int number =
        process.awaitLine(
            nextLine, line -> line.startsWith("ok") || line.startsWith("error"), PATIENCE);
    nextLine = number + 1;
    String answer = process.line(number);
    if (answer.startsWith("error")) {
      throw new LabException("the emulator refuses '" + command + "':" + answer.substring(5), "");
    }
    return answer.substring(2).strip();
  }

  private static String word(Direction direction) {
    return direction == Direction.OUT ? "out" : "in";
  }
}
