package org.tquic.simulate;

import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.Script;
import org.tquic.quic.sim.ScriptAction;

/**
 * Links, what runs over them, and what happens to them.
 *
 * @param name what it is called
 * @param wans the links
 * @param bottleneck what the traffic of all links shares at the server's end, or null
 * @param flows TCP flows that always have data, from the router's side to the server's
 * @param reverseFlows the same the other way
 * @param seconds how long it runs, of which the first {@link #WARM_UP_SECONDS} do not count
 * @param script what happens to links, from the beginning of the traffic on
 */
public record Scenario(
    String name,
    List<Wan> wans,
    LinkProfile bottleneck,
    int flows,
    int reverseFlows,
    double seconds,
    Script script) {
  /** Slow start and the like, which does not count, seconds. */
  public static final double WARM_UP_SECONDS = 3;

  /** How long a run takes unless said otherwise, seconds of virtual time. */
  public static final double DEFAULT_SECONDS = 18;

  /** A link's name that traffic of all links passes. */
  static final String BOTTLENECK = "bottleneck";

  /** Keeps what was given. */
  public Scenario {
    wans = List.copyOf(wans);
  }

  /** Links that are the same both ways, to which nothing happens, and one TCP flow. */
  public static Scenario of(String name, String... links) {
    List<Wan> wans = new ArrayList<>();
    for (String link : links) {
      LinkProfile profile = LinkProfile.of(link);
      wans.add(new Wan("wan" + (wans.size() + 1), profile, profile));
    }
    return new Scenario(name, wans, null, 1, 0, DEFAULT_SECONDS, new Script(List.of()));
  }

  /**
   * Reads the text form: a line is a word and its value, {@code #} begins a comment, lines that
   * begin with {@code at} are those of a {@link Script}, and settings are those of {@link
   * LinkProfile}.
   *
   * <pre>
   * name     ack path
   * link     wan1      rate=50mbit delay=16ms queue=250kb   # both directions
   * link     wan1.down rate=5mbit                           # changes one of them
   * bottleneck rate=60mbit queue=300kb   # all links share it
   * flows    1        # TCP flows from the router's side to the server's
   * reverse-flows 1   # and back
   * seconds  18       # the first 3 do not count
   * at 8s  blackhole wan1
   * at 12s restore wan1
   * </pre>
   *
   * @param name what it is called unless the text says
   * @throws ScenarioException naming the line, the value and the remedy
   */
  public static Scenario parse(String name, String text) {
    return ScenarioParser.parse(name, text);
  }

  /** The same with other things happening. */
  public Scenario playing(Script other) {
    return new Scenario(name, wans, bottleneck, flows, reverseFlows, seconds, other);
  }

  /** The same over one of the links alone, with what happens to that one. */
  public Scenario alone(int link) {
    Wan wan = wans.get(link);
    List<Script.Step> steps =
        script.steps().stream().filter(step -> concerns(step.action(), wan.name())).toList();
    return new Scenario(
        name, List.of(wan), bottleneck, flows, reverseFlows, seconds, new Script(steps));
  }

  private static boolean concerns(ScriptAction action, String link) {
    String named =
        switch (action) {
          case ScriptAction.SetLink set -> set.target().link();
          case ScriptAction.Reset reset -> reset.target().link();
          case ScriptAction.Blackhole blackhole -> blackhole.target().link();
          case ScriptAction.Restore restore -> restore.target().link();
          case ScriptAction.Rebind rebind -> rebind.link();
          default -> link;
        };
    return named.equals(link) || named.equals(BOTTLENECK);
  }
}
