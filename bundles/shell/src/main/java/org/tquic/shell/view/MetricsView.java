package org.tquic.shell.view;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    gauge(role, text, "rtt_seconds", "Smoothed round-trip time.", p -> p.smoothedRttNs() / NANOS);
    gauge(role, text, "jitter_seconds", "Its mean deviation.", p -> p.jitterNs() / NANOS);
    gauge(role, text, "loss_ratio", "Share of packets lost lately.", PathStatus::lossRate);
    gauge(role, text, "capacity_bps", "Estimated towards the peer.", PathStatus::capacityBps);
    gauge(role, text, "window_bytes", "Congestion window.", PathStatus::congestionWindow);
    gauge(role, text, "in_flight_bytes", "Under way.", PathStatus::bytesInFlight);
    total(role, text, "sent_bytes_total", "Inner bytes sent.", PathStatus::txBytes);
    total(role, text, "received_bytes_total", "Inner bytes received.", PathStatus::rxBytes);
  }

  private static void gauge(
      RoleStatus role,
      MetricsText text,
      String name,
      String help,
      ToDoubleFunction<PathStatus> of) {
    text.gauge("tquic_path_" + name, help);
    samples(role, text, of);
  }

  private static void total(
      RoleStatus role,
      MetricsText text,
      String name,
      String help,
      ToDoubleFunction<PathStatus> of) {
    text.counter("tquic_path_" + name, help);
    samples(role, text, of);
  }

  private static void samples(RoleStatus role, MetricsText text, ToDoubleFunction<PathStatus> of) {
    each(
        role,
        path -> {
          double value = of.applyAsDouble(path);
          if (value >= 0) {
            text.sample(value, "bond", path.bond(), "link", path.link());
          }
        });
  }

  /** A link has one path for people; another carrier of it is on its way out. */
  private static void each(RoleStatus role, java.util.function.Consumer<PathStatus> use) {
    for (BondStatus bond : role.bonds()) {
      Map<String, PathStatus> byLink = new TreeMap<>();
      for (PathStatus path : bond.paths()) {
        byLink.merge(path.link(), path, (a, b) -> a.state() == PathState.ACTIVE ? a : b);
      }
      byLink.values().forEach(use);
    }
  }
}
