package org.tquic.simulate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.tquic.api.simulation.LinkTimeline;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class SvgChartTest {
  private static final int SAMPLES = 180;

  private static LinkTimeline link(String name, long rateBps) {
    List<LinkTimeline.Sample> samples = new ArrayList<>();
    for (int i = 1; i <= SAMPLES; i++) {
      samples.add(
          new LinkTimeline.Sample(i * 100_000_000L, rateBps, 50_000, 2_000_000, 30_000_000));
    }
    return new LinkTimeline(name, "bbr", samples);
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void eachLinkHasALineInEachPanelAndInTheLegend() throws Exception {
    String svg = SvgChart.of("50+30", List.of(link("wan1", 6_250_000), link("wan2", 3_750_000)));
    Document document = parsed(svg);
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2 * (4 + 1));
    assertThat(svg.length()).isLessThan(30_000);
  }

  @Test
  void textIsNoMarkup() throws Exception {
    Document document = parsed(SvgChart.of("a < b & \"c\"", List.of(link("<wan>", 1_000))));
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("a < b & \"c\"");
  }

  @Test
  void aHigherRateIsHigherInItsPanelAndTimeGoesFromLeftToRight() throws Exception {
    Document document =
        parsed(SvgChart.of("two", List.of(link("wan1", 6_250_000), link("wan2", 3_750_000))));
    // The legend's two lines come first.
    int[] fast = point(document, 2, 0);
    assertThat(fast[1]).isLessThan(point(document, 3, 0)[1]);
    assertThat(point(document, 2, SAMPLES / 2)[0]).isGreaterThan(fast[0] + 300);
    assertThat(point(document, 2, SAMPLES - 1)[0]).isGreaterThan(fast[0] + 600);
  }

  private static int[] point(Document document, int polyline, int sample) {
    Element line = (Element) document.getElementsByTagName("polyline").item(polyline);
    String[] numbers = line.getAttribute("points").split(" ")[sample].split(",");
    return new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])};
  }

  @Test
  void nothingIsAnEmptyChart() throws Exception {
    assertThat(parsed(SvgChart.of("empty", List.of())).getElementsByTagName("polyline").getLength())
        .isZero();
  }
}
