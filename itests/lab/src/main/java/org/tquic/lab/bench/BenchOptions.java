package org.tquic.lab.bench;

import java.util.ArrayList;
import java.util.List;
import org.tquic.lab.StandardCase;

/**
 * What to measure.
 *
 * @param cases link pairs for throughput
 * @param congestions of the inner TCP
 * @param flows numbers of TCP flows
 * @param runs of each measurement; the median counts
 * @param seconds of each throughput run
 * @param parts of {@link #PARTS}
 * @param schedulers to compare, run by turns; one empty name for the one that the roles start with
 * @param controllers whose fairness is measured; none for all that the router has
 * @param roleOptions that both roles are started with
 */
record BenchOptions(
    List<StandardCase> cases,
    List<String> congestions,
    List<Integer> flows,
    int runs,
    int seconds,
    List<String> parts,
    List<String> schedulers,
    List<String> controllers,
    List<String> roleOptions) {
  static final List<String> PARTS =
      List.of(
          "throughput", "stall", "replug", "latency", "swap", "fairness", "restart", "footprint");

  static final String USAGE =
      """
      usage: bench [--case A,B,C] [--congestion cubic,bbr] [--flows 1,4,16] [--runs 3]
                   [--seconds 8] [--only throughput,stall,replug,latency,swap,fairness,
                    restart,footprint]
                   [--quick] [--scheduler minrtt,aggregate] [--controller bbr,copa] [--engine ID]

      Measures the packaged distribution in the lab; prints a table in Markdown, and one JSON
      document to the file that --json FILE names. --quick = --case A --congestion cubic --flows 4
      --runs 1. All of it takes about an hour. Several schedulers are measured by turns on the same
      bond, but for replug, swap, fairness, restart and footprint; fairness is measured with each
      controller, 100 s each, or with those that --controller names.
      """;

  static BenchOptions parse(List<String> words) {
    List<StandardCase> cases = List.of(StandardCase.values());
    List<String> congestions = List.of("cubic", "bbr");
    List<Integer> flows = List.of(1, 4, 16);
    List<String> parts = PARTS;
    List<String> schedulers = List.of("");
    List<String> controllers = List.of();
    List<String> roleOptions = List.of();
    int runs = 3;
    int seconds = 8;
    for (int i = 0; i < words.size(); i++) {
      String option = words.get(i);
      if (option.equals("--quick")) {
        cases = List.of(StandardCase.A);
        congestions = List.of("cubic");
        flows = List.of(4);
        runs = 1;
        continue;
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(option + " needs a value, or is unknown");
      }
      String value = words.get(++i);
      switch (option) {
        case "--case" -> cases = list(value).stream().map(StandardCase::valueOf).toList();
        case "--congestion" -> congestions = list(value);
        case "--flows" -> flows = list(value).stream().map(Integer::valueOf).toList();
        case "--runs" -> runs = Integer.parseInt(value);
        case "--seconds" -> seconds = Integer.parseInt(value);
        case "--only" -> parts = known(list(value));
        case "--scheduler" -> schedulers = list(value);
        case "--controller" -> controllers = list(value);
        case "--engine" -> roleOptions = List.of("--engine", value);
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (runs < 1 || seconds < 3) {
      throw new IllegalArgumentException("at least 1 run of 3 seconds");
    }
    return new BenchOptions(
        cases, congestions, flows, runs, seconds, parts, schedulers, controllers, roleOptions);
  }

  private static List<String> list(String value) {
    return new ArrayList<>(List.of(value.split(",")));
  }

  private static List<String> known(List<String> parts) {
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new IllegalArgumentException(part + " is none of " + PARTS);
      }
    }
    return parts;
  }
}
