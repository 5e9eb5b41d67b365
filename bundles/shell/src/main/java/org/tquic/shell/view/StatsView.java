package org.tquic.shell.view;

import java.util.List;
import java.util.Map;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathStatus;
import org.tquic.shell.view.Table.Column;

/** Totals since the start: bytes by path, then the bond's counters. */
public final class StatsView {
  private StatsView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(List<BondStatus> bonds, int width) {
    if (bonds.isEmpty()) {
      return "no bonds yet\n";
    }
    StringBuilder text = new StringBuilder();
    for (BondStatus bond : bonds) {
      text.append(text.isEmpty() ? "" : "\n").append(Paragraph.format("bond ", bond.name(), width));
      Table paths =
          new Table(
              Column.number("ID"),
              Column.flexible("LINK"),
              Column.number("SENT"),
              Column.number("RECEIVED"),
              Column.number("LOSS"));
      for (PathStatus path : bond.paths()) {
        paths.row(
            path.id(),
            path.link(),
            Units.bytes(path.txBytes()),
            Units.bytes(path.rxBytes()),
            Units.percent(path.lossRate()));
      }
      text.append(paths.isEmpty() ? "" : paths.format(width));
      Table counters = new Table(Column.flexible("COUNTER"), Column.number("TOTAL"));
      for (Map.Entry<String, Long> counter : bond.counters().entrySet()) {
        counters.row(counter.getKey(), counter.getValue());
      }
      for (PathStatus path : bond.paths()) {
        path.counters()
            .forEach((name, total) -> counters.row("path " + path.id() + " " + name, total));
      }
      text.append(counters.isEmpty() ? "" : "\n" + counters.format(width));
    }
    return text.toString();
  }
}
