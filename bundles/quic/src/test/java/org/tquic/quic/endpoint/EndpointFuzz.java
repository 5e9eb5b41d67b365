package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.tquic.quic.PacketType;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.crypto.InitialSecrets;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.fuzz.FuzzInput;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.HeaderWriter;
import org.tquic.quic.wire.PacketNumbers;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.WireWriter;

/**
 * Datagrams of strangers to a server, and of strangers to a client whose server does not answer:
 * any bytes, Initial packets with any payload, damaged first flights. The limits hold, and an
 * honest client gets in afterwards.
 */
public final class EndpointFuzz {
  private static final int MAX_DATAGRAMS = 40;
  private static final int MAX_CONNECTIONS = 16;
  private static final int DATAGRAM_BYTES = 1200;
  private static final int MAX_PAYLOAD_BYTES = 1100;
  private static final int NUMBER_BYTES = 4;
  private static final int TAG_BYTES = 16;

  private final FuzzInput in;
  private final Rig rig;
  private final Recorder waiting;
  private final byte[] clientsFirst;
  private final Map<InetSocketAddress, Integer> sentTo = new HashMap<>();
  private final Map<InetSocketAddress, Integer> cameFrom = new HashMap<>();

  private EndpointFuzz(FuzzInput in) {
    this.in = in;
    TestSettings settings = new TestSettings();
    settings.maxConnections = MAX_CONNECTIONS;
    settings.maxHalfOpen = MAX_CONNECTIONS / 2;
    settings.maxHalfOpenPerPrefix = 3;
    settings.retryAboveHalfOpen = in.below(MAX_CONNECTIONS / 2);
    rig = new Rig(settings);
    waiting = rig.connect(address(0), AddressToken.NONE);
    clientsFirst = rig.output(rig.client).get(0).bytes();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    new EndpointFuzz(new FuzzInput(input)).run();
  }

  private void run() {
    for (int i = 0; i < MAX_DATAGRAMS && in.hasMore(); i++) {
      int kind = in.u8();
      InetSocketAddress from = address(in.u8());
      byte[] datagram =
          switch (kind & 3) {
            case 0 -> in.counted();
            case 1 -> padded(in.counted());
            case 2 -> in.damaged(clientsFirst);
            default -> initial();
          };
      tell(kind, from, datagram);
      rig.nowNs += (long) (kind >> 4) * 10_000_000;
      EndpointCounters counters = rig.server.counters();
      assertThat(counters.connections()).isLessThanOrEqualTo(MAX_CONNECTIONS);
      assertThat(counters.halfOpen()).isLessThanOrEqualTo(MAX_CONNECTIONS / 2);
    }
    // The client's own server was silent: it still waits, unless a stranger could read its packet.
    assertThat(waiting.established).isFalse();
    rig.established(new InetSocketAddress("198.51.100.9", 999), AddressToken.NONE);
  }

  /** Each datagram may be answered with three times its bytes at most, RFC 9000 section 8. */
  private void tell(int kind, InetSocketAddress from, byte[] datagram) {
    if ((kind & 4) != 0) {
      NetworkPath seen = new NetworkPath(Rig.SERVER, address(0), 0);
      rig.deliver(rig.client, new Sent(datagram, seen, kind >> 3 & 1));
      rig.output(rig.client);
      return;
    }
    int answered = 0;
    rig.deliver(rig.server, new Sent(datagram, new NetworkPath(from, Rig.SERVER, 0), 0));
    for (Sent answer : rig.output(rig.server)) {
      if (answer.network().remote().equals(from)) {
        answered += answer.bytes().length;
      }
    }
    sentTo.merge(from, answered, Integer::sum);
    cameFrom.merge(from, datagram.length, Integer::sum);
    assertThat(sentTo.get(from)).isLessThanOrEqualTo(3 * cameFrom.get(from));
  }

  private static InetSocketAddress address(int which) {
    return new InetSocketAddress("192.0.2." + (which & 7), 5000 + (which >> 3));
  }

  private static byte[] padded(byte[] bytes) {
    byte[] datagram = new byte[DATAGRAM_BYTES];
    System.arraycopy(bytes, 0, datagram, 0, bytes.length);
    return datagram;
  }

  /** A client's Initial packet of either version with any payload, as everybody can seal one. */
  private byte[] initial() {
    byte[] id = new byte[8];
    id[0] = (byte) in.u8();
    int version = (id[0] & 1) == 0 ? QuicVersion.V1 : QuicVersion.V2;
    ConnectionId destination = ConnectionId.of(id);
    byte[] token = in.bytes(in.below(16));
    byte[] payload = in.bytes(in.u16() % MAX_PAYLOAD_BYTES);
    byte[] datagram = new byte[DATAGRAM_BYTES];
    WireWriter out = new WireWriter().reset(datagram, 0, DATAGRAM_BYTES);
    int lengthAt =
        HeaderWriter.writeLong(
            out,
            PacketType.INITIAL,
            version,
            destination,
            ConnectionId.of(new byte[0]),
            token,
            NUMBER_BYTES);
    int numberAt = out.position();
    PacketNumbers.write(out, in.u8(), NUMBER_BYTES);
    out.bytes(payload);
    int end = DATAGRAM_BYTES - TAG_BYTES;
    HeaderWriter.finishLong(datagram, lengthAt, end);
    new PacketProtection(
            version, InitialSecrets.SUITE, InitialSecrets.derive(version, destination).client())
        .seal(
            datagram,
            0,
            numberAt,
            NUMBER_BYTES,
            end,
            0,
            PacketNumbers.read(datagram, numberAt, NUMBER_BYTES));
    return datagram;
  }
}
