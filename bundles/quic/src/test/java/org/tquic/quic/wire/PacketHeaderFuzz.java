package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.tquic.quic.PacketType;
import org.tquic.quic.crypto.RetryIntegrity;
import org.tquic.quic.fuzz.FuzzInput;

/** Walks through the packets of a datagram, Retry and Version Negotiation included. */
public final class PacketHeaderFuzz {
  private PacketHeaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int shortIdLength = in.below(ConnectionId.MAX_LENGTH + 1);
    byte[] datagram = in.rest();
    PacketHeader header = new PacketHeader();
    int at = 0;
    while (header.parse(datagram, at, datagram.length, shortIdLength)) {
      assertThat(header.packetOffset()).isEqualTo(at);
      assertThat(header.packetEnd()).isGreaterThan(at).isLessThanOrEqualTo(datagram.length);
      within(header, header.dcidOffset(), header.dcidLength());
      within(header, header.scidOffset(), header.scidLength());
      within(header, header.tokenOffset(), header.tokenLength());
      assertThat(header.packetNumberOffset()).isLessThanOrEqualTo(header.packetEnd());
      checkStateless(header, datagram);
      at = header.packetEnd();
    }
  }

  private static void checkStateless(PacketHeader header, byte[] datagram) {
    if (header.type() == PacketType.VERSION_NEGOTIATION) {
      assertThat(4 * VersionNegotiation.parse(datagram, header).length).isLessThan(datagram.length);
    } else if (header.type() == PacketType.RETRY) {
      ConnectionId first = ConnectionId.of(new byte[8]);
      // Nothing that is not made for it has the right tag.
      assertThat(
              RetryIntegrity.verify(
                  header.version(), first, datagram, header.packetOffset(), header.packetEnd()))
          .isFalse();
    }
  }

  private static void within(PacketHeader header, int offset, int length) {
    assertThat(offset).isNotNegative();
    assertThat(length).isNotNegative();
    assertThat(offset + length).isLessThanOrEqualTo(header.packetEnd());
  }
}
