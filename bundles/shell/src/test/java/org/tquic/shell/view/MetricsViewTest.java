package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.shell.Snapshots;

class MetricsViewTest {
  private static final String SAMPLE =
      "[a-z_]+\\{([a-z]+=\"[^\"\\\\\n]*\"(,(?=[a-z]))?)+} [-0-9.E]+";

  private static String view(PathHistory.Total... transitions) {
    return MetricsView.format(
        Snapshots.router(
            Snapshots.path("wan1", PathState.ACTIVE, PathReason.NONE, ""),
            Snapshots.path("usb0", PathState.FAILED, PathReason.NO_ANSWER, "nothing")),
        List.of(transitions));
  }

  @Test
  void everyLineIsASampleOfTheMetricAboveIt() {
    String metric = "";
    for (String line : view().lines().toList()) {
      if (line.startsWith("# HELP ")) {
        metric = line.split(" ")[2];
      } else if (line.startsWith("# TYPE ")) {
        assertThat(line).matches("# TYPE " + metric + " (gauge|counter|untyped)");
      } else {
        assertThat(line).startsWith(metric + "{").matches(SAMPLE);
      }
    }
  }

  @Test
  void unitsAreThoseOfTheName() {
    String where = "{bond=\"203.0.113.1:4433\",link=\"wan1\"} ";
    assertThat(view().lines())
        .contains(
            "tquic_path_rtt_seconds" + where + "0.3304",
            "tquic_path_jitter_seconds" + where + "0.0123",
            "tquic_path_capacity_bps" + where + "123400000",
            "tquic_path_sent_bytes_total" + where + "123456789012",
            "tquic_bond_resequenced_packets{bond=\"203.0.113.1:4433\"} 123456789",
            "tquic_path_state{bond=\"203.0.113.1:4433\",link=\"usb0\",state=\"failed\","
                + "reason=\"no answer\"} 1");
  }

  @Test
  void transitionsAreCountedWithTheirReasonsAndNamesOfPeersCannotBreakOut() {
    assertThat(
            view(new PathHistory.Total("a\"b\n", "wan1", PathState.SUSPECT, PathReason.SILENT, 3))
                .lines()
                .toList()
                .getLast())
        .isEqualTo(
            "tquic_path_transitions_total{bond=\"a\\\"b?\",link=\"wan1\",to=\"suspect\","
                + "reason=\"silent\"} 3");
  }
}
