package org.tquic.quic.qlog;

import java.util.Objects;
import org.tquic.quic.connection.RecoveryMetrics;

/**
 * Writes what has changed of the metrics of a path, each kind as the event that qlog has for it.
 */
final class MetricsJson {
  private static final int BITS_PER_BYTE = 8;

  private final RecordWriter records;

  MetricsJson(RecordWriter records) {
    this.records = records;
  }

  void write(long nowNs, long pathId, RecoveryMetrics before, RecoveryMetrics now) {
    if (before == null || !sameMeasures(before, now)) {
      measures(records.begin("quic:recovery_metrics_updated", nowNs, pathId), before, now);
      records.end();
    }
    if (before == null || before.phase() != now.phase()) {
      state(
          records.begin("quic:congestion_state_updated", nowNs, pathId),
          before == null ? null : before.phase(),
          now.phase());
    }
    if (before == null || before.ecn() != now.ecn()) {
      state(
          records.begin("quic:ecn_state_updated", nowNs, pathId),
          before == null ? null : before.ecn(),
          now.ecn());
    }
    if (before == null || before.mtuBytes() != now.mtuBytes()) {
      JsonBuffer json = records.begin("quic:mtu_updated", nowNs, pathId);
      if (before != null) {
        json.number("old", before.mtuBytes());
      }
      json.number("new", now.mtuBytes());
      records.end();
    }
    if (before == null || !sameController(before, now)) {
      records
          .begin("tquic:congestion_controller_updated", nowNs, pathId)
          .string("new", now.controller())
          .number("faults", now.controllerFaults())
          .string("last_fault", now.controllerFault());
      records.end();
    }
  }

  private void state(JsonBuffer json, Enum<?> before, Enum<?> now) {
    if (before != null) {
      json.string("old", QlogNames.of(before));
    }
    json.string("new", QlogNames.of(now));
    records.end();
  }

  private static boolean sameMeasures(RecoveryMetrics a, RecoveryMetrics b) {
    return a.minRttNs() == b.minRttNs()
        && a.smoothedRttNs() == b.smoothedRttNs()
        && a.latestRttNs() == b.latestRttNs()
        && a.rttVarianceNs() == b.rttVarianceNs()
        && a.ptoCount() == b.ptoCount()
        && a.congestionWindowBytes() == b.congestionWindowBytes()
        && a.bytesInFlight() == b.bytesInFlight()
        && a.ssthreshBytes() == b.ssthreshBytes()
        && a.pacingRateBps() == b.pacingRateBps();
  }

  private static boolean sameController(RecoveryMetrics a, RecoveryMetrics b) {
    return a.controllerFaults() == b.controllerFaults()
        && Objects.equals(a.controller(), b.controller());
  }

  /** Fields that are new; what is not known, as a threshold of -1, is left out. */
  private static void measures(JsonBuffer json, RecoveryMetrics before, RecoveryMetrics now) {
    boolean all = before == null;
    if (now.minRttNs() >= 0 && (all || before.minRttNs() != now.minRttNs())) {
      json.millis("min_rtt", now.minRttNs());
    }
    if (all || before.smoothedRttNs() != now.smoothedRttNs()) {
      json.millis("smoothed_rtt", now.smoothedRttNs());
    }
    if (now.latestRttNs() >= 0 && (all || before.latestRttNs() != now.latestRttNs())) {
      json.millis("latest_rtt", now.latestRttNs());
    }
    if (all || before.rttVarianceNs() != now.rttVarianceNs()) {
      json.millis("rtt_variance", now.rttVarianceNs());
    }
    if (all || before.ptoCount() != now.ptoCount()) {
      json.number("pto_count", now.ptoCount());
    }
    if (all || before.congestionWindowBytes() != now.congestionWindowBytes()) {
      json.number("congestion_window", now.congestionWindowBytes());
    }
    if (all || before.bytesInFlight() != now.bytesInFlight()) {
      json.number("bytes_in_flight", now.bytesInFlight());
    }
    if (now.ssthreshBytes() >= 0 && (all || before.ssthreshBytes() != now.ssthreshBytes())) {
      json.number("ssthresh", now.ssthreshBytes());
    }
    if (all || before.pacingRateBps() != now.pacingRateBps()) {
      json.number("pacing_rate", now.pacingRateBps() * BITS_PER_BYTE);
    }
  }
}
