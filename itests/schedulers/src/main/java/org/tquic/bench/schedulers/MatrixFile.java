package org.tquic.bench.schedulers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tquic.simulate.BenchResult;

/** The whole matrix as tab-separated values, a line for each cell. */
final class MatrixFile {
  private static final String HEADER =
      String.join(
          "\t",
          "scenario",
          "scheduler",
          "congestion",
          "mbit_per_s",
          "of_links",
          "of_ideal",
          "by_best_alone",
          "voice_p50_ms",
          "voice_p99_ms",
          "voice_lost",
          "tcp_rtt_ms",
          "late_share",
          "late_depth_p99",
          "resent_share",
          "tcp_resent_share",
          "recovery_s");

  private MatrixFile() {}

  static List<String> lines(List<Cell> cells) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    cells.forEach(cell -> lines.add(line(cell)));
    return lines;
  }

  private static String line(Cell cell) {
    BenchResult result = cell.result();
    return String.format(
        Locale.ROOT,
        "%s\t%s\t%s\t%.2f\t%.4f\t%.4f\t%.4f\t%.1f\t%.1f\t%.4f\t%.1f\t%.4f\t%d\t%.5f\t%.5f\t%s",
        cell.scenario(),
        cell.scheduler(),
        cell.controller(),
        result.goodputBps() * 8e-6,
        result.efficiency(),
        cell.ofIdeal(),
        cell.gain(),
        result.voiceP50Ns() * 1e-6,
        result.voiceP99Ns() * 1e-6,
        result.voiceLost(),
        result.tcpRttNs() * 1e-6,
        result.lateShare(),
        result.lateDepth(),
        result.resentShare(),
        result.tcpResentShare(),
        result.recoveryNs() < 0
            ? ""
            : String.format(Locale.ROOT, "%.1f", result.recoveryNs() * 1e-9));
  }
}
