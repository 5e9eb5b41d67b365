package org.tquic.shell.view;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleStatus;

/**
 * The role in the text format of Prometheus, version 0.0.4, in seconds, bytes, bits per second and
 * shares of one. What is unknown is left out.
 */
public final class MetricsView {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private MetricsView() {}

  /** The view. */
  public static String format(RoleStatus role, List<PathHistory.Total> transitions) {
    MetricsText text = new MetricsText();
    text.gauge("tquic_uptime_seconds", "Time since the role started.")
        .sample(role.uptimeMillis() / MILLIS, "role", role.role(), "engine", role.engine());
    text.gauge("tquic_bond_connected", "Whether at least one path carries traffic.");
    for (BondStatus bond : role.bonds()) {
      text.sample(bond.connected() ? 1 : 0, "bond", bond.name());
    }
    counters(role, text);
    paths(role, text);
    text.counter("tquic_path_transitions_total", "Times that a path came to a state.");
    for (PathHistory.Total total : transitions) {
      text.sample(
          total.count(),
          "bond",
          total.bond(),
          "link",
          total.link(),
          "to",
          StatusView.lower(total.to()),
          "reason",
          StatusView.lower(total.reason()));
    }
    return text.toString();
  }

  private static void counters(RoleStatus role, MetricsText text) {
    Map<String, Map<String, Long>> byName = new TreeMap<>();
    for (BondStatus bond : role.bonds()) {
      bond.counters()
          .forEach(
              (name, value) ->
                  byName.computeIfAbsent(name, n -> new TreeMap<>()).put(bond.name(), value));
    }
    byName.forEach(
        (name, values) -> {
          text.untyped("tquic_bond_" + snake(name), "The counter " + name + " of `tquic stats`.");
          values.forEach((bond, value) -> text.sample(value, "bond", bond));
        });
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static void paths(RoleStatus role, MetricsText text) {
    text.gauge("tquic_path_state", "1 for the state that a path is in, and why.");
    each(
        role,
        path ->
            text.sample(
                1,
                "bond",
                path.bond(),
                "link",
                path.link(),
                "state",
                StatusView.lower(path.state()),
                "reason",
                StatusView.lower(path.reason())));
    MetricsText to = text.gauge("tquic_path_rtt_seconds", "Smoothed round-trip time.");
    samples(role, to, path -> path.smoothedRttNs() / NANOS);
    to = text.gauge("tquic_path_jitter_seconds", "Mean deviation of the round-trip time.");
    samples(role, to, path -> path.jitterNs() / NANOS);
    to = text.gauge("tquic_path_loss_ratio", "Share of packets lost lately.");
    samples(role, to, PathStatus::lossRate);
    to = text.gauge("tquic_path_capacity_bps", "Estimated capacity towards the peer.");
    samples(role, to, PathStatus::capacityBps);
    to = text.gauge("tquic_path_window_bytes", "Congestion window.");
    samples(role, to, PathStatus::congestionWindow);
    to = text.gauge("tquic_path_in_flight_bytes", "Sent and not yet acknowledged.");
    samples(role, to, PathStatus::bytesInFlight);
    to = text.counter("tquic_path_sent_bytes_total", "Inner bytes sent.");
    samples(role, to, PathStatus::txBytes);
    to = text.counter("tquic_path_received_bytes_total", "Inner bytes received.");
    samples(role, to, PathStatus::rxBytes);
  }

  private static void samples(RoleStatus role, MetricsText to, ToDoubleFunction<PathStatus> of) {
    each(
        role,
        path -> {
          double value = of.applyAsDouble(path);
          if (value >= 0) {
            to.sample(value, "bond", path.bond(), "link", path.link());
          }
        });
  }

  /** A link has one path for people; another carrier of it is on its way out. */
  private static void each(RoleStatus role, Consumer<PathStatus> use) {
    for (BondStatus bond : role.bonds()) {
      Map<String, PathStatus> byLink = new TreeMap<>();
      for (PathStatus path : bond.paths()) {
        byLink.merge(path.link(), path, (a, b) -> a.state() == PathState.ACTIVE ? a : b);
      }
      byLink.values().forEach(use);
    }
  }
}
