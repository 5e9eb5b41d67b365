package org.tquic.shell.view;

import java.util.List;
import java.util.Locale;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.link.DataVolume;
import org.tquic.api.link.LinkQuota;
import org.tquic.shell.view.Table.Column;

/** The role at a glance: is it up, over which links, how fast. */
public final class StatusView {
  private StatusView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(RoleStatus role, int width) {
    StringBuilder text = new StringBuilder();
    text.append(
        Paragraph.format(
            "role    ",
            role.role()
                + ": "
                + role.state()
                + ", running for "
                + Units.duration(role.uptimeMillis()),
            width));
    text.append(
        Paragraph.format(
            "engine  ", role.engine() + ", tunnel device " + dashIfEmpty(role.device()), width));
    if (!role.message().isEmpty()) {
      text.append(Paragraph.format("note    ", role.message(), width));
    }
    for (String warning : role.warnings()) {
      text.append(Paragraph.format("WARNING ", warning, width));
    }
    for (PluginTrouble trouble : role.plugins()) {
      text.append(PluginTroubleView.format(trouble, width));
    }
    if (role.qlog().on() || !role.qlog().problem().isEmpty()) {
      text.append(Paragraph.format("qlog    ", qlog(role.qlog()), width));
    }
    if (role.bonds().isEmpty()) {
      text.append("bonds   none yet\n");
    }
    for (BondStatus bond : role.bonds()) {
      text.append('\n').append(bond(bond, width));
    }
    return text.toString();
  }

  /** Whether connections are logged, in a sentence. */
  public static String qlog(QlogStatus qlog) {
    if (!qlog.problem().isEmpty()) {
      return "off: " + qlog.problem();
    }
    if (!qlog.on()) {
      return "off";
    }
    String dropped =
        qlog.droppedRecords() == 0 ? "" : "; " + qlog.droppedRecords() + " records were dropped";
    return "on, "
        + qlog.openLogs()
        + (qlog.openLogs() == 1 ? " log open, " : " logs open, ")
        + Units.bytes(qlog.bytes())
        + " of at most "
        + Units.bytes(qlog.limitBytes())
        + " in "
        + qlog.folder()
        + dropped;
  }

  private static String bond(BondStatus bond, int width) {
    StringBuilder text = new StringBuilder();
    text.append(
        Paragraph.format(
            "bond    ",
            bond.name() + ": " + (bond.connected() ? "connected" : "not connected"),
            width));
    text.append(
        Paragraph.format(
            "inside  ",
            bond.innerAddresses().isEmpty()
                ? "no address yet"
                : String.join(", ", bond.innerAddresses()) + ", packets up to " + bond.mtu() + " B",
            width));
    text.append(
        Paragraph.format(
            "using   ",
            "scheduler " + bond.scheduler() + ", congestion control " + bond.congestion(),
            width));
    for (PathStatus path : bond.paths()) {
      if (!path.congestion().equals(bond.congestion())) {
        text.append(Paragraph.format("        ", path.link() + " " + path.congestion(), width));
      }
    }
    return text + paths(bond.paths(), width);
  }

  private static String paths(List<PathStatus> paths, int width) {
    Table table =
        new Table(
            Column.flexible("LINK"),
            Column.text("STATE"),
            Column.number("TIER"),
            Column.number("RTT"),
            Column.number("LOSS"),
            Column.number("SENDING"),
            Column.number("RECEIVING"),
            Column.number("CAPACITY"));
    for (PathStatus path : paths) {
      table.row(
          path.link(),
          lower(path.state()),
          path.tier(),
          Units.millis(path.smoothedRttNs()),
          Units.percent(path.lossRate()),
          Units.rate(path.txBps()),
          Units.rate(path.rxBps()),
          Units.rate(path.capacityBps()));
    }
    return (table.isEmpty() ? "no paths yet\n" : table.format(width))
        + reasons(paths, width)
        + quotas(paths, width);
  }

  /** One line for each path that is not well. */
  static String reasons(List<PathStatus> paths, int width) {
    StringBuilder text = new StringBuilder();
    for (PathStatus path : paths) {
      if (path.reason() != PathReason.NONE) {
        String detail = path.detail().isEmpty() ? "" : " (" + path.detail() + ")";
        text.append(
            Paragraph.format(
                "  " + path.link() + ": ",
                lower(path.state()) + " because of " + lower(path.reason()) + detail,
                width));
      }
    }
    return text.toString();
  }

  /** One line for each link with a quota. */
  static String quotas(List<PathStatus> paths, int width) {
    StringBuilder text = new StringBuilder();
    for (PathStatus path : paths) {
      LinkQuota quota = path.quota();
      if (quota.isLimited()) {
        text.append(
            Paragraph.format(
                "  " + path.link() + ": ",
                quota.text()
                    + (quota.isUsedUp()
                        ? "; it carries nothing until then, or until it has a larger one:"
                            + " `link-quota "
                            + path.link()
                            + " BYTES`"
                        : ", " + DataVolume.text(quota.leftBytes()) + " left")
                    + (quota.isLow() && !quota.isUsedUp() ? ", which is less than a fifth" : ""),
                width));
      }
    }
    return text.toString();
  }

  static String dashIfEmpty(String text) {
    return text.isEmpty() ? "-" : text;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
