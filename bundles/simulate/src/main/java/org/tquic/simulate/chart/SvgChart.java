package org.tquic.simulate.chart;

import java.util.List;
import java.util.Locale;
import org.tquic.api.simulation.LinkTimeline;

/**
 * Links over time as one SVG document, a panel for each quantity and a line for each link. Colours
 * follow the reader's light or dark scheme; lines differ in their dashes too.
 */
public final class SvgChart {
  private static final int WIDTH = 720;
  private static final int LEFT = 48;
  private static final int RIGHT = 12;
  private static final int HEAD = 44;
  private static final int PANEL = 110;
  private static final int GAP = 26;
  private static final int FOOT = 22;

  /** Distinguishable with colour-blind eyes as well (Okabe and Ito). */
  private static final String STYLE =
      """
      <style>
      text{font:12px sans-serif;fill:#222}.g{stroke:#ddd}.b{fill:#fff}
      polyline{fill:none;stroke-width:1.5}
      .l0{stroke:#0072b2}.l1{stroke:#d55e00;stroke-dasharray:6 2}
      .l2{stroke:#009e73;stroke-dasharray:2 2}.l3{stroke:#cc79a7;stroke-dasharray:8 2 2 2}
      @media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}.b{fill:#111}
      .l0{stroke:#56b4e9}.l1{stroke:#e69f00}}
      </style>
      """;

  private static final int STYLES = 4;

  private final String title;
  private final List<LinkTimeline> links;
  private final double seconds;
  private final StringBuilder svg = new StringBuilder();

  private SvgChart(String title, List<LinkTimeline> links) {
    this.title = title;
    this.links = links;
    this.seconds =
        links.stream()
                .flatMap(link -> link.samples().stream())
                .mapToLong(LinkTimeline.Sample::timeNs)
                .max()
                .orElse(1_000_000_000L)
            * 1e-9;
  }

  /** The document. */
  public static String of(String title, List<LinkTimeline> links) {
    return new SvgChart(title, links).draw();
  }

  private String draw() {
    int height = HEAD + Panel.ALL.size() * (PANEL + GAP) + FOOT - GAP + 12;
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
        WIDTH, height);
    append("<title>%s</title>%n", escaped(title));
    svg.append(STYLE);
    append("<rect class=\"b\" width=\"%d\" height=\"%d\"/>%n", WIDTH, height);
    append("<text x=\"%d\" y=\"16\">%s</text>%n", LEFT, escaped(title));
    legend();
    int top = HEAD;
    for (Panel panel : Panel.ALL) {
      panel(panel, top);
      top += PANEL + GAP;
    }
    times(top - GAP);
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    for (int i = 0; i < links.size(); i++) {
      int x = WIDTH - RIGHT - 80 * (links.size() - i);
      append("<polyline class=\"l%d\" points=\"%d,28 %d,28\"/>", i % STYLES, x, x + 24);
      append("<text x=\"%d\" y=\"32\">%s</text>%n", x + 28, escaped(links.get(i).link()));
    }
  }

  private void panel(Panel panel, int top) {
    Scale scale = Scale.holding(panel.most(links));
    append("<text x=\"%d\" y=\"%d\">%s</text>%n", LEFT, top - 4, panel.title());
    for (int mark = 0; mark * scale.step() <= scale.top() * 1.0001; mark++) {
      double value = mark * scale.step();
      int y = y(value, scale, top);
      append("<path class=\"g\" d=\"M%d %dH%d\"/>", LEFT, y, WIDTH - RIGHT);
      append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
          LEFT - 4, y + 4, number(value));
    }
    for (int i = 0; i < links.size(); i++) {
      append("<polyline class=\"l%d\" points=\"", i % STYLES);
      for (LinkTimeline.Sample sample : links.get(i).samples()) {
        append(
            "%d,%d ",
            x(sample.timeNs() * 1e-9), y(panel.value().applyAsDouble(sample), scale, top));
      }
      append("\"/>%n");
    }
  }

  private void times(int bottom) {
    Scale scale = Scale.holding(seconds);
    for (double time = 0; time <= seconds * 1.0001; time += scale.step()) {
      append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s s</text>%n",
          x(time), bottom + 16, number(time));
    }
  }

  private int x(double atSeconds) {
    return LEFT + (int) Math.round(atSeconds / seconds * (WIDTH - LEFT - RIGHT));
  }

  private static int y(double value, Scale scale, int top) {
    return top + PANEL - (int) Math.round(value / scale.top() * PANEL);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }
}
