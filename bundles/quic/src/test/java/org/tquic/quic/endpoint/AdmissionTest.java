package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.crypto.RetryIntegrity;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.QuicVersion;

/** Whom a server lets in: Retry, tokens, refusals and limits. */
class AdmissionTest {
  private final TestSettings settings = new TestSettings();

  private static InetSocketAddress client(int network, int host) {
    return new InetSocketAddress("10.1." + network + "." + host, 4000 + host);
  }

  private static PacketHeader header(Sent datagram) {
    PacketHeader header = new PacketHeader();
    byte[] bytes = datagram.bytes();
    assertThat(header.parse(bytes, 0, bytes.length, 8)).isTrue();
    return header;
  }

  private static PacketType typeOf(Sent datagram) {
    return header(datagram).type();
  }

  private static void beginHandshake(Rig rig, InetSocketAddress from) {
    rig.deliver(rig.server, rig.firstDatagram(from));
  }

  // Retry.

  @Test
  void retryLeavesNoStateAndProvesItself() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    Sent initial = rig.firstDatagram(Rig.CLIENT);
    PacketHeader asked = header(initial);
    ConnectionId original =
        ConnectionId.of(initial.bytes(), asked.dcidOffset(), asked.dcidLength());
    List<Sent> answers = rig.answersTo(Rig.CLIENT, initial.bytes());
    assertThat(answers).hasSize(1);
    byte[] retry = answers.get(0).bytes();
    PacketHeader header = header(answers.get(0));
    assertThat(header.type()).isEqualTo(PacketType.RETRY);
    assertThat(
            Arrays.copyOfRange(
                retry, header.dcidOffset(), header.dcidOffset() + header.dcidLength()))
        .isEqualTo(
            Arrays.copyOfRange(
                initial.bytes(), asked.scidOffset(), asked.scidOffset() + asked.scidLength()));
    assertThat(ConnectionId.of(retry, header.scidOffset(), header.scidLength()))
        .isNotEqualTo(original);
    assertThat(RetryIntegrity.verify(QuicVersion.V1, original, retry, 0, retry.length)).isTrue();
    assertThat(rig.server.counters().connections()).isZero();
    assertThat(rig.server.counters().retries()).isEqualTo(1);
  }

  /** A client's second Initial packet, after a Retry. */
  private static Sent withRetryToken(Rig rig) {
    Sent initial = rig.firstDatagram(Rig.CLIENT);
    rig.deliver(rig.server, initial);
    rig.output(rig.server).forEach(retry -> rig.deliver(rig.client, retry));
    List<Sent> second = rig.output(rig.client);
    assertThat(second).isNotEmpty();
    assertThat(header(second.get(0)).tokenLength()).isPositive();
    return second.get(0);
  }

  @Test
  void retryTokenLetsTheClientIn() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    rig.deliver(rig.server, withRetryToken(rig));
    assertThat(rig.validated).containsExactly(true);
    assertThat(rig.server.counters().halfOpen()).isEqualTo(1);
  }

  @Test
  void brokenRetryTokenClosesWithoutState() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    Recorder events = rig.connect();
    rig.output(rig.client).forEach(initial -> rig.deliver(rig.server, initial));
    rig.output(rig.server).forEach(retry -> rig.deliver(rig.client, retry));
    rig.nowNs += settings.retryTokenLifetimeNs + 1;
    rig.output(rig.client).forEach(second -> rig.deliver(rig.server, second));
    assertThat(rig.server.counters().connections()).isZero();
    assertThat(rig.server.counters().invalidTokens()).isEqualTo(1);
    List<Sent> answers = rig.output(rig.server);
    assertThat(answers).hasSize(1);
    rig.deliver(rig.client, answers.get(0));
    assertThat(events.closed.kind()).isEqualTo(CloseReason.Kind.PEER_TRANSPORT);
    assertThat(events.closed.code()).isEqualTo(TransportError.INVALID_TOKEN);
  }

  @Test
  void retryTokenOfAnotherAddressIsBroken() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    Sent second = withRetryToken(rig);
    rig.answersTo(client(1, 1), second.bytes());
    assertThat(rig.server.counters().invalidTokens()).isEqualTo(1);
    assertThat(rig.accepted).isEmpty();
  }

  @Test
  void unknownTokensAreIgnored() {
    Rig rig = new Rig(settings);
    AddressToken foreign = new AddressToken(QuicVersion.V1, new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1});
    rig.connect(Rig.CLIENT, foreign);
    rig.output(rig.client).forEach(initial -> rig.deliver(rig.server, initial));
    assertThat(rig.validated).containsExactly(false);
  }

  @Test
  void retryBeginsUnderLoad() {
    settings.retryAboveHalfOpen = 2;
    Rig rig = new Rig(settings);
    beginHandshake(rig, client(1, 1));
    beginHandshake(rig, client(2, 1));
    assertThat(rig.server.counters().retries()).isZero();
    rig.output(rig.server);
    beginHandshake(rig, client(3, 1));
    assertThat(rig.output(rig.server))
        .hasSize(1)
        .allMatch(sent -> typeOf(sent) == PacketType.RETRY);
    assertThat(rig.server.counters().halfOpen()).isEqualTo(2);
  }

  // Limits.

  @Test
  void prefixWithManyHandshakesHasToProveItselfAndIsThenLimitedApart() {
    settings.maxHalfOpenPerPrefix = 2;
    Rig rig = new Rig(settings);
    for (int host = 1; host <= 2; host++) {
      beginHandshake(rig, client(1, host));
    }
    rig.output(rig.server);
    beginHandshake(rig, client(2, 1));
    assertThat(rig.accepted).as("another prefix").hasSize(3);
    rig.output(rig.server);
    for (int host = 3; host <= 5; host++) {
      beginHandshake(rig, client(1, host));
      List<Sent> retries = rig.output(rig.server);
      assertThat(retries).hasSize(1).allMatch(sent -> typeOf(sent) == PacketType.RETRY);
      rig.deliver(rig.client, retries.get(0));
      rig.output(rig.client).forEach(second -> rig.deliver(rig.server, second));
      rig.output(rig.server);
    }
    assertThat(rig.validated).containsExactly(false, false, false, true, true);
    assertThat(rig.server.counters().refused()).isEqualTo(1);
  }

  @Test
  void totalOfHandshakesIsLimited() {
    settings.maxHalfOpen = 3;
    settings.retryAboveHalfOpen = 3;
    Rig rig = new Rig(settings);
    for (int network = 0; network < 10; network++) {
      beginHandshake(rig, client(network, 1));
    }
    assertThat(rig.server.counters().halfOpen()).isEqualTo(3);
    assertThat(rig.server.counters().retries()).isEqualTo(7);
  }

  @Test
  void handshakeThatStandsStillIsForgotten() {
    settings.handshakeTimeoutNs = 4 * TestSettings.SECOND;
    Rig rig = new Rig(settings);
    beginHandshake(rig, Rig.CLIENT);
    long endNs = rig.nowNs + 30 * TestSettings.SECOND;
    rig.output(rig.server);
    while (rig.server.nextTimeoutNs() < endNs) {
      rig.nowNs = Math.max(rig.nowNs, rig.server.nextTimeoutNs());
      rig.server.onTimeout(rig.nowNs);
      rig.output(rig.server);
    }
    assertThat(rig.accepted.get(0).terminated).isTrue();
    assertThat(rig.server.counters().connections()).isZero();
    assertThat(rig.server.counters().halfOpen()).isZero();
  }

  // Refusals.

  @Test
  void acceptorRefuses() {
    Rig rig = new Rig(settings);
    rig.refusing = true;
    Recorder events = rig.connect();
    rig.run(() -> events.closed != null, 1);
    assertThat(events.closed.code()).isEqualTo(TransportError.CONNECTION_REFUSED);
    assertThat(rig.server.counters().refused()).isEqualTo(1);
    assertThat(rig.server.counters().connections()).isZero();
  }

  @Test
  void numberOfConnectionsIsLimited() {
    settings.maxConnections = 1;
    Rig rig = new Rig(settings);
    beginHandshake(rig, client(1, 1));
    beginHandshake(rig, client(2, 1));
    assertThat(rig.server.counters().accepted()).isEqualTo(1);
    assertThat(rig.server.counters().refused()).isEqualTo(1);
  }

  @Test
  void closedServerRefuses() {
    Rig rig = new Rig(settings);
    rig.server.close(0, "", rig.nowNs);
    Recorder events = rig.connect();
    rig.run(() -> events.closed != null, 1);
    assertThat(events.closed.code()).isEqualTo(TransportError.CONNECTION_REFUSED);
    assertThat(rig.server.isTerminated()).isTrue();
  }

  // What is no first packet.

  @Test
  void packetsThatDoNotOpenMakeNoState() {
    Rig rig = new Rig(settings);
    byte[] initial = rig.firstDatagram(Rig.CLIENT).bytes();
    for (int damaged : new int[] {0, 6, 30, 700, 1199}) {
      byte[] bytes = initial.clone();
      bytes[damaged] ^= 1;
      rig.answersTo(Rig.CLIENT, bytes);
    }
    assertThat(rig.accepted).isEmpty();
    rig.answersTo(Rig.CLIENT, initial);
    assertThat(rig.accepted).hasSize(1);
  }

  @Test
  void smallDatagramsAndShortDestinationsMakeNoState() {
    Rig rig = new Rig(settings);
    byte[] initial = rig.firstDatagram(Rig.CLIENT).bytes();
    assertThat(rig.answersTo(Rig.CLIENT, Arrays.copyOf(initial, 1199))).isEmpty();
    byte[] shortDestination = initial.clone();
    shortDestination[5] = 7;
    assertThat(rig.answersTo(Rig.CLIENT, shortDestination)).isEmpty();
    byte[] noFixedBit = initial.clone();
    noFixedBit[0] &= (byte) ~0x40;
    assertThat(rig.answersTo(Rig.CLIENT, noFixedBit)).isEmpty();
    assertThat(rig.server.counters().dropped()).isEqualTo(3);
  }

  @Test
  void repeatedFirstPacketLeadsToTheSameConnection() {
    Rig rig = new Rig(settings);
    Sent initial = rig.firstDatagram(Rig.CLIENT);
    rig.deliver(rig.server, initial);
    rig.deliver(rig.server, initial);
    assertThat(rig.accepted).hasSize(1);
  }
}
