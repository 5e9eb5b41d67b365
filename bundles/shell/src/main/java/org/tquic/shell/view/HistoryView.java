package org.tquic.shell.view;

import static org.tquic.shell.view.StatusView.lower;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathTransition;
import org.tquic.shell.view.Table.Column;

/** What happened to paths, the oldest first. */
public final class HistoryView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private HistoryView() {}

  /** The view, at most {@code width} columns wide. */
  public static String format(List<PathTransition> transitions, int width) {
    if (transitions.isEmpty()) {
      return "nothing happened yet\n";
    }
    Table table =
        new Table(
            Column.text("TIME"),
            Column.flexible("LINK"),
            Column.text("FROM"),
            Column.text("TO"),
            Column.flexible("BECAUSE"));
    for (PathTransition transition : transitions) {
      table.row(
          TIME.format(Instant.ofEpochMilli(transition.atMillis())),
          transition.link(),
          lower(transition.from()),
          lower(transition.to()),
          because(transition));
    }
    return table.format(width);
  }

  private static String because(PathTransition transition) {
    String reason = transition.reason() == PathReason.NONE ? "" : lower(transition.reason());
    return transition.detail().isEmpty()
        ? reason
        : (reason.isEmpty() ? "" : reason + ": ") + transition.detail();
  }
}
