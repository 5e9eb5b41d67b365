package org.tquic.quic.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes scripts of random trouble from seeds: the same seed and the same limits give the same
 * script. Each trouble has an end, so that after {@link #durationNs} all links are as they were
 * added and alive, and what was sent over them can come to its end.
 *
 * @param links names of the links, at least one
 * @param kinds of trouble, at least one
 * @param durationNs all trouble is over by then, nanoseconds, at least a millisecond
 * @param troubles how many there are, 0 to 10000
 * @param oneAlive whether at each time at least one link is no blackhole in any direction
 */
public record RandomScripts(
    List<String> links, Set<Trouble> kinds, long durationNs, int troubles, boolean oneAlive) {
  private static final int MAX_TROUBLES = 10_000;
  private static final long NS_PER_US = 1_000;
  private static final long NS_PER_MS = 1_000_000;

  /** Checks the ranges. */
  public RandomScripts {
    links = List.copyOf(links);
    links.forEach(LinkTarget::checkName);
    kinds = Set.copyOf(kinds);
    if (links.isEmpty() || kinds.isEmpty()) {
      throw new IllegalArgumentException("at least one link and one kind of trouble are needed");
    }
    if (durationNs < NS_PER_MS || durationNs > LinkProfile.MAX_TIME_NS) {
      throw new IllegalArgumentException(
          "duration " + durationNs + " is not " + NS_PER_MS + " to " + LinkProfile.MAX_TIME_NS);
    }
    if (troubles < 0 || troubles > MAX_TROUBLES) {
      throw new IllegalArgumentException(troubles + " troubles are not 0 to " + MAX_TROUBLES);
    }
  }

  /** Ten troubles of any kind but {@link Trouble#REBIND} within ten seconds. */
  public static RandomScripts on(String... links) {
    return new RandomScripts(
        Arrays.asList(links),
        EnumSet.complementOf(EnumSet.of(Trouble.REBIND)),
        10_000 * NS_PER_MS,
        10,
        true);
  }

  /** The same with these kinds of trouble only. */
  public RandomScripts withKinds(Set<Trouble> next) {
    return new RandomScripts(links, next, durationNs, troubles, oneAlive);
  }

  /** The same with another duration, nanoseconds, and number of troubles. */
  public RandomScripts within(long nextDurationNs, int nextTroubles) {
    return new RandomScripts(links, kinds, nextDurationNs, nextTroubles, oneAlive);
  }

  /** The same, but it does or does not keep a link alive at each time. */
  public RandomScripts keepingOneAlive(boolean next) {
    return new RandomScripts(links, kinds, durationNs, troubles, next);
  }

  /** The script of a seed. */
  public Script script(long seed) {
    RandomGenerator random = Seeds.random(seed, "script");
    Trouble[] choice = kinds.stream().sorted().toArray(Trouble[]::new);
    List<Script.Step> steps = new ArrayList<>();
    long durationUs = durationNs / NS_PER_US;
    Blackouts blackouts = new Blackouts(links, oneAlive);
    for (int i = 0; i < troubles; i++) {
      Trouble kind = choice[random.nextInt(choice.length)];
      String link = links.get(random.nextInt(links.size()));
      LinkTarget target = new LinkTarget(link, way(random));
      long fromUs = random.nextLong(durationUs);
      long fromNs = fromUs * NS_PER_US;
      long toNs = (random.nextLong(fromUs, durationUs) + 1) * NS_PER_US;
      switch (kind) {
        case REBIND -> steps.add(new Script.Step(fromNs, new ScriptAction.Rebind(link, null)));
        case BLACKHOLE -> {
          if (blackouts.add(link, fromNs, toNs)) {
            steps.add(new Script.Step(fromNs, new ScriptAction.Blackhole(target)));
            steps.add(new Script.Step(toNs, new ScriptAction.Restore(target)));
          }
        }
        default -> {
          RandomSettings settings = RandomSettings.of(kind, random);
          steps.add(new Script.Step(fromNs, new ScriptAction.SetLink(target, settings.trouble())));
          steps.add(new Script.Step(toNs, new ScriptAction.Reset(target, settings.keys())));
        }
      }
    }
    return new Script(steps);
  }

  private static LinkTarget.Way way(RandomGenerator random) {
    LinkTarget.Way[] ways = LinkTarget.Way.values();
    return ways[random.nextInt(ways.length)];
  }
}
