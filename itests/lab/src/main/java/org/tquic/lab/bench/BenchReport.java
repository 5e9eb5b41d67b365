package org.tquic.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tquic.lab.json.Json;

/** Collects the figures of a benchmark and writes them as a table and as JSON. */
final class BenchReport {
  /**
   * A figure.
   *
   * @param what was measured
   * @param values the figures by name, in order
   */
  private record Row(String what, Map<String, Object> values) {}

  private final Map<String, List<Row>> sections = new LinkedHashMap<>();

  /** Adds a row; {@code values} are names and figures in turn. */
  void add(String section, String what, Object... values) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      named.put(values[i].toString(), values[i + 1]);
    }
    sections.computeIfAbsent(section, name -> new ArrayList<>()).add(new Row(what, named));
  }

  /** The rows as tables in Markdown, one per section. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (section, rows) -> {
          text.append(text.isEmpty() ? "" : "\n");
          List<String> columns = new ArrayList<>(rows.getFirst().values.keySet());
          text.append("| ").append(section).append(" |");
          columns.forEach(column -> text.append(' ').append(column).append(" |"));
          text.append("\n| --- |").append(" ---: |".repeat(columns.size())).append('\n');
          for (Row row : rows) {
            text.append("| ").append(row.what).append(" |");
            columns.forEach(
                column -> text.append(' ').append(cell(row.values.get(column))).append(" |"));
            text.append('\n');
          }
        });
    return text.toString();
  }

  private static String cell(Object value) {
    return switch (value) {
      case null -> "";
      case Double number when number.isNaN() -> "-";
      case Double number when Math.abs(number) < 10 -> String.format(Locale.ROOT, "%.2f", number);
      case Double number -> String.format(Locale.ROOT, "%.1f", number);
      default -> value.toString();
    };
  }

  /** The rows as one JSON document. */
  String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    sections.forEach(
        (section, rows) -> {
          List<Object> list = new ArrayList<>();
          for (Row row : rows) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("what", row.what);
            one.putAll(row.values);
            list.add(one);
          }
          document.put(section, list);
        });
    return Json.write(document);
  }
}
