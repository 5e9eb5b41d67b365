package org.tquic.shell.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text in aligned columns that never exceeds a given width: the flexible columns give way, the
 * widest first, and a cut cell ends in {@code ..}. Plain ASCII, so that it survives any terminal.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final String CUT = "..";
  private static final int NARROWEST = 4;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param title heading
   * @param right whether cells are set flush right, as numbers are
   * @param flexible whether cells may be cut where the table would be too wide
   */
  public record Column(String title, boolean right, boolean flexible) {
    /** Text that is never cut. */
    public static Column text(String title) {
      return new Column(title, false, false);
    }

    /** Text that may be cut. */
    public static Column flexible(String title) {
      return new Column(title, false, true);
    }

    /** A number with its unit. */
    public static Column number(String title) {
      return new Column(title, true, false);
    }
  }

  /** An empty table. */
  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row; as many cells as there are columns. */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    rows.add(Arrays.stream(cells).map(cell -> printable(String.valueOf(cell))).toList());
    return this;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table with its headings, each line ended by a newline and at most {@code width} long. */
  public String format(int width) {
    int[] widths = widths(width);
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::title).toList(), widths, width);
    rows.forEach(row -> line(text, row, widths, width));
    return text.toString();
  }

  private int[] widths(int width) {
    int[] widths = new int[columns.size()];
    int total = GAP.length() * (columns.size() - 1);
    for (int i = 0; i < widths.length; i++) {
      int index = i;
      widths[i] =
          Math.max(
              columns.get(i).title().length(),
              rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
      total += widths[i];
    }
    while (total > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (columns.get(i).flexible()
            && widths[i] > NARROWEST
            && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
      total--;
    }
    return widths;
  }

  private void line(StringBuilder text, List<String> cells, int[] widths, int width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cut(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : GAP)
          .append(columns.get(i).right() ? padding + cell : cell + padding);
    }
    text.append(cut(line.toString().stripTrailing(), width)).append('\n');
  }

  private static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width <= CUT.length()
        ? text.substring(0, width)
        : text.substring(0, width - CUT.length()) + CUT;
  }

  /** Names come from the kernel and from peers: nothing of them may move the cursor. */
  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
