package org.tquic.bond.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.tquic.bond.path.MappingLifetime;

/** Random troubles of links for hours, and some traffic, all from one seed. */
final class HistoryScript {
  private static final long MS = 1_000_000;
  private static final long S = 1000 * MS;
  private static final long[] MAPPINGS_S = {5, 20, 30, 60, 120, 300, 3600};
  private static final int LOGGED = 60;

  /** What happened last, for the message of a failure. */
  final Deque<String> log = new ArrayDeque<>();

  private final HistorySimulation simulation;
  private final Random random;
  private int names;
  private boolean calm;
  private boolean over;

  HistoryScript(HistorySimulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      long mappingNs = MAPPINGS_S[random.nextInt(MAPPINGS_S.length)] * S;
      HistoryLink link =
          new HistoryLink("device" + i, "wan" + names++, random.nextBoolean(), mappingNs);
      simulation.add(link);
      troubleLater(link);
    }
    trafficLater();
  }

  private void troubleLater(HistoryLink link) {
    simulation.later(upTo(900 * S), () -> trouble(link));
  }

  private void trafficLater() {
    simulation.later(
        upTo(600 * S),
        () -> {
          if (!over) {
            simulation.traffic();
            trafficLater();
          }
        });
  }

  private long upTo(long ns) {
    return 1 + (long) (random.nextDouble() * random.nextDouble() * ns);
  }

  /** All links are well from the end of their present trouble on. */
  void calmDown() {
    calm = true;
  }

  /** Nobody sends any more. */
  void end() {
    over = true;
  }

  private void trouble(HistoryLink link) {
    if (calm) {
      return;
    }
    switch (random.nextInt(9)) {
      case 0 -> during("no carrier", link, upTo(300 * S), () -> link.carrier = false);
      case 1 -> flap(link, 4 + 2 * random.nextInt(10));
      case 2 -> {
        link.newAddress();
        during("new address", link, 1, () -> {});
      }
      case 3 ->
          during(
              "gone",
              link,
              upTo(60 * S),
              () -> {
                link.present = false;
                // A phone: another name, another address.
                link.name = "wan" + names++;
                link.newAddress();
              });
      case 4 ->
          during(
              "silent",
              link,
              upTo(400 * S),
              () -> {
                link.deafOut = true;
                link.deafIn = true;
              });
      case 5 ->
          during(
              "silent one way",
              link,
              upTo(120 * S),
              () -> {
                link.deafOut = random.nextBoolean();
                link.deafIn = !link.deafOut;
              });
      case 6 ->
          during(
              "brown-out",
              link,
              upTo(600 * S),
              () -> link.lossRate = 0.1 + random.nextDouble() / 2);
      case 7 ->
          during(
              "late answers",
              link,
              upTo(300 * S),
              () -> link.delayNs = (100 + random.nextInt(1200)) * MS);
      default -> {
        simulation.forgetMappings(link);
        during("rebinding", link, 1, () -> {});
      }
    }
  }

  private void during(String what, HistoryLink link, long forNs, Runnable harm) {
    note(what, link);
    harm.run();
    simulation.changed(link);
    simulation.later(
        forNs,
        () -> {
          heal(link);
          troubleLater(link);
        });
  }

  private void flap(HistoryLink link, int edges) {
    if (edges == 0) {
      heal(link);
      troubleLater(link);
      return;
    }
    note("flaps", link);
    link.carrier = !link.carrier;
    simulation.changed(link);
    simulation.later(upTo(3 * S), () -> flap(link, edges - 1));
  }

  private void heal(HistoryLink link) {
    note("well", link);
    link.present = true;
    link.carrier = true;
    link.deafOut = false;
    link.deafIn = false;
    link.lossRate = 0;
    link.delayNs = HistoryLink.USUAL_DELAY_NS;
    simulation.changed(link);
  }

  private void note(String what, HistoryLink link) {
    log.add(simulation.nowNs() / S + " s: " + link.name + " " + what);
    if (log.size() > LOGGED) {
      log.removeFirst();
    }
  }

  /** By then the death of a silent path is found, whatever silence was agreed on. */
  static long noticedNs() {
    return MappingLifetime.LONGEST_NS + 10 * S;
  }
}
