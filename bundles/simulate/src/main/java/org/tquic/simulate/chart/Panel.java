package org.tquic.simulate.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tquic.api.simulation.LinkTimeline;

/**
 * One quantity of all links over time.
 *
 * @param title with its unit
 * @param value of a sample in that unit
 */
record Panel(String title, ToDoubleFunction<LinkTimeline.Sample> value) {
  static final List<Panel> ALL =
      List.of(
          new Panel("throughput, Mbit/s", sample -> sample.throughputBps() * 8e-6),
          new Panel("congestion window, kB", sample -> sample.windowBytes() * 1e-3),
          new Panel("queue, ms", sample -> sample.queueNs() * 1e-6),
          new Panel("round trip, ms", sample -> sample.roundTripNs() * 1e-6));

  double most(List<LinkTimeline> links) {
    return links.stream()
        .flatMap(link -> link.samples().stream())
        .mapToDouble(value)
        .max()
        .orElse(0);
  }
}
