package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.PacketType;

class PacketHeaderTest {
  /** RFC 9001 section A.2, protected: the header and first bytes of 1200. */
  private static final String CLIENT_INITIAL =
      "c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11";

  /** RFC 9001 section A.3, protected: the header and first bytes of 135. */
  private static final String SERVER_INITIAL = "cf000000010008f067a5502a4262b5004075c0d95a482cd0";

  /** RFC 9001 section A.4. */
  private static final String RETRY =
      "ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba";

  /** RFC 9369 section A.4. */
  private static final String RETRY_V2 =
      "cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6";

  /** RFC 9001 section A.5. */
  private static final String SHORT = "4cfe4189655e5cd55c41f69080575d7999c25a5bfb";

  private static final String ZEROES =
      "0000000000000000000000000000000000000000000000000000000000000000";

  private final PacketHeader header = new PacketHeader();
  private byte[] datagram;

  private boolean parse(String hex, int length, int shortCidLength) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    // Somewhere within a larger array.
    datagram = new byte[length + 10];
    System.arraycopy(bytes, 0, datagram, 3, bytes.length);
    return header.parse(datagram, 3, 3 + length, shortCidLength);
  }

  private boolean parse(String hex) {
    return parse(hex, hex.length() / 2, 8);
  }

  private String dcid() {
    return RecordingHandler.hex(datagram, header.dcidOffset(), header.dcidLength());
  }

  private String scid() {
    return RecordingHandler.hex(datagram, header.scidOffset(), header.scidLength());
  }

  private String token() {
    return RecordingHandler.hex(datagram, header.tokenOffset(), header.tokenLength());
  }

  @Test
  void theClientsInitialOfTheRfc() {
    assertThat(parse(CLIENT_INITIAL, 1200, 8)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.INITIAL);
    assertThat(header.version()).isEqualTo(QuicVersion.V1);
    assertThat(dcid()).isEqualTo("8394c8f03e515708");
    assertThat(scid()).isEmpty();
    assertThat(token()).isEmpty();
    assertThat(header.packetNumberOffset()).isEqualTo(3 + 18);
    assertThat(header.packetOffset()).isEqualTo(3);
    assertThat(header.packetEnd()).isEqualTo(3 + 1200);
    assertThat(header.fixedBit()).isTrue();
  }

  @Test
  void theServersInitialOfTheRfc() {
    assertThat(parse(SERVER_INITIAL, 135, 8)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.INITIAL);
    assertThat(dcid()).isEmpty();
    assertThat(scid()).isEqualTo("f067a5502a4262b5");
    assertThat(header.packetEnd()).isEqualTo(3 + 135);
  }

  @ParameterizedTest
  @ValueSource(strings = {RETRY, RETRY_V2})
  void theRetryOfTheRfc(String hex) {
    assertThat(parse(hex)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.RETRY);
    assertThat(scid()).isEqualTo("f067a5502a4262b5");
    assertThat(token())
        .isEqualTo(HexFormat.of().formatHex("token".getBytes(StandardCharsets.US_ASCII)));
    assertThat(header.packetNumberOffset()).isEqualTo(-1);
    assertThat(header.packetEnd()).isEqualTo(3 + 36);
  }

  @Test
  void aRetryWithoutATokenIsDropped() {
    assertThat(parse("ff000000010000" + "00".repeat(16))).isFalse();
    assertThat(parse("ff000000010000" + "00".repeat(15))).isFalse();
    assertThat(parse("ff000000010000" + "00".repeat(17))).isTrue();
  }

  @Test
  void theShortHeaderOfTheRfc() {
    assertThat(parse(SHORT, 21, 0)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.ONE_RTT);
    assertThat(header.packetNumberOffset()).isEqualTo(3 + 1);
    assertThat(header.packetEnd()).isEqualTo(3 + 21);
    assertThat(header.dcidLength()).isZero();

    assertThat(parse(SHORT, 21, 4)).isTrue();
    assertThat(dcid()).isEqualTo("fe418965");
    assertThat(header.packetNumberOffset()).isEqualTo(3 + 5);
    assertThat(header.fixedBit()).isTrue();
    assertThat(parse("0c" + SHORT.substring(2), 21, 4)).isTrue();
    assertThat(header.fixedBit()).isFalse();
    assertThat(parse(SHORT, 21, 20)).isTrue();
    assertThat(parse(SHORT, 20, 20)).isFalse();
  }

  @Test
  void typeBitsDependOnTheVersion() {
    PacketType[] v1 = {
      PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE, PacketType.RETRY
    };
    PacketType[] v2 = {
      PacketType.RETRY, PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE
    };
    for (int bits = 0; bits < 4; bits++) {
      String first = Integer.toHexString(0xc0 | bits << 4);
      assertThat(parse(first + "000000010000" + "00".repeat(30))).isTrue();
      assertThat(header.type()).isEqualTo(v1[bits]);
      assertThat(parse(first + "6b3343cf0000" + "00".repeat(30))).isTrue();
      assertThat(header.type()).isEqualTo(v2[bits]);
    }
  }

  @Test
  void packetsFollowEachOtherInADatagram() {
    String initial = "c000000001" + "01aa" + "01bb" + "02cccc" + "03010203";
    String handshake = "e000000001" + "01aa" + "01bb" + "0401020304";
    assertThat(parse(initial + handshake + "40aa0102", 29 + 3, 1)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.INITIAL);
    assertThat(token()).isEqualTo("cccc");
    assertThat(header.packetEnd()).isEqualTo(3 + 16);
    int end = 3 + 16 + 14 + 4;
    assertThat(header.parse(datagram, header.packetEnd(), end, 1)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.HANDSHAKE);
    assertThat(header.packetNumberOffset()).isEqualTo(3 + 16 + 10);
    assertThat(token()).isEmpty();
    assertThat(header.parse(datagram, header.packetEnd(), end, 1)).isTrue();
    assertThat(header.type()).isEqualTo(PacketType.ONE_RTT);
    assertThat(dcid()).isEqualTo("aa");
    assertThat(header.packetEnd()).isEqualTo(end);
    assertThat(header.parse(datagram, end, end, 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0000000010000", // No token length.
        "c000000001000005" + "00000000", // A token cut short.
        "c0000000010000ffffffffffffffff",
        "c00000000100000040", // A length cut short.
        "c000000001000000050000", // A packet cut short.
        "e0000000010000ffffffffffffffff00",
        "c00000000115" + ZEROES, // Connection IDs of 21 bytes.
        "c0000000010015" + ZEROES,
        "c06b3343cf15" + ZEROES,
        "c0000000010500000000", // A connection ID cut short.
        "c0000000010005000000",
        "c00a0a0a0aff00", // The same for unknown versions.
        "c000000000ff00",
        "c00000000100",
        "c00000",
        "c0"
      })
  void whatCannotBeDelimitedIsDropped(String hex) {
    assertThat(parse(hex)).isFalse();
  }

  @Test
  void unknownVersionsAreReadByTheInvariants() {
    assertThat(parse("c01a2a3a4aff" + "11".repeat(255) + "fe" + "22".repeat(254) + "00")).isTrue();
    assertThat(header.type()).isNull();
    assertThat(header.version()).isEqualTo(0x1a2a3a4a);
    assertThat(dcid()).isEqualTo("11".repeat(255));
    assertThat(scid()).isEqualTo("22".repeat(254));
    assertThat(header.packetEnd()).isEqualTo(datagram.length - 7);
    assertThat(QuicVersion.isReserved(header.version())).isTrue();
  }

  @Test
  void offsetsOutsideOfTheArrayAreNoPackets() {
    byte[] bytes = new byte[40];
    assertThat(header.parse(bytes, -1, 40, 8)).isFalse();
    assertThat(header.parse(bytes, 40, 40, 8)).isFalse();
    assertThat(header.parse(bytes, 0, 41, 8)).isFalse();
    assertThat(header.parse(bytes, 0, 40, -1)).isFalse();
  }
}
