package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;

class HeaderWriterTest {
  private static final ConnectionId CLIENTS_DCID =
      ConnectionId.of(HexFormat.of().parseHex("8394c8f03e515708"));
  private static final ConnectionId SERVERS_SCID =
      ConnectionId.of(HexFormat.of().parseHex("f067a5502a4262b5"));

  private final byte[] buffer = new byte[2000];
  private final WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);

  private String written() {
    return RecordingHandler.hex(buffer, 0, out.position());
  }

  private void initial(
      int version, ConnectionId dcid, ConnectionId scid, long pn, int pnLength, int payload) {
    out.position(0);
    int at = HeaderWriter.writeLong(out, PacketType.INITIAL, version, dcid, scid, null, pnLength);
    PacketNumbers.write(out, pn, pnLength);
    assertThat(out.position())
        .isEqualTo(HeaderWriter.longHeaderLength(PacketType.INITIAL, dcid, scid, null, pnLength));
    HeaderWriter.finishLong(out, at, out.position() + payload);
  }

  /** RFC 9001 sections A.2 and A.3, RFC 9369 sections A.2 and A.3: headers before protection. */
  @Test
  void headersOfTheRfcs() {
    initial(QuicVersion.V1, CLIENTS_DCID, ConnectionId.EMPTY, 2, 4, 1162);
    assertThat(written()).isEqualTo("c300000001088394c8f03e5157080000449e00000002");
    initial(QuicVersion.V1, ConnectionId.EMPTY, SERVERS_SCID, 1, 2, 99);
    assertThat(written()).isEqualTo("c1000000010008f067a5502a4262b50040750001");
    initial(QuicVersion.V2, CLIENTS_DCID, ConnectionId.EMPTY, 2, 4, 1162);
    assertThat(written()).isEqualTo("d36b3343cf088394c8f03e5157080000449e00000002");
    initial(QuicVersion.V2, ConnectionId.EMPTY, SERVERS_SCID, 1, 2, 99);
    assertThat(written()).isEqualTo("d16b3343cf0008f067a5502a4262b50040750001");
  }

  /** RFC 9001 section A.5. */
  @Test
  void theShortHeaderOfTheRfc() {
    HeaderWriter.writeShort(out, ConnectionId.EMPTY, false, false, 3);
    PacketNumbers.write(out, 654_360_564L, 3);
    assertThat(written()).isEqualTo("4200bff4");
  }

  @Test
  void bitsOfShortHeaders() {
    HeaderWriter.writeShort(out, ConnectionId.EMPTY, true, false, 1);
    HeaderWriter.writeShort(out, ConnectionId.EMPTY, false, true, 4);
    HeaderWriter.writeShort(out, ConnectionId.EMPTY, false, true, 4, false);
    assertThat(written()).isEqualTo("604707");
    out.position(0);
    HeaderWriter.writeShort(out, SERVERS_SCID, false, false, 2);
    assertThat(written()).isEqualTo("41f067a5502a4262b5");
    assertThat(HeaderWriter.shortHeaderLength(SERVERS_SCID, 2)).isEqualTo(out.position() + 2);
  }

  @Property
  void longHeadersAreReadAsTheyWereWritten(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 4) int pnLength,
      @ForAll @IntRange(max = 1200) int payload) {
    PacketType[] types = {PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE};
    PacketType type = types[random.nextInt(types.length)];
    int version = random.nextBoolean() ? QuicVersion.V1 : QuicVersion.V2;
    ConnectionId dcid = id(random);
    ConnectionId scid = id(random);
    byte[] token = type == PacketType.INITIAL ? new byte[random.nextInt(300)] : null;
    out.position(0);
    int at = HeaderWriter.writeLong(out, type, version, dcid, scid, token, pnLength);
    PacketNumbers.write(out, random.nextLong(), pnLength);
    int headerLength = out.position();
    assertThat(headerLength)
        .isEqualTo(HeaderWriter.longHeaderLength(type, dcid, scid, token, pnLength));
    HeaderWriter.finishLong(buffer, at, headerLength + payload);
    PacketHeader header = new PacketHeader();
    assertThat(header.parse(buffer, 0, buffer.length, 8)).isTrue();
    assertThat(header.type()).isEqualTo(type);
    assertThat(header.version()).isEqualTo(version);
    assertThat(dcid.matches(buffer, header.dcidOffset(), header.dcidLength())).isTrue();
    assertThat(scid.matches(buffer, header.scidOffset(), header.scidLength())).isTrue();
    assertThat(header.tokenLength()).isEqualTo(token == null ? 0 : token.length);
    assertThat(header.packetNumberOffset()).isEqualTo(headerLength - pnLength);
    assertThat(header.packetEnd()).isEqualTo(headerLength + payload + 16);
    assertThat(buffer[0] & 3).isEqualTo(pnLength - 1);
  }

  private static ConnectionId id(Random random) {
    byte[] bytes = new byte[random.nextInt(21)];
    random.nextBytes(bytes);
    return ConnectionId.of(bytes);
  }

  @Test
  void mistakesOfTheCaller() {
    ConnectionId id = ConnectionId.EMPTY;
    assertThatThrownBy(
            () -> HeaderWriter.writeLong(out, PacketType.RETRY, QuicVersion.V1, id, id, null, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                HeaderWriter.writeLong(
                    out, PacketType.HANDSHAKE, QuicVersion.V1, id, id, new byte[1], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderWriter.writeShort(out, id, false, false, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderWriter.finishLong(buffer, 0, 1 << 14))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.position()).isZero();
  }
}
