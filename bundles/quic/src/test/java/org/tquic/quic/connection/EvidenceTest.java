package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.recovery.SentPacket;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** What the hooks in the packet path cost, and what they count. */
class EvidenceTest implements ConnectionIdSource, ConnectionIdRoutes, PathSchedulerFactory {
  private static final int PACKETS = 20_000;
  private static final int BYTES = 1200;

  private final NetworkPath network =
      new NetworkPath(
          new InetSocketAddress("192.0.2.1", 1), new InetSocketAddress("192.0.2.2", 2), 0);
  private final ConnectionId id = ConnectionId.of(new byte[8]);
  private final Core core =
      new Core(
          Role.CLIENT,
          settings(),
          HandshakeIds.of(id, id),
          QuicVersion.V1,
          this,
          this,
          network,
          true,
          new ConnectionEvents() {},
          0);
  private final byte[] packet = new byte[BYTES];
  private final PacketHeader header = new PacketHeader();
  private final SentPacket sent = new SentPacket();
  private final Transmit out = new Transmit(BYTES);

  EvidenceTest() {
    packet[0] = 0x40;
    assertThat(header.parse(packet, 0, BYTES, 8)).isTrue();
    sent.bytes = BYTES;
    out.length = BYTES;
    out.network = network;
    core.handshake.start();
  }

  private ConnectionSettings settings() {
    TlsConfig tls =
        new TlsConfig(
            new java.security.cert.X509Certificate[0],
            null,
            (chain, type) -> {},
            List.of("test"),
            null,
            TlsConfig.ALL_CIPHER_SUITES,
            TlsConfig.ALL_GROUPS,
            false);
    return new ConnectionSettings(
        tls,
        TransportParameters.builder().build(),
        NewReno.FACTORY,
        this,
        BYTES,
        ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
        0,
        1 << 20,
        new SecureRandom());
  }

  @Override
  public ConnectionId newId() {
    return id;
  }

  @Override
  public byte[] resetToken(ConnectionId of) {
    return new byte[16];
  }

  @Override
  public boolean add(ConnectionId added) {
    return true;
  }

  @Override
  public void remove(ConnectionId removed) {}

  @Override
  public String id() {
    return "minrtt";
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new BuiltinMinRtt();
  }

  private void exchange() {
    Path path = core.paths.initial();
    Evidence evidence = core.evidence;
    for (int i = 0; i < PACKETS; i++) {
      evidence.at(i);
      evidence.sealing(EncryptionLevel.ONE_RTT, path, i, 2, packet, 0, 11, BYTES - 16, false);
      evidence.packetSent(path, BYTES);
      evidence.datagramSent(path, out);
      evidence.datagramReceived(network, Ecn.NOT_ECT, BYTES);
      evidence.packetReceived(
          EncryptionLevel.ONE_RTT, path, header, packet, i, 2, BYTES - 27, i % 2 == 0);
      evidence.dropped(DropReason.DUPLICATE, header);
      evidence.packetAcked(path);
      evidence.packetLost(path, sent);
      evidence.ackReceived(path);
      evidence.recovery(path);
    }
  }

  private long leastAllocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      exchange();
      best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return best;
  }

  @Test
  void costsNoGarbageWithoutAnObserver() {
    assertThat(leastAllocated()).isLessThan(PACKETS);
  }

  @Test
  void anObserverSeesEveryPacketUntilItIsTakenAway() {
    Sizes sizes = new Sizes();
    core.evidence.observe(sizes);
    exchange();
    assertThat(sizes.sentBytes).isEqualTo((long) PACKETS * BYTES);
    assertThat(sizes.receivedPayload).isEqualTo((long) PACKETS * (BYTES - 27));
    assertThat(sizes.dropped).isEqualTo(PACKETS);
    core.evidence.observe(null);
    exchange();
    assertThat(sizes.sentBytes).isEqualTo((long) PACKETS * BYTES);
    assertThat(sizes.dropped).isEqualTo(PACKETS);
  }

  @Test
  void countsWithAndWithoutAnObserver() {
    exchange();
    core.evidence.observe(new Sizes());
    exchange();
    ConnectionCounters counters = core.evidence.counters();
    assertThat(counters.paths().packetsSent()).isEqualTo(2 * PACKETS);
    assertThat(counters.paths().bytesReceived()).isEqualTo(2L * PACKETS * BYTES);
    assertThat(counters.paths().ecnMarksReceived()).isEqualTo(PACKETS);
    // Packets without a trigger are given up, not lost.
    assertThat(counters.paths().packetsLost()).isZero();
    assertThat(counters.packetsDropped())
        .containsOnlyKeys(DropReason.DUPLICATE)
        .containsValue(2L * PACKETS);
    assertThat(counters.datagramsSent()).isEqualTo(2 * PACKETS);
  }

  private static final class Sizes implements ConnectionObserver {
    long sentBytes;
    long receivedPayload;
    long dropped;

    @Override
    public void onPacketSent(long nowNs, ObservedPacket packet) {
      sentBytes += packet.sizeBytes();
    }

    @Override
    public void onPacketReceived(long nowNs, ObservedPacket packet) {
      receivedPayload += packet.payloadLength();
    }

    @Override
    public void onPacketDropped(
        long nowNs, DropReason reason, org.tquic.quic.PacketType type, int sizeBytes) {
      dropped++;
    }
  }
}
