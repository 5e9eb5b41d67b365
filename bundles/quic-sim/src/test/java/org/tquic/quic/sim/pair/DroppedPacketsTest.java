package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.DropReason;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.qlog.QlogWriter;

/** Each packet that is thrown away counts under its reason, and the log says so. */
class DroppedPacketsTest {
  private static final NetworkPath CLIENT = new NetworkPath(QuicPair.SERVER, QuicPair.WAN1, 0);

  private final QlogFile file = new QlogFile();
  private QuicPair pair;
  private byte[] packet;

  @BeforeEach
  void connectAndTakeAPacket() {
    pair = new QuicPair(1, "delay=20ms", "delay=30ms").established();
    pair.runFor(1);
    pair.server.connection.observe(new QlogWriter(file, "server", null), pair.nowNs());
    pair.client.connection.sendDatagram(new byte[100], 0, 100, 0, pair.nowNs());
    Transmit out = new Transmit(2048);
    assertThat(pair.client.connection.poll(pair.nowNs(), out)).isTrue();
    packet = new byte[out.length];
    System.arraycopy(out.array, out.offset, packet, 0, out.length);
  }

  private void receive(byte[] bytes) {
    byte[] copy = bytes.clone();
    pair.server.connection.onDatagram(pair.nowNs(), CLIENT, 0, copy, 0, copy.length);
  }

  private void assertDropped(DropReason reason, String trigger) {
    assertThat(pair.server.connection.counters().packetsDropped().get(reason)).isEqualTo(1);
    assertThat(file.events("quic:packet_dropped"))
        .singleElement()
        .satisfies(event -> assertThat(event.at("/data/trigger").asText()).isEqualTo(trigger));
    assertThat(QlogSchema.faults(file.records())).isEmpty();
    assertThat(pair.server.connection.isEstablished()).isTrue();
  }

  @Test
  void duplicate() {
    receive(packet);
    receive(packet);
    assertThat(file.events("quic:packet_received")).hasSize(1);
    assertDropped(DropReason.DUPLICATE, "duplicate");
  }

  @Test
  void notAuthentic() {
    packet[packet.length - 1] ^= 1;
    receive(packet);
    assertDropped(DropReason.DECRYPTION_FAILURE, "decryption_failure");
  }

  @Test
  void tooShort() {
    receive(new byte[] {0x40, 1, 2});
    assertDropped(DropReason.INVALID, "invalid");
  }

  @Test
  void unknownConnectionId() {
    packet[1] ^= 1;
    receive(packet);
    assertDropped(DropReason.CONNECTION_ID_UNKNOWN, "connection_unknown");
  }

  @Test
  void anotherVersion() {
    receive(new byte[] {(byte) 0xc0, 0, 0, 0, 9, 0, 0, 0, 1, 9});
    assertDropped(DropReason.UNSUPPORTED, "unsupported");
  }

  @Test
  void keysThatAreGone() {
    // An Initial packet of version 1 with connection IDs and a token of no bytes.
    receive(new byte[] {(byte) 0xc0, 0, 0, 0, 1, 0, 0, 0, 1, 9});
    assertDropped(DropReason.KEY_UNAVAILABLE, "key_unavailable");
  }

  @Test
  void notFromTheServersAddress() {
    Transmit out = new Transmit(2048);
    pair.server.connection.observe(null, pair.nowNs());
    pair.server.connection.sendDatagram(new byte[100], 0, 100, 0, pair.nowNs());
    assertThat(pair.server.connection.poll(pair.nowNs(), out)).isTrue();
    pair.client.connection.observe(new QlogWriter(file, "client", null), pair.nowNs());
    NetworkPath stranger =
        new NetworkPath(QuicPair.WAN1, new InetSocketAddress("192.0.2.66", 666), 0);
    pair.client.connection.onDatagram(pair.nowNs(), stranger, 0, out.array, out.offset, out.length);
    assertThat(pair.client.connection.counters().packetsDropped())
        .containsEntry(DropReason.REJECTED, 1L);
    assertThat(file.events("quic:packet_dropped")).hasSize(1);
  }

  @Test
  void packetsAheadOfTheirKeysAreKept() {
    QlogFile log = new QlogFile();
    long buffered = 0;
    for (long seed = 1; buffered == 0 && seed < 40; seed++) {
      QuicPair late = new QuicPair(seed, "delay=20ms jitter=20ms overtaking=on", "delay=30ms");
      log = new QlogFile();
      late.client.observer = new QlogWriter(log, "client", null);
      late.established();
      buffered = late.client.connection.counters().packetsBuffered();
    }
    assertThat(buffered).isPositive();
    assertThat(log.events("quic:packet_buffered")).hasSize((int) buffered);
    assertThat(QlogSchema.faults(log.records())).isEmpty();
  }
}
