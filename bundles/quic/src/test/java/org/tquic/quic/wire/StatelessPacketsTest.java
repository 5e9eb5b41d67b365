package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;

/** Packets that an endpoint sends without a connection. */
class StatelessPacketsTest {
  private final byte[] buffer = new byte[2000];
  private final WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);
  private final PacketHeader header = new PacketHeader();

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Property
  void versionNegotiationSwapsTheConnectionIds(
      @ForAll Random random,
      @ForAll @IntRange(max = 255) int dcidLength,
      @ForAll @IntRange(max = 255) int scidLength) {
    out.position(0);
    out.u8(0xc0);
    out.u32(0x1a2a3a4a);
    out.u8(dcidLength);
    byte[] dcid = bytes(random, dcidLength);
    out.bytes(dcid);
    out.u8(scidLength);
    byte[] scid = bytes(random, scidLength);
    out.bytes(scid);
    byte[] received = buffer.clone();
    assertThat(header.parse(received, 0, out.position(), 8)).isTrue();
    int length = VersionNegotiation.length(header, 2);

    out.position(0);
    VersionNegotiation.write(out, received, header, random, QuicVersion.V1, QuicVersion.V2);
    assertThat(out.position()).isEqualTo(length);
    assertThat(header.parse(buffer, 0, length, 8)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.VERSION_NEGOTIATION);
    assertThat(header.fixedBit()).isTrue();
    assertThat(RecordingHandler.hex(buffer, header.dcidOffset(), header.dcidLength()))
        .isEqualTo(HexFormat.of().formatHex(scid));
    assertThat(RecordingHandler.hex(buffer, header.scidOffset(), header.scidLength()))
        .isEqualTo(HexFormat.of().formatHex(dcid));
    assertThat(VersionNegotiation.parse(buffer, header))
        .containsExactly(QuicVersion.V1, QuicVersion.V2);

    assertThat(header.parse(buffer, 0, length - 1, 8)).isTrue();
    assertThat(VersionNegotiation.parse(buffer, header)).isEmpty();
  }

  @Test
  void reservedVersionsAreNotReal() {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      int version = QuicVersion.reserved(random);
      assertThat(QuicVersion.isReserved(version)).isTrue();
      assertThat(version & 0x0f0f0f0f).isEqualTo(0x0a0a0a0a);
    }
    assertThat(QuicVersion.isReserved(QuicVersion.V1)).isFalse();
    assertThat(QuicVersion.isReserved(QuicVersion.V2)).isFalse();
  }

  @Property
  void resetsAreShorterThanWhatTheyAnswer(
      @ForAll Random random, @ForAll @IntRange(max = 1500) int received) {
    int length = StatelessReset.length(received, random);
    if (received <= StatelessReset.MIN_LENGTH) {
      assertThat(length).isZero();
    } else if (received <= 43) {
      assertThat(length).isEqualTo(received - 1);
    } else {
      assertThat(length).isBetween(42, received - 1).isLessThan(42 + 32);
    }
  }

  @Property
  void resetsLookLikePacketsAndEndWithTheToken(
      @ForAll Random random, @ForAll @IntRange(min = 21, max = 100) int length) {
    byte[] token = bytes(random, 16);
    out.position(0);
    StatelessReset.write(out, length, token, random);
    assertThat(out.position()).isEqualTo(length);
    assertThat(buffer[0] & 0xc0).isEqualTo(0x40);
    assertThat(header.parse(buffer, 0, length, 20)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.ONE_RTT);
    assertThat(StatelessReset.matches(buffer, length, token)).isTrue();
    token[random.nextInt(16)] ^= (byte) (1 << random.nextInt(8));
    assertThat(StatelessReset.matches(buffer, length, token)).isFalse();
  }

  @Test
  void shortDatagramsAreNoResets() {
    byte[] token = new byte[16];
    assertThat(StatelessReset.matches(new byte[21], 21, token)).isTrue();
    assertThat(StatelessReset.matches(new byte[21], 20, token)).isFalse();
    assertThat(StatelessReset.matches(new byte[21], 0, token)).isFalse();
    assertThat(StatelessReset.matches(new byte[21], 21, new byte[0])).isFalse();
    assertThatThrownBy(() -> StatelessReset.write(out, 20, token, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 9001 section A.4. */
  @Test
  void theRetryOfTheRfc() {
    ConnectionId original = ConnectionId.of(HexFormat.of().parseHex("8394c8f03e515708"));
    ConnectionId scid = ConnectionId.of(HexFormat.of().parseHex("f067a5502a4262b5"));
    byte[] token = "token".getBytes(StandardCharsets.US_ASCII);
    RetryPacket.write(out, QuicVersion.V1, ConnectionId.EMPTY, scid, token, new Random(1));
    buffer[0] |= 0x0f;
    assertThat(RecordingHandler.hex(buffer, 0, out.position()))
        .isEqualTo("ff000000010008f067a5502a4262b5746f6b656e");
    assertThat(RetryPacket.length(ConnectionId.EMPTY, scid, 5)).isEqualTo(out.position() + 16);
    assertThat(RetryPacket.pseudoPacket(original, buffer, 0, out.position()))
        .isEqualTo(
            HexFormat.of()
                .parseHex("088394c8f03e515708" + "ff000000010008f067a5502a4262b5746f6b656e"));
    assertThatThrownBy(
            () -> RetryPacket.write(out, QuicVersion.V1, scid, scid, new byte[0], new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theRetryOfVersion2() {
    ConnectionId scid = ConnectionId.of(HexFormat.of().parseHex("f067a5502a4262b5"));
    byte[] token = "token".getBytes(StandardCharsets.US_ASCII);
    RetryPacket.write(out, QuicVersion.V2, ConnectionId.EMPTY, scid, token, new Random(1));
    buffer[0] |= 0x0f;
    assertThat(RecordingHandler.hex(buffer, 0, out.position()))
        .isEqualTo("cf6b3343cf0008f067a5502a4262b5746f6b656e");
  }
}
