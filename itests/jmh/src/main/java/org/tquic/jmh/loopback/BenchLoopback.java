package org.tquic.jmh.loopback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tquic.api.engine.QuicEngine;
import org.tquic.quic.netty.MultipathEngine;
import org.tquic.quic.quiche.QuicheEngine;

/**
 * Measures how much one connection of each engine moves one way over the loopback device, both in
 * this process and in turns, and prints a table. DATAGRAM frames are offered in several ways, and
 * each engine has the one that suits it best. Argument: rounds, 3 without.
 */
public final class BenchLoopback {
  private static final int ROUNDS = 3;
  private static final double WARM_UP_SECONDS = 1;
  private static final double SECONDS = 2;
  private static final int MANY = 64;

  /** Frames written in a turn, with a pause after each. */
  private static final List<Integer> TURNS = List.of(16, 32, MANY);

  private BenchLoopback() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 || args[0].isEmpty() ? ROUNDS : Integer.parseInt(args[0]);
    List<QuicEngine> engines = List.of(new MultipathEngine(), new QuicheEngine());
    List<List<Double>> datagrams = List.of(new ArrayList<>(), new ArrayList<>());
    List<List<Double>> streams = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < engines.size(); i++) {
        datagrams.get(i).add(datagrams(engines.get(i)));
        try (LoopbackPair pair = new LoopbackPair(engines.get(i))) {
          streams.get(i).add(pair.stream(WARM_UP_SECONDS, SECONDS) / 1e6);
        }
      }
    }
    System.out.println("| one way over loopback, Mbit/s, medians | multipath | quiche | ratio |");
    System.out.println("| --- | ---: | ---: | ---: |");
    print("DATAGRAM frames of 1200 bytes", datagrams);
    print("one stream", streams);
  }

  /** Mbit/s with what suits the engine best. */
  private static double datagrams(QuicEngine engine) throws Exception {
    double best = 0;
    for (int perTurn : TURNS) {
      best = Math.max(best, datagrams(engine, perTurn, true));
    }
    return Math.max(best, datagrams(engine, MANY, false));
  }

  private static double datagrams(QuicEngine engine, int perTurn, boolean pausing)
      throws Exception {
    try (LoopbackPair pair = new LoopbackPair(engine)) {
      return pair.datagrams(perTurn, pausing, WARM_UP_SECONDS, SECONDS) / 1e6;
    }
  }

  /** The medians of both engines, whose rounds are in their order. */
  private static void print(String load, List<List<Double>> rounds) {
    double own = median(rounds.get(0));
    double quiche = median(rounds.get(1));
    System.out.printf("| %s | %.0f | %.0f | %.2f |%n", load, own, quiche, own / quiche);
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
