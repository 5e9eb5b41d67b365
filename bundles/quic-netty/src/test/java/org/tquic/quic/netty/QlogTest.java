package org.tquic.quic.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.EngineFixture.failure;
import static org.tquic.quic.netty.EngineFixture.link;
import static org.tquic.quic.netty.EngineFixture.loopback;
import static org.tquic.quic.netty.EngineFixture.on;
import static org.tquic.quic.netty.EngineFixture.port;
import static org.tquic.quic.netty.Recorder.next;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.engine.EngineEvidence;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.quic.netty.udp.UdpTransports;

/** Logs of real connections, both ends of which are this engine's. */
@Timeout(60)
class QlogTest {
  private static final long MIB = 1 << 20;

  @TempDir Path state;
  private Path folder;
  private EngineFixture fixture;
  private EngineEvidence evidence;
  private final Recorder accepted = new Recorder();
  private Channel listener;

  @BeforeEach
  void open() throws Exception {
    folder = state.resolve("qlog");
    fixture = new EngineFixture(UdpTransports.best());
    evidence = fixture.engine.evidence().orElseThrow();
    listener = fixture.listen(accepted, null);
  }

  @AfterEach
  void close() {
    evidence.stopQlog();
    fixture.close();
  }

  /** Sends a datagram and waits until it is there. */
  private void send(MultipathChannel channel, long path) throws Exception {
    boolean taken =
        on(
            channel,
            () -> {
              boolean room =
                  channel.sendDatagram(path, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
              channel.flush();
              return room;
            });
    assertThat(taken).isTrue();
    assertThat(next(accepted.received).pathId()).isEqualTo(path);
  }

  private QlogRecords only(String role) throws Exception {
    List<Path> files = QlogRecords.files(folder, role);
    assertThat(files).hasSize(1);
    return QlogRecords.read(files.getFirst());
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aConnectionIsLoggedFromItsFirstPacketToItsLast() throws Exception {
    evidence.startQlog(folder, 64 * MIB);
    MultipathChannel channel = fixture.connect(listener, null);
    long second = await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
    send(channel, 0);
    send(channel, second);
    await(channel.close());
    next(accepted.inactive);
    evidence.stopQlog();

    for (String role : List.of("client", "server")) {
      QlogRecords log = only(role);
      assertThat(log.header().at("/trace/vantage_point/type").asText()).isEqualTo(role);
      assertThat(log.texts("quic:packet_sent", "/data/header/packet_type"))
          .contains("initial", "handshake", "1RTT");
      assertThat(log.texts("quic:packet_received", "/data/header/packet_type"))
          .contains("initial", "handshake", "1RTT");
      assertThat(log.texts("quic:packet_sent", "/data/header/path_id")).contains("0", "1");
      assertThat(log.texts("quic:packet_received", "/data/header/path_id")).contains("0", "1");
      assertThat(log.texts("tquic:path_updated", "/data/new")).contains("opened", "validated");
      assertThat(log.texts("quic:connection_state_updated", "/data/new"))
          .contains("handshake_complete", "handshake_confirmed");
      assertThat(log.events("quic:connection_closed")).hasSize(1);
      assertThat(log.events("loglevel:warning")).isEmpty();
      Path file = QlogRecords.files(folder, role).getFirst();
      String group = log.header().at("/trace/common_fields/group_id").asText();
      assertThat(file.getFileName().toString()).endsWith("Z-" + role + "-" + group + ".sqlog");
      assertThat(rights(file)).isEqualTo("rw-------");
    }
    assertThat(rights(folder)).isEqualTo("rwx------");
    QlogStatus status = evidence.qlog();
    assertThat(status.on()).isFalse();
    assertThat(status.droppedRecords()).isZero();
    assertThat(status.bytes())
        .isEqualTo(
            Files.size(QlogRecords.files(folder, "client").getFirst())
                + Files.size(QlogRecords.files(folder, "server").getFirst()));
  }

  @Test
  void aHandshakeThatFailsIsLoggedToo() throws Exception {
    evidence.startQlog(folder, 64 * MIB);
    TlsIdentity stranger = TestIdentity.create("stranger").trusting(EngineFixture.SERVER);
    failure(
        fixture.connect(
            port(listener), stranger, EngineFixture.SETTINGS, null, Duration.ofSeconds(5)));
    evidence.stopQlog();
    QlogRecords server = only("server");
    assertThat(server.texts("quic:connection_closed", "/data/initiator")).containsExactly("local");
    assertThat(server.texts("quic:connection_closed", "/data/connection_error").getFirst())
        .startsWith("crypto_error_0x");
    assertThat(only("client").texts("quic:connection_closed", "/data/initiator"))
        .containsExactly("remote");
  }

  @Test
  void theSwitchReachesConnectionsThatLive() throws Exception {
    MultipathChannel channel = fixture.connect(listener, null);
    long second = await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
    send(channel, second);
    assertThat(evidence.qlog()).isEqualTo(QlogStatus.OFF);
    evidence.startQlog(folder, 64 * MIB);
    // Whoever switches it on again changes nothing.
    evidence.startQlog(folder, 32 * MIB);
    send(channel, 0);
    send(channel, second);
    assertThat(evidence.qlog().on()).isTrue();
    assertThat(evidence.qlog().openLogs()).isEqualTo(2);
    assertThat(evidence.qlog().limitBytes()).isEqualTo(32 * MIB);
    evidence.stopQlog();
    assertThat(evidence.qlog().openLogs()).isZero();
    QlogRecords client = only("client");
    assertThat(client.texts("tquic:path_updated", "/data/path_id")).containsExactly("0", "1");
    assertThat(client.texts("quic:packet_sent", "/data/header/path_id")).contains("0", "1");
    assertThat(client.texts("quic:packet_sent", "/data/header/packet_type"))
        .as("the handshake was before")
        .containsExactly("1RTT");

    send(channel, 0);
    assertThat(only("client").all()).as("nothing more").hasSameSizeAs(client.all());
    evidence.startQlog(folder, 64 * MIB);
    send(channel, second);
    evidence.stopQlog();
    List<Path> files = QlogRecords.files(folder, "client");
    assertThat(files).hasSize(2);
    QlogRecords again = QlogRecords.read(files.getLast());
    assertThat(again.header()).isNotEqualTo(client.header());
    assertThat(again.events("quic:packet_sent")).isNotEmpty();
    await(channel.close());
  }

  @Test
  void aLogEndsAtItsLimitAndSaysSo() throws Exception {
    evidence.startQlog(folder, 3 * MIB);
    MultipathChannel channel = fixture.connect(listener, null);
    while (evidence.qlog().openLogs() > 0) {
      send(channel, 0);
    }
    evidence.stopQlog();
    for (String role : List.of("client", "server")) {
      Path file = QlogRecords.files(folder, role).getFirst();
      assertThat(Files.size(file)).isBetween(MIB - 10_000, MIB);
      JsonNode last = QlogRecords.read(file).all().getLast();
      assertThat(last.path("name").asText()).isEqualTo("loglevel:warning");
      assertThat(last.at("/data/message").asText())
          .isEqualTo("the log ends here: it has the 1048576 bytes that one log may have");
    }
    send(channel, 0);
    // Switched on anew, it has a log again, for which the old ones make room.
    evidence.startQlog(folder, 2 * MIB);
    send(channel, 0);
    evidence.stopQlog();
    assertThat(evidence.qlog().bytes()).isLessThan(2 * MIB);
    assertThat(QlogRecords.files(folder, "server")).hasSize(2);
    assertThat(only("client").texts("quic:packet_sent", "/data/header/path_id"))
        .containsExactly("0");
    await(channel.close());
  }

  @Test
  void aFolderThatFailsEndsTheLogsAndNothingElse() throws Exception {
    assertThatThrownBy(() -> evidence.startQlog(state.resolve("no/such"), MIB))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("no/such");
    assertThat(evidence.qlog().on()).isFalse();
    evidence.startQlog(folder, MIB);
    Files.delete(folder);
    MultipathChannel channel = fixture.connect(listener, null);
    while (evidence.qlog().on()) {
      send(channel, 0);
    }
    assertThat(evidence.qlog().problem())
        .contains("qlog files cannot be written to " + folder, "tquic qlog on");
    send(channel, 0);
    evidence.startQlog(folder, MIB);
    send(channel, 0);
    evidence.stopQlog();
    assertThat(evidence.qlog().problem()).isEmpty();
    assertThat(only("client").events()).isNotEmpty();
    await(channel.close());
  }

  @Test
  void keysAreShownToDevelopersOnly() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    assertThatThrownBy(() -> evidence.logKeys(false, lines::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("developer");
    evidence.logKeys(true, lines::add);
    await(fixture.connect(listener, null).close());
    next(accepted.inactive);
    assertThat(lines)
        .allMatch(line -> line.matches("[A-Z_0]+ [0-9a-f]{64} [0-9a-f]{64,96}"))
        .anyMatch(line -> line.startsWith("CLIENT_HANDSHAKE_TRAFFIC_SECRET "))
        .anyMatch(line -> line.startsWith("SERVER_TRAFFIC_SECRET_0 "));
    assertThat(lines.stream().map(line -> line.split(" ")[1]).distinct())
        .as("one connection")
        .hasSize(1);
    lines.clear();
    evidence.logKeys(false, null);
    await(fixture.connect(listener, null).close());
    next(accepted.inactive);
    assertThat(lines).isEmpty();
  }
}
