package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.PacketType;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.DropReason;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.crypto.InitialSecrets;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.PacketNumbers;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.VersionNegotiation;
import org.tquic.quic.wire.WireWriter;

/** Two versions of QUIC between two endpoints: RFC 9368 and RFC 9369. */
class VersionsTest {
  private static final int V1 = QuicVersion.V1;
  private static final int V2 = QuicVersion.V2;
  private static final VersionPreferences ONLY_1 = VersionPreferences.only(V1);
  private static final VersionPreferences ONLY_2 = VersionPreferences.only(V2);
  private static final VersionPreferences FIRST_2 = new VersionPreferences(V2, List.of(V2, V1));
  private static final VersionPreferences RATHER_1 = new VersionPreferences(V1, List.of(V1, V2));

  /** More than a handshake between these two has. */
  private static final int HANDSHAKE_DATAGRAMS = 12;

  private final TestSettings settings = new TestSettings();
  private final List<Seen> seen = new ArrayList<>();

  /** What is written in the clear on a long header packet. */
  private record Seen(boolean fromClient, PacketType type, int version) {}

  private Rig rig(VersionPreferences client, VersionPreferences server) {
    Rig rig = new Rig(settings, server);
    rig.clientVersions = client;
    rig.lost = this::note;
    return rig;
  }

  private boolean note(Sent datagram) {
    byte[] bytes = datagram.bytes();
    PacketHeader header = new PacketHeader();
    int at = 0;
    while (at < bytes.length && header.parse(bytes, at, bytes.length, 8)) {
      if (header.type() != PacketType.ONE_RTT) {
        boolean fromClient = datagram.network().remote().equals(Rig.SERVER);
        seen.add(new Seen(fromClient, header.type(), header.version()));
      }
      at = header.packetEnd();
    }
    return false;
  }

  private List<Integer> versions(boolean fromClient, PacketType type) {
    return seen.stream()
        .filter(packet -> packet.fromClient == fromClient && packet.type == type)
        .map(Seen::version)
        .toList();
  }

  private static void assertEstablishedIn(Rig rig, Recorder client, int version) {
    assertThat(client.closed).isNull();
    assertThat(client.connection.version()).isEqualTo(version);
    assertThat(rig.accepted.getLast().connection.version()).isEqualTo(version);
  }

  private static Sent versionNegotiation(Sent answered, int... versions) {
    PacketHeader header = new PacketHeader();
    byte[] bytes = answered.bytes();
    header.parse(bytes, 0, bytes.length, 8);
    byte[] packet = new byte[VersionNegotiation.length(header, versions.length)];
    VersionNegotiation.write(
        new WireWriter().reset(packet, 0, packet.length), bytes, header, new Random(1), versions);
    return new Sent(packet, answered.arrival(), 0);
  }

  // Compatible negotiation.

  @Test
  void theServersFirstFlightMovesTheClientToVersion2() {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    assertEstablishedIn(rig, rig.established(), V2);
    assertThat(versions(true, PacketType.INITIAL).getFirst()).isEqualTo(V1);
    assertThat(versions(false, PacketType.INITIAL)).containsOnly(V2);
    assertThat(versions(true, PacketType.HANDSHAKE)).isNotEmpty().containsOnly(V2);
    assertThat(versions(false, PacketType.HANDSHAKE)).isNotEmpty().containsOnly(V2);
  }

  @Test
  void theClientCanBeMovedDown() {
    Rig rig = rig(FIRST_2, RATHER_1);
    assertEstablishedIn(rig, rig.established(), V1);
    assertThat(versions(true, PacketType.INITIAL).getFirst()).isEqualTo(V2);
    assertThat(versions(true, PacketType.HANDSHAKE)).isNotEmpty().containsOnly(V1);
  }

  @Test
  void whoeverSpeaksOneVersionStaysWithIt() {
    Rig oldClient = rig(ONLY_1, VersionPreferences.DEFAULT);
    assertEstablishedIn(oldClient, oldClient.established(), V1);
    Rig oldServer = rig(VersionPreferences.DEFAULT, ONLY_1);
    assertEstablishedIn(oldServer, oldServer.established(), V1);
    assertThat(seen).allMatch(packet -> packet.version == V1);
    seen.clear();
    Rig newOnes = rig(ONLY_2, ONLY_2);
    assertEstablishedIn(newOnes, newOnes.established(), V2);
    assertThat(seen).allMatch(packet -> packet.version == V2);
  }

  /**
   * The first half of the client hello tells nothing of versions: it is acknowledged in its own.
   */
  @Test
  void aClientHelloInTwoDatagrams() {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    rig.group = NamedGroup.X25519MLKEM768;
    Recorder client = rig.connect();
    List<Sent> flight = rig.output(rig.client);
    assertThat(flight).hasSize(2);
    rig.deliver(rig.server, flight.get(0));
    List<Sent> acknowledgement = rig.output(rig.server);
    acknowledgement.forEach(this::note);
    assertThat(versions(false, PacketType.INITIAL)).containsExactly(V1);
    acknowledgement.forEach(datagram -> rig.deliver(rig.client, datagram));
    assertThat(client.connection.version()).isEqualTo(V1);
    rig.deliver(rig.server, flight.get(1));
    assertThat(rig.run(() -> client.confirmed, 5)).isTrue();
    assertEstablishedIn(rig, client, V2);
  }

  /** RFC 9369 section 4.1: HelloRetryRequest is a CRYPTO frame, so the version is chosen before. */
  @Test
  void helloRetryRequestIsOfTheVersionThatTheServerChose() {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    rig.serverGroup = NamedGroup.SECP256R1;
    assertEstablishedIn(rig, rig.established(), V2);
    assertThat(versions(false, PacketType.INITIAL)).hasSizeGreaterThan(1).containsOnly(V2);
    assertThat(versions(true, PacketType.INITIAL)).startsWith(V1, V2);
  }

  @ParameterizedTest
  @MethodSource("oneOfTheHandshake")
  void anyDatagramOfTheHandshakeMayBeLost(int which) {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    int[] carried = {0};
    rig.lost = datagram -> carried[0]++ == which;
    assertEstablishedIn(rig, rig.established(), V2);
  }

  static IntStream oneOfTheHandshake() {
    return IntStream.range(0, HANDSHAKE_DATAGRAMS);
  }

  /** RFC 9369 section 4.1: the server keeps the keys of the version that it has left. */
  @Test
  void theClientRepeatsItselfInVersion1WhileItHearsNothing() {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    Recorder client = rig.connect();
    rig.lost = datagram -> !note(datagram) && datagram.network().remote().equals(Rig.CLIENT);
    rig.run(() -> false, 5);
    assertThat(versions(true, PacketType.INITIAL)).hasSizeGreaterThan(2).containsOnly(V1);
    assertThat(versions(false, PacketType.INITIAL)).containsOnly(V2);
    assertThat(rig.accepted.getLast().connection.counters().packetsDropped()).isEmpty();
    rig.lost = this::note;
    assertThat(rig.run(() -> client.confirmed, 20)).isTrue();
    assertEstablishedIn(rig, client, V2);
  }

  /** RFC 9369 section 4.1: what is not Initial is taken in the version agreed on, and no other. */
  @Test
  void handshakePacketsOfTheVersionThatWasLeftAreDropped() {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    List<byte[]> fromClient = new ArrayList<>();
    rig.lost =
        datagram -> {
          fromClient.addAll(handshakePackets(datagram));
          return false;
        };
    rig.established();
    byte[] handshake = fromClient.getFirst();
    // Handshake is type 3 in version 2, and 2 in version 1.
    handshake[0] ^= 0x10;
    System.arraycopy(new byte[] {0, 0, 0, 1}, 0, handshake, 1, 4);
    rig.answersTo(Rig.CLIENT, handshake);
    assertThat(rig.accepted.getLast().connection.counters().packetsDropped())
        .containsEntry(DropReason.UNSUPPORTED, 1L);
  }

  private static List<byte[]> handshakePackets(Sent datagram) {
    List<byte[]> packets = new ArrayList<>();
    byte[] bytes = datagram.bytes();
    PacketHeader header = new PacketHeader();
    int at = 0;
    while (at < bytes.length && header.parse(bytes, at, bytes.length, 8)) {
      at = header.packetEnd();
      if (header.type() == PacketType.HANDSHAKE && datagram.network().remote().equals(Rig.SERVER)) {
        packets.add(Arrays.copyOfRange(bytes, header.packetOffset(), at));
      }
    }
    return packets;
  }

  /** RFC 9368 section 4: Initial packets are sealed with keys that everyone on the way has. */
  @Test
  void aFirstFlightThatSomebodyPutIntoAnotherVersionIsRefused() {
    Rig rig = rig(FIRST_2, VersionPreferences.DEFAULT);
    rig.connect();
    byte[] initial = rig.output(rig.client).get(0).bytes();
    toVersion1(initial);
    rig.answersTo(Rig.CLIENT, initial);
    assertThat(rig.accepted.getLast().closed.code())
        .isEqualTo(TransportError.VERSION_NEGOTIATION_ERROR);
    assertThat(rig.accepted.getLast().closed.reason()).contains("0x6b3343cf");
  }

  private static void toVersion1(byte[] packet) {
    PacketHeader header = new PacketHeader();
    assertThat(header.parse(packet, 0, packet.length, 8)).isTrue();
    ConnectionId destination = ConnectionId.of(packet, header.dcidOffset(), header.dcidLength());
    int numberAt = header.packetNumberOffset();
    int end = header.packetEnd();
    PacketProtection opening =
        new PacketProtection(
            V2, InitialSecrets.SUITE, InitialSecrets.derive(V2, destination).client());
    int numberLength = opening.unprotectHeader(packet, 0, numberAt, end);
    long number = PacketNumbers.read(packet, numberAt, numberLength);
    assertThat(opening.open(packet, 0, numberAt, numberLength, end, 0, number)).isPositive();
    // Initial is type 1 in version 2, and 0 in version 1.
    packet[0] ^= 0x10;
    System.arraycopy(new byte[] {0, 0, 0, 1}, 0, packet, 1, 4);
    new PacketProtection(V1, InitialSecrets.SUITE, InitialSecrets.derive(V1, destination).client())
        .seal(packet, 0, numberAt, numberLength, end - PacketProtection.TAG_LENGTH, 0, number);
  }

  // Retry and tokens.

  @ParameterizedTest
  @ValueSource(ints = {V1, V2})
  void retryIsOfTheClientsVersionAndTheUpgradeFollows(int original) {
    settings.retryAboveHalfOpen = 0;
    Rig rig = rig(new VersionPreferences(original, List.of(V2, V1)), VersionPreferences.DEFAULT);
    Recorder client = rig.established();
    assertEstablishedIn(rig, client, V2);
    assertThat(versions(false, PacketType.RETRY)).containsExactly(original);
    assertThat(versions(true, PacketType.INITIAL)).startsWith(original, original);
    assertThat(rig.validated).containsExactly(true);
  }

  /** RFC 9369 section 5: such a token also tells that the server speaks its version. */
  @Test
  void aTokenIsUsedInTheVersionThatItCameIn() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    AddressToken token = rig.established().token;
    assertThat(token.version()).isEqualTo(V2);
    seen.clear();
    rig.established(Rig.CLIENT, token);
    assertThat(rig.server.counters().retries()).isEqualTo(1);
    assertThat(seen).allMatch(packet -> packet.version == V2);
  }

  @Test
  void aTokenOfAVersionThatIsNotSpokenAnyMoreIsNotUsed() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    AddressToken token = rig.established().token;
    rig.clientVersions = ONLY_1;
    Recorder client = rig.established(Rig.CLIENT, token);
    assertEstablishedIn(rig, client, V1);
    assertThat(rig.server.counters().retries()).isEqualTo(2);
  }

  // Version Negotiation packets.

  @Test
  void theClientBeginsAgainInAVersionThatTheServerSpeaks() {
    Rig rig = rig(FIRST_2, ONLY_1);
    assertEstablishedIn(rig, rig.established(), V1);
    assertThat(rig.server.counters().versionNegotiations()).isEqualTo(1);
    assertThat(rig.server.counters().accepted()).isEqualTo(1);
    assertThat(versions(true, PacketType.INITIAL)).startsWith(V2, V1);
  }

  @Test
  void theSecondAttemptMayMeetARetry() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = rig(FIRST_2, ONLY_1);
    assertEstablishedIn(rig, rig.established(), V1);
    assertThat(versions(false, PacketType.RETRY)).containsExactly(V1);
  }

  @Test
  void withoutAVersionInCommonTheErrorNamesThem() {
    Rig rig = rig(ONLY_2, ONLY_1);
    Recorder client = rig.connect();
    assertThat(rig.run(() -> client.terminated, 5)).isTrue();
    assertThat(client.closed.kind()).isEqualTo(CloseReason.Kind.VERSION_MISMATCH);
    assertThat(client.closed.reason())
        .isEqualTo("the server speaks 0x1, and this client 0x6b3343cf");
  }

  /** RFC 9368 section 4: the server's list, which is authenticated, shows what was kept back. */
  @Test
  void aForgedVersionNegotiationIsFoundOut() {
    Rig rig = rig(FIRST_2, VersionPreferences.DEFAULT);
    Recorder client = rig.connect();
    Sent first = rig.output(rig.client).get(0);
    rig.deliver(rig.client, versionNegotiation(first, V1));
    assertThat(rig.run(() -> client.closed != null, 5)).isTrue();
    assertThat(client.closed.code()).isEqualTo(TransportError.VERSION_NEGOTIATION_ERROR);
    assertThat(client.closed.reason()).contains("0x6b3343cf");
    assertThat(rig.run(() -> rig.accepted.getLast().closed != null, 5)).isTrue();
  }

  @Test
  void versionNegotiationThatMakesNoSenseIsIgnored() {
    Rig rig = rig(VersionPreferences.DEFAULT, VersionPreferences.DEFAULT);
    Recorder client = rig.connect();
    Sent first = rig.output(rig.client).get(0);
    rig.deliver(rig.client, versionNegotiation(first, V2, V1));
    rig.deliver(rig.client, versionNegotiation(first));
    Sent cutShort = versionNegotiation(first, V2);
    byte[] less = Arrays.copyOf(cutShort.bytes(), cutShort.bytes().length - 1);
    rig.deliver(rig.client, new Sent(less, cutShort.network(), 0));
    Sent otherIds = versionNegotiation(first, V2);
    otherIds.bytes()[otherIds.bytes().length - 5] ^= 1;
    rig.deliver(rig.client, otherIds);
    assertThat(rig.output(rig.client)).isEmpty();
    assertThat(client.connection.counters().packetsDropped())
        .containsEntry(DropReason.REJECTED, 4L);
    rig.deliver(rig.server, first);
    assertThat(rig.run(() -> client.confirmed, 5)).isTrue();
    assertEstablishedIn(rig, client, V2);
  }

  @Test
  void versionNegotiationAfterTheServersAnswerIsIgnored() {
    versionNegotiationAfterAnAnswerIsIgnored();
  }

  @Test
  void versionNegotiationAfterARetryIsIgnored() {
    settings.retryAboveHalfOpen = 0;
    versionNegotiationAfterAnAnswerIsIgnored();
  }

  private void versionNegotiationAfterAnAnswerIsIgnored() {
    Rig rig = rig(ONLY_1, VersionPreferences.DEFAULT);
    Recorder client = rig.connect();
    Sent first = rig.output(rig.client).get(0);
    rig.deliver(rig.server, first);
    rig.deliver(rig.client, rig.output(rig.server).get(0));
    rig.deliver(rig.client, versionNegotiation(first, V2));
    assertThat(rig.run(() -> client.confirmed, 5)).isTrue();
    assertEstablishedIn(rig, client, V1);
  }

  @Test
  void theSecondAttemptTakesNoVersionNegotiation() {
    Rig rig = rig(FIRST_2, ONLY_1);
    Recorder client = rig.connect();
    rig.deliver(rig.client, versionNegotiation(rig.output(rig.client).get(0), V1));
    Sent second = rig.output(rig.client).get(0);
    rig.deliver(rig.client, versionNegotiation(second, V2));
    assertThat(rig.output(rig.client)).isEmpty();
    rig.deliver(rig.server, second);
    assertThat(rig.run(() -> client.confirmed, 5)).isTrue();
    assertEstablishedIn(rig, client, V1);
  }

  @Test
  void theFirstAttemptsAnswersDoNotReachTheSecond() {
    Rig rig = rig(FIRST_2, RATHER_1);
    Recorder client = rig.connect();
    Sent first = rig.output(rig.client).get(0);
    rig.deliver(rig.server, first);
    List<Sent> late = rig.output(rig.server);
    rig.deliver(rig.client, versionNegotiation(first, V1));
    late.forEach(datagram -> rig.deliver(rig.client, datagram));
    Sent second = rig.output(rig.client).get(0);
    PacketHeader header = new PacketHeader();
    header.parse(second.bytes(), 0, second.bytes().length, 8);
    assertThat(header.version()).isEqualTo(V1);
    assertThat(client.connection.peerId()).isNull();
  }
}
