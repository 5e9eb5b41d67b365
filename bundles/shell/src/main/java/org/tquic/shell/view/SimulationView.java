package org.tquic.shell.view;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.simulation.LinkTimeline;
import org.tquic.api.simulation.LinkTimeline.Sample;
import org.tquic.api.simulation.SimulationReport;
import org.tquic.shell.view.Table.Column;

/** What came of a simulation. */
public final class SimulationView {
  private SimulationView() {}

  /** Figures of the whole, then means of each link, at most {@code width} columns wide. */
  public static String format(SimulationReport report, int width) {
    StringBuilder text = new StringBuilder();
    for (PluginTrouble trouble : report.troubles()) {
      text.append(PluginTroubleView.format(trouble, width));
    }
    return text.append(figures(report).format(width))
        .append('\n')
        .append(links(report.links()).format(width))
        .toString();
  }

  private static Table figures(SimulationReport report) {
    return new Table(Column.text("SCENARIO"), Column.flexible(report.scenario()))
        .row("scheduler", report.scheduler())
        .row("congestion", report.congestion())
        .row("goodput", Units.rate((long) (report.goodputBps() * 8)))
        .row("of what the links carry", Units.percent(report.efficiency()))
        .row("by the best link alone", number("%.2f", report.bestLinkGain()))
        .row("call, median delay", Units.millis(report.callP50Ns()))
        .row("call, 99th percentile", Units.millis(report.callP99Ns()))
        .row("call, lost", Units.percent(report.callLost()))
        .row("out of order", Units.percent(report.lateShare()))
        .row("sent again", Units.percent(report.resentShare()));
  }

  private static Table links(List<LinkTimeline> links) {
    Table table =
        new Table(
            Column.flexible("LINK"),
            Column.flexible("CONTROLLER"),
            Column.number("MBIT/S"),
            Column.number("WINDOW KB"),
            Column.number("QUEUE MS"),
            Column.number("RTT MS"));
    for (LinkTimeline link : links) {
      table.row(
          link.link(),
          link.controller(),
          number("%.1f", mean(link, Sample::throughputBps) * 8e-6),
          number("%.0f", mean(link, Sample::windowBytes) * 1e-3),
          number("%.1f", mean(link, Sample::queueNs) * 1e-6),
          number("%.1f", mean(link, Sample::roundTripNs) * 1e-6));
    }
    return table;
  }

  private static double mean(LinkTimeline link, ToLongFunction<Sample> value) {
    return link.samples().stream().mapToLong(value).average().orElse(0);
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
