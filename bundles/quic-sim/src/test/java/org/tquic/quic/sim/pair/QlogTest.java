package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.ConnectionCounters;
import org.tquic.quic.connection.PathCounters;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.qlog.QlogWriter;
import org.tquic.quic.recovery.NewReno;

/** The log of whole connections, and the counters beside it. */
class QlogTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String LOSSY = "rate=30mbit delay=30ms queue=100kb loss=2%";

  private final QlogFile clientFile = new QlogFile();
  private final QlogFile serverFile = new QlogFile();
  private final QlogWriter clientLog = new QlogWriter(clientFile, "client", null);
  private final QlogWriter serverLog = new QlogWriter(serverFile, "server", null);

  private QuicPair logged(long seed, String wan1, String wan2) {
    QuicPair pair = new QuicPair(seed, wan1, wan2);
    pair.client.observer = clientLog;
    pair.server.observer = serverLog;
    return pair.established();
  }

  private static void openSecondPath(QuicPair pair) {
    assertThat(
            pair.run(
                () -> pair.client.connection.openPath(QuicPair.second(), pair.nowNs()) == 1, 5))
        .isTrue();
    assertThat(pair.run(() -> pair.server.events.log.contains("VALIDATED 1"), 5)).isTrue();
  }

  /** A transfer over both paths, closed by the client, until nothing is left of it. */
  private QuicPair transferred(long seed) {
    QuicPair pair = logged(seed, CABLE, LOSSY);
    openSecondPath(pair);
    Transfer up = Transfer.up(pair, 2_000_000);
    Transfer down = Transfer.down(pair, 1_500_000);
    assertThat(pair.run(() -> up.done() && down.done(), 60)).isTrue();
    // What is still under way is settled.
    pair.runFor(2);
    pair.client.connection.close(7, "done \"here\"", pair.nowNs());
    assertThat(pair.run(() -> pair.client.events.terminated && pair.server.events.terminated, 60))
        .isTrue();
    return pair;
  }

  private static Map<String, Set<Long>> numbers(List<JsonNode> events) {
    Map<String, Set<Long>> numbers = new TreeMap<>();
    for (JsonNode event : events) {
      JsonNode header = event.at("/data/header");
      if (header.path("packet_type").asText().equals("1RTT")) {
        boolean added =
            numbers
                .computeIfAbsent(header.path("path_id").asText(), id -> new TreeSet<>())
                .add(header.path("packet_number").asLong());
        assertThat(added).as("twice: %s", event).isTrue();
      }
    }
    return numbers;
  }

  @Test
  void everyRecordHasTheFieldsOfItsEvent() {
    transferred(1);
    assertThat(QlogSchema.faults(clientFile.records())).isEmpty();
    assertThat(QlogSchema.faults(serverFile.records())).isEmpty();
    assertThat(clientFile.records().getFirst().at("/trace/vantage_point/type").asText())
        .isEqualTo("client");
    assertThat(clientFile.records().getFirst().at("/trace/common_fields/group_id"))
        .isEqualTo(serverFile.records().getFirst().at("/trace/common_fields/group_id"));
    assertThat(clientLog.droppedEvents()).isZero();
  }

  @Test
  void whatOneSideSentTheOtherReceivedOrItWasLost() {
    transferred(2);
    assertDelivery(clientFile, serverFile);
    assertDelivery(serverFile, clientFile);
  }

  private static void assertDelivery(QlogFile from, QlogFile to) {
    Map<String, Set<Long>> sent = numbers(from.events("quic:packet_sent"));
    Map<String, Set<Long>> received = numbers(to.events("quic:packet_received"));
    Map<String, Set<Long>> lost = numbers(from.events("quic:packet_lost"));
    assertThat(sent).containsOnlyKeys("0", "1");
    assertThat(lost.get("1")).isNotEmpty();
    for (String path : sent.keySet()) {
      assertThat(sent.get(path)).containsAll(received.get(path));
      Set<Long> missing = new HashSet<>(sent.get(path));
      missing.removeAll(received.get(path));
      missing.removeAll(lost.getOrDefault(path, Set.of()));
      // Acknowledgements that nobody acknowledges may vanish without being held lost.
      from.events("quic:packet_sent").stream()
          .filter(event -> event.at("/data/header/path_id").asText().equals(path))
          .filter(event -> event.at("/data/header/packet_type").asText().equals("1RTT"))
          .filter(event -> missing.contains(event.at("/data/header/packet_number").asLong()))
          .forEach(
              event ->
                  assertThat(event.at("/data/frames"))
                      .allMatch(
                          f ->
                              Set.of("ack", "path_ack", "padding", "connection_close")
                                  .contains(f.path("frame_type").asText())));
    }
  }

  @Test
  void countersAgreeWithTheLog() {
    QuicPair pair = transferred(3);
    ConnectionCounters client = pair.client.connection.counters();
    ConnectionCounters server = pair.server.connection.counters();
    assertThat(client.paths().packetsSent())
        .isEqualTo(clientFile.events("quic:packet_sent").size());
    assertThat(client.paths().packetsReceived())
        .isEqualTo(clientFile.events("quic:packet_received").size());
    assertThat(client.paths().packetsLost())
        .isEqualTo(clientFile.events("quic:packet_lost").size());
    assertThat(client.datagramsSent()).isEqualTo(pair.client.datagramsSent);
    assertThat(client.bytesSent())
        .isEqualTo(sum(clientFile, "quic:udp_datagrams_sent", e -> e.at("/data/raw/0/length")));
    assertThat(client.bytesReceived())
        .isEqualTo(sum(clientFile, "quic:udp_datagrams_received", e -> e.at("/data/raw/0/length")));
    assertThat(client.paths().bytesSent())
        .isEqualTo(sum(clientFile, "quic:packet_sent", e -> e.at("/data/raw/length")))
        .isEqualTo(client.bytesSent());
    long dropped = client.packetsDropped().values().stream().mapToLong(Long::longValue).sum();
    assertThat(dropped).isEqualTo(clientFile.events("quic:packet_dropped").size());
    assertThat(client.paths().packetsSent())
        .isBetween(
            server.paths().packetsReceived(),
            server.paths().packetsReceived() + client.paths().packetsLost() + 50);
    assertThat(client.paths().acksReceived()).isPositive();
    assertThat(client.paths().packetsAcked()).isPositive();
  }

  private static long sum(QlogFile file, String event, Function<JsonNode, JsonNode> field) {
    return file.events(event).stream().mapToLong(each -> field.apply(each).asLong()).sum();
  }

  @Test
  void eachPathHasItsCounters() {
    QuicPair pair = logged(4, CABLE, LOSSY);
    openSecondPath(pair);
    Transfer up = Transfer.up(pair, 3_000_000);
    assertThat(pair.run(up::done, 60)).isTrue();
    PathCounters cable = pair.client.connection.path(0).counters();
    PathCounters lossy = pair.client.connection.path(1).counters();
    assertThat(pair.client.connection.counters().paths()).isEqualTo(cable.plus(lossy));
    assertThat(lossy.packetsLost()).isPositive();
    assertThat(lossy.bytesLost()).isGreaterThan(lossy.packetsLost());
    assertThat(pair.client.connection.closePath(1, pair.nowNs())).isTrue();
    assertThat(pair.run(() -> pair.client.events.log.contains("REMOVED 1"), 10)).isTrue();
    assertThat(pair.client.connection.counters().paths().packetsLost())
        .isGreaterThanOrEqualTo(cable.packetsLost() + lossy.packetsLost());
  }

  @Test
  void metricsAndLossesAreOfTheirPath() {
    transferred(5);
    for (String path : List.of("0", "1")) {
      List<JsonNode> metrics =
          clientFile.events(
              e ->
                  e.path("name").asText().equals("quic:recovery_metrics_updated")
                      && e.path("tuple").asText().equals(path));
      assertThat(metrics).hasSizeGreaterThan(10);
      double leastRtt =
          metrics.stream()
              .filter(e -> e.at("/data").has("min_rtt"))
              .mapToDouble(e -> e.at("/data/min_rtt").asDouble())
              .min()
              .orElseThrow();
      assertThat(leastRtt)
          .isBetween(path.equals("0") ? 32.0 : 60.0, path.equals("0") ? 45.0 : 75.0);
    }
  }

  @Test
  void pathsComeAndMoveAndGo() {
    QuicPair pair = logged(6, CABLE, LOSSY);
    openSecondPath(pair);
    NetworkPath moved =
        new NetworkPath(new java.net.InetSocketAddress("10.72.0.2", 6000), QuicPair.SERVER, 0);
    pair.simulation.network().hosts().stream()
        .filter(host -> host.name().equals("client"))
        .findFirst()
        .orElseThrow()
        .bind(moved.local(), "wan2");
    assertThat(pair.client.connection.migrate(1, moved, pair.nowNs())).isTrue();
    pair.runFor(1);
    pair.client.connection.closePath(1, pair.nowNs());
    assertThat(pair.run(() -> pair.client.events.log.contains("REMOVED 1"), 10)).isTrue();
    List<JsonNode> assigned =
        clientFile.events("quic:tuple_assigned").stream()
            .filter(e -> e.at("/data/tuple_id").asText().equals("1"))
            .toList();
    assertThat(assigned).hasSize(3);
    assertThat(assigned.get(0).at("/data/tuple_local/port_v4").asInt()).isEqualTo(5002);
    assertThat(assigned.get(1).at("/data/tuple_local/port_v4").asInt()).isEqualTo(6000);
    assertThat(assigned.get(2).at("/data").has("tuple_local")).isFalse();
    assertThat(clientFile.events("tquic:path_updated"))
        .extracting(e -> e.at("/data/new").asText() + e.at("/data/path_id").asText())
        .containsSubsequence("opened1", "validated1", "migrated1", "abandoned1", "removed1");
    assertThat(QlogSchema.faults(clientFile.records())).isEmpty();
  }

  /** What both ends say of versions, the one agreed on, and that of each packet. */
  @Test
  void theUpgradeToVersion2Shows() {
    logged(12, CABLE, CABLE);
    for (QlogFile file : List.of(clientFile, serverFile)) {
      List<JsonNode> versions = file.events("quic:version_information");
      assertThat(versions.getFirst().at("/data/chosen_version").asText()).isEqualTo("00000001");
      JsonNode agreed = versions.getLast().path("data");
      assertThat(agreed.path("chosen_version").asText()).isEqualTo("6b3343cf");
      for (String side : List.of("client_versions", "server_versions")) {
        assertThat(agreed.path(side)).extracting(JsonNode::asText).contains("6b3343cf", "00000001");
      }
      assertThat(QlogSchema.faults(file.records())).isEmpty();
    }
    assertThat(clientFile.events("quic:packet_sent").getFirst().at("/data/header/version").asText())
        .isEqualTo("00000001");
    assertThat(serverFile.events("quic:packet_sent"))
        .filteredOn(e -> e.at("/data/header/packet_type").asText().equals("handshake"))
        .isNotEmpty()
        .allMatch(e -> e.at("/data/header/version").asText().equals("6b3343cf"));
  }

  @Test
  void keyUpdatesShowAtBothEnds() {
    QuicPair pair = logged(7, CABLE, CABLE);
    Transfer up = Transfer.up(pair, 2_000_000);
    assertThat(pair.run(pair.client.connection::updateKeys, 5)).isTrue();
    assertThat(pair.run(up::done, 60)).isTrue();
    assertThat(pair.client.connection.counters().keyUpdates()).isEqualTo(1);
    assertThat(pair.server.connection.counters().keyUpdates()).isEqualTo(1);
    assertThat(updates(clientFile))
        .containsExactly("client_1rtt_secret 1 local_update", "server_1rtt_secret 1 local_update");
    assertThat(updates(serverFile))
        .containsExactlyInAnyOrder(
            "client_1rtt_secret 1 remote_update", "server_1rtt_secret 1 remote_update");
  }

  private static List<String> updates(QlogFile file) {
    return file.events("quic:key_updated").stream()
        .map(e -> e.path("data"))
        .filter(data -> data.has("key_phase"))
        .map(
            d ->
                d.path("key_type").asText()
                    + " "
                    + d.path("key_phase")
                    + " "
                    + d.path("trigger").asText())
        .toList();
  }

  @Test
  void isSwitchedOnAndOffWhileTheConnectionRuns() {
    QuicPair pair = new QuicPair(8, CABLE, LOSSY).established();
    openSecondPath(pair);
    Transfer up = Transfer.up(pair, 10_000_000);
    pair.runFor(0.5);
    pair.client.connection.observe(clientLog, pair.nowNs());
    pair.runFor(0.2);
    int logged = clientFile.size();
    pair.client.connection.observe(null, pair.nowNs());
    pair.runFor(0.2);
    assertThat(clientFile.size()).isEqualTo(logged);
    pair.client.connection.observe(clientLog, pair.nowNs());
    assertThat(pair.run(up::done, 60)).isTrue();
    assertThat(clientFile.size()).isGreaterThan(logged);
    assertThat(up.intact()).isTrue();
    List<JsonNode> records = clientFile.records();
    assertThat(QlogSchema.faults(records)).isEmpty();
    assertThat(records.stream().filter(r -> r.has("trace"))).hasSize(1);
    assertThat(clientFile.events("quic:parameters_set"))
        .extracting(e -> e.at("/data/initiator").asText())
        .containsExactly("local", "remote", "local", "remote");
    assertThat(numbers(clientFile.events("quic:packet_sent"))).containsOnlyKeys("0", "1");
  }

  @Test
  void aLogThatIsNotTakenHoldsNothingUp() {
    QuicPair pair = logged(9, CABLE, CABLE);
    Transfer up = Transfer.up(pair, 1_000_000);
    pair.runFor(0.1);
    clientFile.full = true;
    pair.runFor(0.1);
    long dropped = clientLog.droppedEvents();
    assertThat(dropped).isPositive();
    clientFile.full = false;
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(clientLog.droppedEvents()).isEqualTo(dropped);
    assertThat(clientFile.events("loglevel:warning"))
        .singleElement()
        .satisfies(e -> assertThat(e.at("/data/message").asText()).startsWith(dropped + " events"));
    assertThat(QlogSchema.faults(clientFile.records())).isEmpty();
  }

  @Test
  void whatTheApplicationMakesOfAPathShows() {
    QuicPair pair = logged(10, CABLE, LOSSY);
    pair.client.connection.notePath(0, "suspect", "silent", pair.nowNs());
    assertThat(clientFile.events("tquic:path_state_updated"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.at("/data/path_id").asInt()).isZero();
              assertThat(e.at("/data/new").asText()).isEqualTo("suspect");
              assertThat(e.at("/data/reason").asText()).isEqualTo("silent");
            });
    assertThat(QlogSchema.faults(clientFile.records())).isEmpty();
  }

  @Test
  void swappedAndFailingPlugInsShow() {
    QuicPair pair = logged(10, CABLE, LOSSY);
    openSecondPath(pair);
    Transfer up = Transfer.up(pair, 2_000_000);
    pair.client.connection.swapCongestion(new FailingControllerFactory(), pair.nowNs());
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(clientFile.events("tquic:scheduler_updated")).isNotEmpty();
    assertThat(clientFile.events("tquic:congestion_controller_updated"))
        .anySatisfy(
            e -> {
              assertThat(e.at("/data/new").asText()).isEqualTo(NewReno.ID);
              assertThat(e.at("/data/faults").asInt()).isPositive();
              assertThat(e.at("/data/last_fault").asText()).contains("broken");
            });
    assertThat(QlogSchema.faults(clientFile.records())).isEmpty();
  }

  @Test
  void aLogHasNoSecrets() {
    transferred(11);
    assertThat(clientFile.text() + serverFile.text())
        .doesNotContain("stateless_reset_token")
        .doesNotContain("\"key\"");
    assertThat(clientFile.events("quic:connection_closed"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.at("/data/reason").asText()).isEqualTo("done \"here\"");
              assertThat(e.at("/data/error_code").asInt()).isEqualTo(7);
            });
    assertThat(serverFile.events("quic:connection_closed"))
        .singleElement()
        .satisfies(e -> assertThat(e.at("/data/initiator").asText()).isEqualTo("remote"));
  }
}
