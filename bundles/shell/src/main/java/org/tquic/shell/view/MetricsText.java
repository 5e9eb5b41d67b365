package org.tquic.shell.view;

/** Builds a text in Prometheus' exposition format, version 0.0.4. */
final class MetricsText {
  private final StringBuilder text = new StringBuilder();
  private String name = "";

  /** Samples of a value that goes up and down follow. */
  MetricsText gauge(String metric, String help) {
    return begin(metric, help, "gauge");
  }

  /** Samples of a total follow. */
  MetricsText counter(String metric, String help) {
    return begin(metric, help, "counter");
  }

  /** Samples follow of which it is not said what they are. */
  MetricsText untyped(String metric, String help) {
    return begin(metric, help, "untyped");
  }

  private MetricsText begin(String metric, String help, String type) {
    name = metric;
    text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
    return this;
  }

  /**
   * A sample.
   *
   * @param labels names and values by turns
   */
  void sample(double value, String... labels) {
    text.append(name).append('{');
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(labels[i]);
      text.append("=\"").append(escaped(labels[i + 1])).append('"');
    }
    text.append("} ").append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
