package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.path.AmplificationLimit;
import org.tquic.quic.wire.PacketHeader;

/**
 * RFC 9000 section 10.2.3: a server closes at all levels that its client may have keys of, with no
 * more bytes than section 8.1 lets it send.
 */
class ClosePacketTest {
  private static final int FULL_BYTES = 1200;

  /** An alert of TLS, RFC 9001 section 4.8; its code takes more than one byte. */
  private static final long HANDSHAKE_FAILURE = TransportError.CRYPTO_ERROR + 40;

  /** Three bytes each in UTF-8. */
  private static final String LONG_REASON = "\u20ac".repeat(400);

  private final LoosePair pair = LoosePair.of(Role.CLIENT);
  private final Core server = pair.peer.core;
  private final ClosePacket close = new ClosePacket(server, new PacketAssembler(server));
  private final Transmit out = new Transmit(2048);

  @BeforeEach
  void beginTheHandshake() {
    for (Sent hello : pair.subject.settle(pair.nowNs)) {
      pair.peer.onDatagram(hello.arrival(), hello.bytes(), pair.nowNs);
    }
    server.ending.fail(HANDSHAKE_FAILURE, LONG_REASON, pair.nowNs);
    out.offset = 7;
  }

  private boolean write(int allowance) {
    AmplificationLimit limit = AmplificationLimit.limited();
    limit.onReceived(allowance);
    limit.onSent(2 * allowance);
    server.paths.initial().amplification = limit;
    return close.write(pair.nowNs, out);
  }

  private List<PacketType> packets() {
    List<PacketType> types = new ArrayList<>();
    PacketHeader header = new PacketHeader();
    int end = out.offset + out.length;
    for (int at = out.offset; at < end; at = header.packetEnd()) {
      assertThat(header.parse(out.array, at, end, EndIds.LENGTH)).isTrue();
      types.add(header.type());
    }
    return types;
  }

  @Test
  void aLongReasonLeavesRoomForAllLevels() {
    assertThat(write(FULL_BYTES)).isTrue();
    assertThat(packets())
        .containsExactly(PacketType.INITIAL, PacketType.HANDSHAKE, PacketType.ONE_RTT);
    assertThat(out.length).isEqualTo(FULL_BYTES);
  }

  @Test
  void itIsNeverLongerThanItMayBe() {
    int written = 0;
    for (int allowance = 0; allowance <= FULL_BYTES; allowance++) {
      if (write(allowance)) {
        written++;
        assertThat(out.length).isBetween(1, allowance);
        assertThat(packets()).isNotEmpty();
      }
    }
    assertThat(written).isGreaterThan(FULL_BYTES - 100);
    assertThat(write(0)).isFalse();
  }
}
