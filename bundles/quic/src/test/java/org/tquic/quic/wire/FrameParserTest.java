package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tquic.quic.TransportError.FRAME_ENCODING_ERROR;
import static org.tquic.quic.TransportError.PROTOCOL_VIOLATION;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.PacketType;
import org.tquic.quic.QuicException;

class FrameParserTest {
  /** RFC 9001 section A.3: what the server's Initial packet carries. */
  private static final String SERVER_INITIAL =
      "02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf73988cfc79825df566dc5430b9a04"
          + "5a1200130100002e00330024001d00209d3c940d89690b84d08a60993c144eca684d1081287c834d5311"
          + "bcf32bb9da1a002b00020304";

  private static final int BOTH = FrameParser.ACK_ELICITING | FrameParser.NON_PROBING;

  private final RecordingHandler handler = new RecordingHandler();
  private final FrameParser parser = new FrameParser();

  private int parse(String hex, PacketType packet, boolean multipath) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return parser.parse(new WireReader().reset(bytes, 0, bytes.length), packet, multipath, handler);
  }

  private QuicException fault(String hex, PacketType packet, boolean multipath) {
    return catchThrowableOfType(QuicException.class, () -> parse(hex, packet, multipath));
  }

  @Test
  void theServersInitialOfTheRfcIsAnAckAndAServerHello() {
    assertThat(parse(SERVER_INITIAL, PacketType.INITIAL, false)).isEqualTo(BOTH);
    assertThat(handler.frames).hasSize(2);
    assertThat(handler.frames.get(0)).isEqualTo("ACK 0 0 0 0-0");
    assertThat(handler.frames.get(1)).startsWith("CRYPTO 0 02000056").endsWith("002b00020304");
  }

  /** Frames with all fields zero, and the packets that may have them: RFC 9000 table 3. */
  @ParameterizedTest
  @CsvSource({
    "00, IH01",
    "01, IH01",
    "0200000000, IH_1",
    "0300000000000000, IH_1",
    "04000000, __01",
    "050000, __01",
    "060000, IH_1",
    "070100, ___1",
    "0800, __01",
    "0f000000, __01",
    "1000, __01",
    "110000, __01",
    "1200, __01",
    "1300, __01",
    "1400, __01",
    "150000, __01",
    "1600, __01",
    "1700, __01",
    "1800000100" + "00000000000000000000000000000000, __01",
    "1900, ___1",
    "1a0000000000000000, __01",
    "1b0000000000000000, ___1",
    "1c000000, IH01",
    "1d0000, __01",
    "1e, ___1",
    "30, __01",
    "3100, __01",
    "3e0000000000, ___1",
    "3f0000000000000000, ___1",
    "7e750000, ___1",
    "7e760000, ___1",
    "7e770000, ___1",
    "7e780000000100" + "00000000000000000000000000000000, ___1",
    "7e790000, ___1",
    "7e7a00, ___1",
    "7e7b00, ___1",
    "7e7c0000, ___1"
  })
  void framesAreForTheirPackets(String hex, String packets) {
    PacketType[] order = {
      PacketType.INITIAL, PacketType.HANDSHAKE, PacketType.ZERO_RTT, PacketType.ONE_RTT
    };
    long type = new WireReader().reset(HexFormat.of().parseHex(hex), 0, hex.length() / 2).varInt();
    for (int i = 0; i < order.length; i++) {
      if (packets.charAt(i) != '_') {
        parse(hex, order[i], true);
      } else {
        QuicException e = fault(hex, order[i], true);
        assertThat(e.code()).as(order[i].name()).isEqualTo(PROTOCOL_VIOLATION);
        assertThat(e.frameType()).isEqualTo(type);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "01, 3",
    "0200000000, 2",
    "0300000000000000, 2",
    "3e0000000000, 2",
    "1c000000, 2",
    "1d0000, 2",
    "1a0000000000000000, 1",
    "1b0000000000000000, 1",
    "1800000100" + "00000000000000000000000000000000, 1",
    "1a00000000000000000000, 1",
    "1a000000000000000001, 3",
    "1900, 3",
    "7e750000, 3",
    "30, 3"
  })
  void flagsTellWhatAsksForAnAckAndWhatProbes(String hex, int flags) {
    assertThat(parse(hex, PacketType.ONE_RTT, true)).isEqualTo(flags);
  }

  @Test
  void paddingIsPassedOver() {
    assertThat(parse("000000" + "01" + "0000", PacketType.INITIAL, false)).isEqualTo(BOTH);
    assertThat(handler.frames).containsExactly("PING");
  }

  @Test
  void anEmptyPayloadIsAViolation() {
    assertThat(fault("", PacketType.ONE_RTT, true).code()).isEqualTo(PROTOCOL_VIOLATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "21", "2f", "32", "3d", "7e74", "7e7d", "ffffffffffffffff", "4040"})
  void unknownTypesAreMalformed(String hex) {
    assertThat(fault(hex, PacketType.ONE_RTT, true).code()).isEqualTo(FRAME_ENCODING_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3e0000000000", "3f0000000000000000", "7e750000", "7e7c0000", "7e7a00"})
  void multipathFramesAreUnknownUnlessAgreedOn(String hex) {
    assertThat(fault(hex, PacketType.ONE_RTT, false).code()).isEqualTo(FRAME_ENCODING_ERROR);
    assertThat(handler.frames).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4001", "80000001", "c000000000000001", "80003e750000", "4000"})
  void typesTakeAsFewBytesAsTheyCan(String hex) {
    assertThat(fault(hex, PacketType.ONE_RTT, true).code()).isEqualTo(PROTOCOL_VIOLATION);
  }

  @ParameterizedTest
  @CsvSource({
    "0700, 7", // A token without bytes.
    "06ffffffffffffffff0100, 6", // Data beyond 2^62 - 1.
    "0e00ffffffffffffffff0100, 14",
    "0c00ffffffffffffffff00, 12",
    "12d000000000000001, 18", // More than 2^60 streams.
    "13d000000000000001, 19",
    "16d000000000000001, 22",
    "17d000000000000001, 23",
    "1800010100" + "00000000000000000000000000000000, 24", // Retires itself.
    "180000000000000000000000000000000000000000, 24", // An empty connection ID.
    "1800001500000000000000000000000000000000000000000000000000000000000000000000000000, 24",
    "180000010000000000, 24", // Cut short.
    "0601, 6",
    "060002ff, 6",
    "0a000500, 10",
    "310500, 49",
    "1a00, 26",
    "1c000005, 28",
    "7e7800000100, 15992"
  })
  void malformedFramesAreToldByType(String hex, long type) {
    QuicException e = fault(hex, PacketType.ONE_RTT, true);
    assertThat(e.code()).isEqualTo(FRAME_ENCODING_ERROR);
    assertThat(e.frameType()).isEqualTo(type);
    assertThat(handler.frames).isEmpty();
  }

  @Test
  void limitsThemselvesArePermitted() {
    parse("12d000000000000000", PacketType.ONE_RTT, false);
    parse("06fffffffffffffffe0100", PacketType.ONE_RTT, false);
    parse("7e7ac0000000ffffffff", PacketType.ONE_RTT, true);
    assertThat(handler.frames)
        .containsExactly(
            "MAX_STREAMS true " + (1L << 60),
            "CRYPTO " + (VarInt.MAX - 1) + " 00",
            "MAX_PATH_ID " + 0xffff_ffffL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3ec00000010000000000000000",
        "7e7ac000000100000000",
        "7e75c00000010000000000",
        "7e7bc000000100000000"
      })
  void pathIdsHave32Bits(String hex) {
    assertThat(fault(hex, PacketType.ONE_RTT, true).code()).isEqualTo(PROTOCOL_VIOLATION);
  }

  @Test
  void packetsWithoutFramesAreTheCallersMistake() {
    assertThatThrownBy(() -> parse("01", PacketType.RETRY, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void typesHaveNames() {
    assertThat(FrameType.name(0x0f)).isEqualTo("STREAM");
    assertThat(FrameType.name(0x1e)).isEqualTo("HANDSHAKE_DONE");
    assertThat(FrameType.name(0x1c)).isEqualTo("CONNECTION_CLOSE");
    assertThat(FrameType.name(0x31)).isEqualTo("DATAGRAM");
    assertThat(FrameType.name(0x3f)).isEqualTo("PATH_ACK");
    assertThat(FrameType.name(0x3e7c)).isEqualTo("PATH_CIDS_BLOCKED");
    assertThat(FrameType.name(0x1f)).isEqualTo("0x1f");
    assertThat(FrameType.name(0x3e7d)).isEqualTo("0x3e7d");
  }

  @Test
  void framesBeforeTheFaultyOneWereHandled() {
    assertThat(fault("011f", PacketType.ONE_RTT, false).frameType()).isEqualTo(0x1f);
    assertThat(handler.frames).containsExactly("PING");
  }
}
