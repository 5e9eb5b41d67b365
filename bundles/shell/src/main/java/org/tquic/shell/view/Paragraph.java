package org.tquic.shell.view;

/** A sentence broken at spaces, with a hanging indent. */
public final class Paragraph {
  private Paragraph() {}

  /**
   * Lines of at most {@code width} columns, each ended by a newline; only a word longer than that
   * stands out.
   *
   * @param label what the first line begins with; the others are indented by its length
   */
  public static String format(String label, String text, int width) {
    StringBuilder result = new StringBuilder();
    StringBuilder line = new StringBuilder(label);
    boolean fresh = true;
    for (String word : text.strip().split("\\s+")) {
      if (!fresh && line.length() + 1 + word.length() > width) {
        result.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(label.length()));
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    return result.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
