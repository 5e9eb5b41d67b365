package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.wire.PacketHeader;

/** Whole connections between two endpoints. */
class EndpointHandshakeTest {
  private final TestSettings settings = new TestSettings();

  private static void write(Endpoint endpoint, Recorder from, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    long stream = from.connection.openStream(true);
    assertThat(from.connection.write(stream, bytes, 0, bytes.length, true)).isEqualTo(bytes.length);
    endpoint.wake(from.connection);
  }

  @Test
  void handshakeAndDataBothWays() {
    Rig rig = new Rig(settings);
    Recorder client = rig.established();
    Recorder server = rig.accepted.get(0);
    assertThat(server.confirmed).isTrue();
    assertThat(rig.server.counters().halfOpen()).isZero();
    write(rig.client, client, "from the client");
    write(rig.server, server, "from the server");
    assertThat(rig.run(() -> server.received.length() == 15 && client.received.length() == 15, 5))
        .isTrue();
    assertThat(server.received).hasToString("from the client");
    assertThat(client.received).hasToString("from the server");
    assertThat(rig.server.counters().retries()).isZero();
    assertThat(rig.server.counters().dropped()).isZero();
    assertThat(rig.client.counters().dropped()).isZero();
  }

  @Test
  void firstFlightOfTwoDatagramsMayComeInAnyOrder() {
    Rig rig = new Rig(settings);
    rig.group = NamedGroup.X25519MLKEM768;
    Recorder client = rig.connect();
    List<Sent> flight = rig.output(rig.client);
    assertThat(flight).hasSize(2);
    rig.deliver(rig.server, flight.get(1));
    rig.deliver(rig.server, flight.get(0));
    assertThat(rig.run(() -> client.confirmed, 5)).isTrue();
    assertThat(rig.server.counters().accepted()).isEqualTo(1);
  }

  @Test
  void firstFlightOfTwoDatagramsAfterRetryAndWithNewToken() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    rig.group = NamedGroup.X25519MLKEM768;
    AddressToken token = rig.established().token;
    long retries = rig.server.counters().retries();
    rig.established(Rig.CLIENT, token);
    assertThat(rig.server.counters().retries()).isEqualTo(retries);
    assertThat(rig.server.counters().accepted()).isEqualTo(2);
  }

  @Test
  void initialPacketInASmallDatagramIsNotForTheServersConnection() {
    Rig rig = new Rig(settings);
    Sent initial = rig.firstDatagram(Rig.CLIENT);
    rig.deliver(rig.server, initial);
    byte[] small = Arrays.copyOf(initial.bytes(), 1199);
    // Its length field says one byte less as well.
    PacketHeader header = new PacketHeader();
    header.parse(initial.bytes(), 0, 1200, 8);
    small[header.packetNumberOffset() - 1]--;
    rig.deliver(rig.server, new Sent(small, initial.network(), initial.ecn()));
    assertThat(rig.server.counters().dropped()).isEqualTo(1);
  }

  @Test
  void longConnectionIds() {
    settings.connectionIdBytes = 20;
    Rig rig = new Rig(settings);
    rig.established();
  }

  @Test
  void handshakeAfterRetry() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    Recorder client = rig.established();
    assertThat(client.connection.isEstablished()).isTrue();
    assertThat(rig.validated).containsExactly(true);
    assertThat(rig.server.counters().retries()).isEqualTo(1);
  }

  @Test
  void newTokenSavesTheRetryOnce() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    AddressToken token = rig.established().token;
    assertThat(rig.server.counters().retries()).isEqualTo(1);
    InetSocketAddress otherPort = new InetSocketAddress(Rig.CLIENT.getAddress(), 6000);
    rig.established(otherPort, token);
    assertThat(rig.server.counters().retries()).isEqualTo(1);
    rig.established(otherPort, token);
    assertThat(rig.server.counters().retries()).as("used before").isEqualTo(2);
  }

  @Test
  void newTokenOfAnotherAddressSavesNothing() {
    settings.retryAboveHalfOpen = 0;
    Rig rig = new Rig(settings);
    AddressToken token = rig.established().token;
    rig.established(new InetSocketAddress("192.0.2.8", 5000), token);
    assertThat(rig.server.counters().retries()).isEqualTo(2);
    assertThat(rig.server.counters().invalidTokens()).isZero();
  }

  @Test
  void manyConnectionsShareTheSockets() {
    Rig rig = new Rig(settings);
    List<Recorder> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(rig.connect(new InetSocketAddress("10.9.0." + i, 7000), AddressToken.NONE));
    }
    assertThat(rig.run(() -> clients.stream().allMatch(client -> client.confirmed), 10)).isTrue();
    for (int i = 0; i < clients.size(); i++) {
      write(rig.client, clients.get(i), "number " + i + "!");
    }
    assertThat(
            rig.run(
                () -> rig.accepted.stream().allMatch(server -> server.received.indexOf("!") > 0),
                5))
        .isTrue();
    assertThat(rig.accepted)
        .extracting(server -> server.received.toString())
        .doesNotHaveDuplicates();
    assertThat(rig.server.counters().connections()).isEqualTo(50);
    rig.client.close(7, "enough", rig.nowNs);
    assertThat(
            rig.run(
                () -> rig.server.counters().connections() == 0 && rig.client.isTerminated(), 30))
        .isTrue();
    assertThat(rig.accepted)
        .allSatisfy(
            server -> {
              assertThat(server.closed.kind()).isEqualTo(CloseReason.Kind.PEER_APPLICATION);
              assertThat(server.closed.code()).isEqualTo(7);
              assertThat(server.terminated).isTrue();
            });
    assertThat(rig.client.nextTimeoutNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(rig.server.nextTimeoutNs()).isEqualTo(Long.MAX_VALUE);
    assertThatIllegalStateException().isThrownBy(rig::connect);
  }

  @Test
  void connectionsTakeTurns() {
    Rig rig = new Rig(settings);
    Recorder one = rig.established(new InetSocketAddress("10.9.0.1", 7000), AddressToken.NONE);
    Recorder other = rig.established(new InetSocketAddress("10.9.0.2", 7000), AddressToken.NONE);
    rig.run(() -> false, 1);
    String text = "x".repeat(8000);
    write(rig.client, one, text);
    write(rig.client, other, text);
    List<Sent> sent = rig.output(rig.client);
    assertThat(sent.size()).isGreaterThanOrEqualTo(4);
    assertThat(sent.subList(0, 4))
        .extracting(datagram -> datagram.network().local().getAddress().getHostAddress())
        .containsExactly("10.9.0.1", "10.9.0.2", "10.9.0.1", "10.9.0.2");
  }

  @Test
  void lateFirstPacketMakesNoSecondConnection() {
    Rig rig = new Rig(settings);
    Recorder client = rig.connect();
    List<Sent> first = rig.output(rig.client);
    first.forEach(datagram -> rig.deliver(rig.server, datagram));
    assertThat(rig.run(() -> client.confirmed, 5)).isTrue();
    first.forEach(datagram -> rig.deliver(rig.server, datagram));
    assertThat(rig.server.counters().accepted()).isEqualTo(1);
  }

  @Test
  void serverThatLostItsStateResetsTheConnection() {
    Rig rig = new Rig(settings);
    Recorder client = rig.established();
    Recorder another = rig.established(new InetSocketAddress("192.0.2.8", 5000), AddressToken.NONE);
    rig.run(() -> false, 2);
    rig.restartServer(settings);
    write(rig.client, client, "are you there?");
    assertThat(rig.run(() -> client.closed != null, 5)).isTrue();
    assertThat(client.closed.kind()).isEqualTo(CloseReason.Kind.STATELESS_RESET);
    assertThat(another.closed).isNull();
    assertThat(rig.server.counters().resets()).isPositive();
  }

  @Test
  void idleConnectionsAreForgotten() {
    Rig rig = new Rig(settings);
    rig.established();
    assertThat(rig.run(() -> rig.server.counters().connections() == 0, 100)).isTrue();
    assertThat(rig.accepted.get(0).closed.kind()).isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
  }

  @Test
  void clientWithoutAnswerGivesUp() {
    Rig rig = new Rig(settings);
    Recorder client = rig.connect();
    long endNs = rig.nowNs + 60 * TestSettings.SECOND;
    rig.output(rig.client);
    while (rig.client.nextTimeoutNs() < endNs) {
      rig.nowNs = Math.max(rig.nowNs, rig.client.nextTimeoutNs());
      rig.client.onTimeout(rig.nowNs);
      rig.output(rig.client);
    }
    assertThat(client.terminated).isTrue();
    assertThat(rig.client.counters().connections()).isZero();
  }

  @Test
  void wakingAForgottenConnectionDoesNothing() {
    Rig rig = new Rig(settings);
    Recorder client = rig.established();
    client.connection.close(0, "", rig.nowNs);
    rig.client.wake(client.connection);
    assertThat(rig.run(() -> client.terminated && rig.client.counters().connections() == 0, 30))
        .isTrue();
    rig.client.wake(client.connection);
    assertThat(rig.output(rig.client)).isEmpty();
  }
}
