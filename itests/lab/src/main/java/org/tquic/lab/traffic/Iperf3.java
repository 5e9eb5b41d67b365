package org.tquic.lab.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.tquic.lab.ExecResult;
import org.tquic.lab.Lab;
import org.tquic.lab.LabException;
import org.tquic.lab.LabProcess;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;

/**
 * Measures throughput with iperf3. Each run has a server of its own: one that serves several is
 * deaf for a moment after each.
 */
public final class Iperf3 {
  private static final int PORT = 5201;
  private static final String FLUSHED = "--forceflush";

  private final Lab lab;
  private final String node;

  /**
   * What one run measured.
   *
   * @param receivedMbps payload received, Mbit/s
   * @param sentMbps payload sent, Mbit/s
   * @param retransmits segments that TCP sent again; 0 for UDP
   * @param lostPercent of the packets of UDP; 0 for TCP
   * @param command what was run
   */
  public record Result(
      double receivedMbps, double sentMbps, long retransmits, double lostPercent, String command) {}

  /** Measures towards a node. */
  public Iperf3(Lab lab, String node) {
    this.lab = lab;
    this.node = node;
  }

  /**
   * Runs TCP flows.
   *
   * @param from node of the client
   * @param more further options of iperf3, such as {@code -B ADDRESS}
   * @param congestion the sender's congestion control, {@code cubic} or {@code bbr}: always named,
   *     for its default differs between machines
   */
  public Result tcp(
      String from,
      String address,
      Direction direction,
      int flows,
      String congestion,
      int seconds,
      String... more) {
    List<String> options = new ArrayList<>(List.of("-C", congestion, "-P", "" + flows));
    options.addAll(List.of("-O", "1"));
    options.addAll(List.of(more));
    Json end = run(from, address, direction, seconds, options).get("end");
    return new Result(
        end.get("sum_received").get("bits_per_second").number() / 1e6,
        end.get("sum_sent").get("bits_per_second").number() / 1e6,
        end.get("sum_sent").get("retransmits").isPresent()
            ? end.get("sum_sent").get("retransmits").whole()
            : 0,
        0,
        String.join(" ", options));
  }

  /**
   * Sends UDP packets at a rate.
   *
   * @param mbps Mbit/s of payload
   * @param payloadBytes per packet
   */
  public Result udp(
      String from,
      String address,
      Direction direction,
      double mbps,
      int payloadBytes,
      int seconds,
      String... more) {
    List<String> options = new ArrayList<>(List.of("-u", "-b"));
    options.add(String.format(Locale.ROOT, "%.3fM", mbps));
    options.addAll(List.of("-l", "" + payloadBytes));
    options.addAll(List.of(more));
    Json end = run(from, address, direction, seconds, options).get("end");
    return new Result(
        end.get("sum_received").get("bits_per_second").number() / 1e6,
        end.get("sum_sent").get("bits_per_second").number() / 1e6,
        0,
        end.get("sum").get("lost_percent").number(),
        String.join(" ", options));
  }

  private Json run(
      String from, String address, Direction direction, int seconds, List<String> options) {
    List<String> command =
        new ArrayList<>(List.of("iperf3", "-c", address, "-p", "" + PORT, "-J", "-t"));
    command.add(Integer.toString(seconds));
    command.addAll(List.of("--connect-timeout", "10000"));
    if (direction == Direction.IN) {
      command.add("-R");
    }
    command.addAll(options);
    ExecResult result = withServer(() -> lab.exec(from, command.toArray(String[]::new)));
    // Warnings may stand before the document.
    int start = result.output().indexOf('{');
    if (start < 0) {
      throw new LabException("iperf3 says: " + result.output() + result.errors(), "");
    }
    Json document = Json.parse(result.output().substring(start));
    document
        .get("error")
        .optionalText()
        .ifPresent(
            error -> {
              throw new LabException("iperf3 says: " + error + " (" + result.command() + ")", "");
            });
    return document;
  }

  private ExecResult withServer(Supplier<ExecResult> client) {
    LabProcess server =
        lab.spawn(node, "iperf3-" + node, List.of("iperf3", "-s", "-1", "-p", "" + PORT, FLUSHED));
    try {
      server.awaitLine(0, line -> line.contains("listening"), Duration.ofSeconds(10));
      return client.get();
    } finally {
      server.kill();
    }
  }
}
