package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.simulation.LinkTimeline;
import org.tquic.api.simulation.LinkTimeline.Sample;
import org.tquic.api.simulation.SimulationReport;

class SimulationViewTest {
  private static SimulationReport report(double gain, PluginTrouble... troubles) {
    LinkTimeline link =
        new LinkTimeline(
            "wan1",
            "bbr",
            List.of(
                new Sample(100_000_000, 1_000_000, 40_000, 2_000_000, 30_000_000),
                new Sample(200_000_000, 2_000_000, 60_000, 4_000_000, 50_000_000)));
    return new SimulationReport(
        "50+30",
        "perflow",
        "bbr",
        1,
        18,
        1_500_000,
        0.957,
        gain,
        33_400_000,
        -1,
        0.001,
        0.02,
        0,
        List.of(link),
        List.of(troubles));
  }

  @Test
  void figuresComeFirstThenTheMeansOfEachLink() {
    assertThat(SimulationView.format(report(1.52), 80))
        .isEqualTo(
            """
            SCENARIO                 50+30
            scheduler                perflow
            congestion               bbr
            goodput                  12.0 Mbit/s
            of what the links carry  95.7 %
            by the best link alone   1.52
            call, median delay       33.4 ms
            call, 99th percentile    -
            call, lost               0.1 %
            out of order             2.0 %
            sent again               0.0 %

            LINK  CONTROLLER  MBIT/S  WINDOW KB  QUEUE MS  RTT MS
            wan1  bbr           12.0         50       3.0    40.0
            """);
  }

  @Test
  void aPluginThatFailedIsNamedFirst() {
    PluginTrouble trouble =
        new PluginTrouble("scheduler", "perflow", "it failed, and the built-in took its place", 1);
    assertThat(SimulationView.format(report(Double.NaN, trouble), 80))
        .startsWith(
            "PLUG-IN scheduler perflow: it failed, and the built-in took its place (once)\n")
        .contains("by the best link alone   -");
  }
}
