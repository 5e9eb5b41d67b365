package org.tquic.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.LinkTarget;
import org.tquic.quic.sim.Script;

/** Reads the text form of scenarios, line by line; see {@link Scenario#parse}. */
final class ScenarioParser {
  private static final int MOST_WANS = 8;
  private static final int MOST_FLOWS = 64;
  private static final double LONGEST_SECONDS = 600;
  private static final String KEYWORDS =
      "A line begins with name, link, bottleneck, flows, reverse-flows, seconds or at.";
  private static final String SETTINGS = "Settings are such as rate=50mbit delay=16ms queue=250kb.";

  private final Map<String, Wan> wans = new LinkedHashMap<>();
  private final List<Script.Step> steps = new ArrayList<>();
  private final Map<Script.Step, Integer> lines = new LinkedHashMap<>();
  private String name;
  private LinkProfile bottleneck;
  private int flows = 1;
  private int reverseFlows;
  private double seconds = Scenario.DEFAULT_SECONDS;
  private int number;

  private ScenarioParser(String name) {
    this.name = name;
  }

  static Scenario parse(String name, String text) {
    ScenarioParser parser = new ScenarioParser(name);
    for (String line : text.lines().toList()) {
      parser.number++;
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!content.isEmpty()) {
        parser.read(content);
      }
    }
    return parser.finish();
  }

  private void read(String line) {
    String[] words = line.split("\\s+", 2);
    String value = words.length < 2 ? "" : words[1];
    switch (words[0]) {
      case "name" -> name = said(value, "Write name and then a few words.");
      case "link" -> link(value);
      case "bottleneck" -> bottleneck = settings(LinkProfile.PERFECT, value);
      case "flows" -> flows = (int) between(value, 0, MOST_FLOWS);
      case "reverse-flows" -> reverseFlows = (int) between(value, 0, MOST_FLOWS);
      case "seconds" -> seconds = between(value, Scenario.WARM_UP_SECONDS + 1, LONGEST_SECONDS);
      case "at" -> step(line);
      default -> throw wrong("unknown word '" + words[0] + "'", KEYWORDS);
    }
  }

  private void link(String value) {
    String[] words = value.split("\\s+", 2);
    LinkTarget target;
    try {
      target = LinkTarget.of(words[0]);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage(), "Write link wan1 and then its settings.");
    }
    String settings = words.length < 2 ? "" : words[1];
    Wan old = wans.get(target.link());
    if (old == null && target.way() != LinkTarget.Way.BOTH) {
      throw wrong(
          "'" + target + "' is one direction of a link that is not there",
          "Write link " + target.link() + " with the settings of both first.");
    }
    if (old == null && (wans.size() == MOST_WANS || target.link().equals(Scenario.BOTTLENECK))) {
      throw wrong(
          "'" + target.link() + "' is no link more",
          "There are " + MOST_WANS + " links at most, and bottleneck is a line of its own.");
    }
    LinkProfile up = old == null ? LinkProfile.PERFECT : old.up();
    LinkProfile down = old == null ? LinkProfile.PERFECT : old.down();
    wans.put(
        target.link(),
        new Wan(
            target.link(),
            target.way() == LinkTarget.Way.DOWN ? up : settings(up, settings),
            target.way() == LinkTarget.Way.UP ? down : settings(down, settings)));
  }

  private LinkProfile settings(LinkProfile old, String settings) {
    try {
      return old.with(said(settings, SETTINGS));
    } catch (IllegalArgumentException e) {
      throw e instanceof ScenarioException known ? known : wrong(e.getMessage(), SETTINGS);
    }
  }

  private void step(String line) {
    try {
      Script.Step step = Script.Step.of(line);
      steps.add(step);
      lines.put(step, number);
    } catch (IllegalArgumentException e) {
      throw wrong(
          e.getMessage(), "Write at 8s blackhole wan1, at 12s restore wan1 or at 5s set wan1 ….");
    }
  }

  private String said(String value, String remedy) {
    if (value.isEmpty()) {
      throw wrong("nothing stands behind the word", remedy);
    }
    return value;
  }

  private double between(String value, double least, double most) {
    try {
      double given = Double.parseDouble(value);
      if (given >= least && given <= most) {
        return given;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong("'" + value + "' is no number in range", range(least, most));
  }

  private static String range(double least, double most) {
    return "Write a number from " + (long) least + " to " + (long) most + ".";
  }

  private ScenarioException wrong(String fault, String remedy) {
    return new ScenarioException(number, fault, remedy);
  }

  private Scenario finish() {
    if (wans.isEmpty()) {
      throw new ScenarioException(
          0, "there is no link", "Write link wan1 rate=50mbit delay=16ms queue=250kb.");
    }
    for (Wan wan : wans.values()) {
      if (wan.up().rateBytesPerSecond() == 0 || wan.down().rateBytesPerSecond() == 0) {
        throw new ScenarioException(
            0, "link '" + wan.name() + "' has no rate", "Give each link one, as rate=50mbit.");
      }
    }
    Scenario scenario =
        new Scenario(
            name,
            List.copyOf(wans.values()),
            bottleneck,
            flows,
            reverseFlows,
            seconds,
            new Script(steps));
    for (Script.Step step : scenario.script().steps()) {
      try {
        Capacity.network(scenario.playing(new Script(List.of(step))));
      } catch (IllegalArgumentException e) {
        throw new ScenarioException(
            lines.get(step), e.getMessage(), "Name a link that has a line of its own.");
      }
    }
    return scenario;
  }
}
