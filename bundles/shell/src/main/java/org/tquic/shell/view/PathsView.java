package org.tquic.shell.view;

import static org.tquic.shell.view.StatusView.dashIfEmpty;
import static org.tquic.shell.view.StatusView.lower;

import java.util.List;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathStatus;
import org.tquic.shell.view.Table.Column;

/** Each path: how it does, what its congestion controller makes of it, and where it leads. */
public final class PathsView {
  private PathsView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(List<BondStatus> bonds, long nowMillis, int width) {
    if (bonds.stream().allMatch(bond -> bond.paths().isEmpty())) {
      return "no paths yet\n";
    }
    StringBuilder text = new StringBuilder();
    for (BondStatus bond : bonds) {
      text.append(text.isEmpty() ? "" : "\n").append(Paragraph.format("bond ", bond.name(), width));
      text.append(state(bond.paths(), nowMillis, width));
      text.append('\n').append(sending(bond.paths(), width));
      text.append('\n').append(addresses(bond.paths(), width));
      text.append(StatusView.reasons(bond.paths(), width));
      text.append(StatusView.quotas(bond.paths(), width));
      text.append(mappings(bond.paths(), width));
    }
    return text.toString();
  }

  private static String state(List<PathStatus> paths, long nowMillis, int width) {
    Table table =
        new Table(
            Column.number("ID"),
            Column.flexible("LINK"),
            Column.text("STATE"),
            Column.number("TIER"),
            Column.number("SINCE"),
            Column.number("RTT"),
            Column.number("JITTER"),
            Column.number("LOSS"),
            Column.number("CAPACITY"));
    for (PathStatus path : paths) {
      table.row(
          path.id(),
          path.link(),
          lower(path.state()),
          path.tier(),
          Units.duration(Math.max(0, nowMillis - path.sinceMillis())),
          Units.millis(path.smoothedRttNs()),
          Units.millis(path.jitterNs()),
          Units.percent(path.lossRate()),
          Units.rate(path.capacityBps()));
    }
    return table.format(width);
  }

  private static String sending(List<PathStatus> paths, int width) {
    Table table =
        new Table(
            Column.number("ID"),
            Column.flexible("CC"),
            Column.number("WINDOW"),
            Column.number("IN FLIGHT"),
            Column.number("SENT"),
            Column.number("RECEIVED"));
    for (PathStatus path : paths) {
      table.row(
          path.id(),
          path.congestion(),
          Units.bytes(path.congestionWindow()),
          Units.bytes(path.bytesInFlight()),
          Units.bytes(path.txBytes()),
          Units.bytes(path.rxBytes()));
    }
    return table.format(width);
  }

  private static String addresses(List<PathStatus> paths, int width) {
    Table table =
        new Table(
            Column.number("ID"),
            Column.flexible("FROM"),
            Column.flexible("TO"),
            Column.number("MTU"),
            Column.number("KEEPALIVE"));
    for (PathStatus path : paths) {
      table.row(
          path.id(),
          dashIfEmpty(path.local()),
          dashIfEmpty(path.remote()),
          path.maxPayload() < 0 ? "-" : path.maxPayload(),
          Units.seconds(path.keepAlive().intervalNs()));
    }
    return table.format(width);
  }

  /** One line for each link of whose NATs something was learnt. */
  private static String mappings(List<PathStatus> paths, int width) {
    StringBuilder text = new StringBuilder();
    for (PathStatus path : paths) {
      PathKeepAlive learnt = path.keepAlive();
      String held =
          learnt.heldNs() < 0 ? "" : "survives a silence of " + Units.seconds(learnt.heldNs());
      String lost =
          learnt.lostNs() < 0 ? "" : "is lost after one of " + Units.seconds(learnt.lostNs());
      if (!held.isEmpty() || !lost.isEmpty()) {
        String and = held.isEmpty() || lost.isEmpty() ? "" : ", ";
        text.append(
            Paragraph.format(
                "  " + path.link() + ": ", "the NAT's mapping " + held + and + lost, width));
      }
    }
    return text.toString();
  }
}
