package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;

class TransportParametersTest {
  /** RFC 9001 section A.2: quic_transport_parameters of the ClientHello. */
  private static final String CLIENT =
      "0408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e515708"
          + "06048000ffff";

  private static final String IPV4_AND_PORT = "c0000201" + "01bb";
  private static final String IPV6_AND_PORT = "20010db8000000000000000000000001" + "01bb";
  private static final String TOKEN = "000102030405060708090a0b0c0d0e0f";

  private static ConnectionId id(String hex) {
    return ConnectionId.of(HexFormat.of().parseHex(hex));
  }

  private static TransportParameters decode(String hex, Role sender) {
    return TransportParameters.decode(HexFormat.of().parseHex(hex), sender);
  }

  private static void refused(String hex, Role sender) {
    QuicException e = catchThrowableOfType(QuicException.class, () -> decode(hex, sender));
    assertThat(e).as(hex).isNotNull();
    assertThat(e.code()).as(hex).isEqualTo(TransportError.TRANSPORT_PARAMETER_ERROR);
  }

  private static InetSocketAddress address(byte[] bytes, int port) {
    try {
      InetAddress address =
          bytes.length == 16
              ? Inet6Address.getByAddress(null, bytes, -1)
              : InetAddress.getByAddress(bytes);
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ConnectionId id(Random random, int min) {
    return ConnectionId.of(bytes(random, min + random.nextInt(21 - min)));
  }

  static TransportParameters random(Random random, Role sender) {
    int chosen = 1 + random.nextInt(VersionInformation.MAX_AVAILABLE);
    TransportParameters.Builder builder =
        TransportParameters.builder()
            .initialSourceConnectionId(id(random, 0))
            .maxIdleTimeoutMillis(FrameSample.number(random))
            .maxUdpPayloadSize(1200 + random.nextInt(64_000))
            .initialMaxData(FrameSample.number(random))
            .initialMaxStreamDataBidiLocal(FrameSample.number(random))
            .initialMaxStreamDataBidiRemote(FrameSample.number(random))
            .initialMaxStreamDataUni(FrameSample.number(random))
            .initialMaxStreamsBidi(FrameSample.number(random) >> 2)
            .initialMaxStreamsUni(FrameSample.number(random) >> 2)
            .ackDelayExponent(random.nextInt(21))
            .maxAckDelayMillis(random.nextInt(1 << 14))
            .activeConnectionIdLimit(2 + random.nextInt(100))
            .maxDatagramFrameSize(random.nextInt(65536))
            .initialMaxPathId(FrameSample.number(random) & 0xffff_ffffL)
            .disableActiveMigration(random.nextBoolean())
            .greaseQuicBit(random.nextBoolean())
            .versionInformation(
                new VersionInformation(chosen, IntStream.rangeClosed(1, chosen).boxed().toList()));
    if (sender == Role.SERVER) {
      builder
          .originalDestinationConnectionId(id(random, 0))
          .retrySourceConnectionId(random.nextBoolean() ? id(random, 0) : null)
          .statelessResetToken(bytes(random, 16))
          .preferredAddress(
              new PreferredAddress(
                  random.nextBoolean() ? null : address(bytes(random, 4), random.nextInt(65536)),
                  address(bytes(random, 16), random.nextInt(65536)),
                  id(random, 1),
                  bytes(random, 16)));
    }
    return builder.build();
  }

  @Test
  void theClientOfTheRfc() {
    TransportParameters client = decode(CLIENT, Role.CLIENT);
    assertThat(client.initialMaxData()).isEqualTo(VarInt.MAX);
    assertThat(client.initialMaxStreamDataBidiLocal()).isEqualTo(65535);
    assertThat(client.initialMaxStreamDataBidiRemote()).isEqualTo(65535);
    assertThat(client.initialMaxStreamDataUni()).isEqualTo(65535);
    assertThat(client.initialMaxStreamsBidi()).isEqualTo(16);
    assertThat(client.initialMaxStreamsUni()).isEqualTo(16);
    assertThat(client.maxIdleTimeoutMillis()).isEqualTo(30_000);
    assertThat(client.initialSourceConnectionId()).isEqualTo(id("8394c8f03e515708"));
  }

  @Test
  void absentParametersHaveTheirDefaults() {
    TransportParameters empty = decode("0f00", Role.CLIENT);
    assertThat(empty.maxIdleTimeoutMillis()).isZero();
    assertThat(empty.maxUdpPayloadSize()).isEqualTo(65527);
    assertThat(empty.initialMaxData()).isZero();
    assertThat(empty.ackDelayExponent()).isEqualTo(3);
    assertThat(empty.maxAckDelayMillis()).isEqualTo(25);
    assertThat(empty.activeConnectionIdLimit()).isEqualTo(2);
    assertThat(empty.maxDatagramFrameSize()).isZero();
    assertThat(empty.initialMaxPathId()).isEqualTo(-1);
    assertThat(empty.initialSourceConnectionId()).isEqualTo(ConnectionId.EMPTY);
    assertThat(empty.originalDestinationConnectionId()).isNull();
    assertThat(empty.retrySourceConnectionId()).isNull();
    assertThat(empty.statelessResetToken()).isNull();
    assertThat(empty.preferredAddress()).isNull();
    assertThat(empty.versionInformation()).isNull();
    assertThat(empty.disableActiveMigration()).isFalse();
    assertThat(empty.greaseQuicBit()).isFalse();
    assertThat(empty.encode()).containsExactly(0x0f, 0x00);
  }

  @Test
  void aMaximumPathIdOfZeroIsNotAbsent() {
    byte[] encoded =
        TransportParameters.builder()
            .initialSourceConnectionId(ConnectionId.EMPTY)
            .initialMaxPathId(0)
            .build()
            .encode();
    assertThat(TransportParameters.decode(encoded, Role.CLIENT).initialMaxPathId()).isZero();
  }

  @Property
  void allAreReadAsTheyWereWritten(@ForAll Random random, @ForAll Role sender) {
    TransportParameters sent = random(random, sender);
    for (byte[] encoded : new byte[][] {sent.encode(), sent.encode(random)}) {
      TransportParameters got = TransportParameters.decode(encoded, sender);
      assertThat(got).usingRecursiveComparison().ignoringFields("integers").isEqualTo(sent);
      for (IntegerParameter parameter : IntegerParameter.values()) {
        assertThat(got.integer(parameter)).as(parameter.name()).isEqualTo(sent.integer(parameter));
      }
    }
  }

  @Property
  void greaseIsOneReservedParameter(@ForAll Random random) {
    byte[] encoded =
        TransportParameters.builder()
            .initialSourceConnectionId(ConnectionId.EMPTY)
            .build()
            .encode(random);
    WireReader in = new WireReader().reset(encoded, 0, encoded.length);
    assertThat(in.varInt() % 31).isEqualTo(27);
    in.skip(in.length());
    assertThat(in.remaining()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // No initial_source_connection_id.
        "0f000f00", // Twice.
        "0f0004010104010a",
        "0f001b001b00", // An unknown one twice.
        "0f000305", // Cut short.
        "0f00030200",
        "0f0004020000", // Longer than its integer.
        "0f000400",
        "0f00030244af", // max_udp_payload_size 1199.
        "0f000a0115", // ack_delay_exponent 21.
        "0f000b0480004000", // max_ack_delay 2^14.
        "0f000e0101", // active_connection_id_limit 1.
        "0f000808d000000000000001", // Streams over 2^60.
        "0f000908d000000000000001",
        "0f003e08c000000100000000", // A path ID over 32 bits.
        "0f000c0100", // Flags with a value.
        "0f006ab20100",
        "0f15000000000000000000000000000000000000000000", // A connection ID of 21 bytes.
        "0f001100", // No chosen version.
        "0f00110400000000",
        "0f00110800000001" + "00000000",
        "0f00110600000001" + "0000",
        "0f00110800000001" + "6b3343cf", // A client's version that it does not speak.
        "0f00110400000001",
        "0f000000", // Parameters of servers.
        "0f000210" + TOKEN,
        "0f001000"
      })
  void faultyParametersOfClients(String hex) {
    refused(hex, Role.CLIENT);
  }

  @Test
  void limitsThemselvesArePermitted() {
    TransportParameters got =
        decode(
            "0f00"
                + "030244b0"
                + "0a0114"
                + "0b027fff"
                + "0808d000000000000000"
                + "3e08c0000000ffffffff"
                + "2008ffffffffffffffff"
                + "0e08ffffffffffffffff",
            Role.CLIENT);
    assertThat(got.maxUdpPayloadSize()).isEqualTo(1200);
    assertThat(got.ackDelayExponent()).isEqualTo(20);
    assertThat(got.maxAckDelayMillis()).isEqualTo(16383);
    assertThat(got.initialMaxStreamsBidi()).isEqualTo(1L << 60);
    assertThat(got.initialMaxPathId()).isEqualTo(0xffff_ffffL);
    assertThat(got.maxDatagramFrameSize()).isEqualTo(65535);
    assertThat(got.activeConnectionIdLimit()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aServerNamesTheOriginalConnectionId() {
    refused("0f00", Role.SERVER);
    assertThat(decode("0f000000", Role.SERVER).originalDestinationConnectionId())
        .isEqualTo(ConnectionId.EMPTY);
    refused("0f000000" + "020f" + TOKEN.substring(2), Role.SERVER);
    refused("0f000000" + "0211" + TOKEN + "00", Role.SERVER);
    // What a server chose need not be in its list.
    assertThat(decode("0f000000" + "110400000001", Role.SERVER).versionInformation())
        .isEqualTo(new VersionInformation(1, List.of()));
  }

  @Test
  void thePreferredAddressOfAServer() {
    String prefix = "0f0000000d2b";
    PreferredAddress got =
        decode(prefix + IPV4_AND_PORT + IPV6_AND_PORT + "02aabb" + TOKEN, Role.SERVER)
            .preferredAddress();
    assertThat(got.ipv4()).isEqualTo(address(new byte[] {(byte) 192, 0, 2, 1}, 443));
    assertThat(got.ipv6().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(got.connectionId()).isEqualTo(id("aabb"));
    assertThat(got.statelessResetToken()).isEqualTo(HexFormat.of().parseHex(TOKEN));

    String mapped = "00000000000000000000ffffc0000201" + "01bb";
    got =
        decode(prefix + "000000000000" + mapped + "02aabb" + TOKEN, Role.SERVER).preferredAddress();
    assertThat(got.ipv4()).isNull();
    assertThat(got.ipv6().getAddress()).isInstanceOf(Inet6Address.class);

    refused("0f0000000d29" + IPV4_AND_PORT + IPV6_AND_PORT + "00" + TOKEN, Role.SERVER);
    refused(prefix + IPV4_AND_PORT + IPV6_AND_PORT + "03aabb" + TOKEN, Role.SERVER);
    refused(prefix + IPV4_AND_PORT + IPV6_AND_PORT + "01aabb" + TOKEN, Role.SERVER);
  }

  @Test
  void aPeerSendsNoMoreParametersThanOneWouldRemember() {
    StringBuilder hex = new StringBuilder("0f00");
    for (int i = 0; i < TransportParametersDecoder.MAX_PARAMETERS - 1; i++) {
      hex.append(String.format("%04x00", 0x5000 + i));
    }
    decode(hex.toString(), Role.CLIENT);
    refused(hex + "600000", Role.CLIENT);
  }

  @Test
  void aLongListOfVersionsIsCut() {
    // 1 + 193 versions are 776 bytes, 0x0308.
    String versions = "6b3343cf" + "00000001".repeat(192) + "6b3343cf";
    VersionInformation got = decode("0f00" + "114308" + versions, Role.CLIENT).versionInformation();
    assertThat(got.chosen()).isEqualTo(QuicVersion.V2);
    assertThat(got.available()).hasSize(VersionInformation.MAX_AVAILABLE);
  }

  @Test
  void whatMayNotBeSentIsNotBuilt() {
    TransportParameters.Builder builder = TransportParameters.builder();
    assertThatThrownBy(() -> builder.ackDelayExponent(21))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.initialMaxPathId(1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxUdpPayloadSize(1199))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.statelessResetToken(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
