package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.crypto.OneRttKeys;

class TlsSessionTest {
  private static final TestIdentity P256 = TestIdentity.of(TestIdentity.Kind.P256, "p256");
  private static final TestIdentity ED25519 = TestIdentity.of(TestIdentity.Kind.ED25519, "ed");
  private static final byte[] CLIENT_PARAMETERS = {1, 2, 3};
  private static final byte[] SERVER_PARAMETERS = {4, 5};

  private TestPeer client;
  private TestPeer server;

  private static TestConfig serverConfig() {
    return new TestConfig().identity(P256);
  }

  private void handshake(TestConfig clientConfig, TestConfig serverConfig, long seed) {
    client = new TestPeer(Role.CLIENT, clientConfig);
    server = new TestPeer(Role.SERVER, serverConfig);
    client.session.start(CLIENT_PARAMETERS);
    server.session.start(SERVER_PARAMETERS);
    TestPeer.run(client, server, new Random(seed));
    assertAgreement();
  }

  private void assertAgreement() {
    assertThat(client.session.isComplete()).isTrue();
    assertThat(server.session.isComplete()).isTrue();
    assertThat(client.order)
        .containsExactly(EncryptionLevel.HANDSHAKE, EncryptionLevel.ONE_RTT)
        .isEqualTo(server.order);
    for (EncryptionLevel level : client.order) {
      TestPeer.Secrets ours = client.secrets.get(level);
      TestPeer.Secrets theirs = server.secrets.get(level);
      assertThat(ours.suite()).isEqualTo(theirs.suite());
      assertThat(ours.client())
          .hasSize(ours.suite().hashLength())
          .isEqualTo(theirs.client())
          .isNotEqualTo(ours.server());
      assertThat(ours.server()).isEqualTo(theirs.server());
    }
    assertThat(client.secrets.get(EncryptionLevel.ONE_RTT).client())
        .isNotEqualTo(client.secrets.get(EncryptionLevel.HANDSHAKE).client());
    assertThat(client.session.peerTransportParameters()).isEqualTo(SERVER_PARAMETERS);
    assertThat(server.session.peerTransportParameters()).isEqualTo(CLIENT_PARAMETERS);
    assertThat(client.session.clientRandom()).hasSize(32).isEqualTo(server.session.clientRandom());
    assertThat(client.session.applicationProtocol())
        .isNotNull()
        .isEqualTo(server.session.applicationProtocol());
    assertThat(client.session.hasOutput(EncryptionLevel.ONE_RTT)).isFalse();
    assertThat(server.session.hasOutput(EncryptionLevel.ONE_RTT)).isFalse();
  }

  @Property(tries = 20)
  void completesHoweverTheBytesAreCut(@ForAll long seed) {
    handshake(new TestConfig().verifier(TestIdentity.pin(P256)), serverConfig(), seed);

    assertThat(client.session.peerCertificates()).containsExactly(P256.certificate());
    assertThat(server.session.peerCertificates()).isEmpty();
  }

  @Test
  void theSecretsProtectPackets() {
    handshake(new TestConfig(), serverConfig(), 1);
    TestPeer.Secrets mine = client.secrets.get(EncryptionLevel.ONE_RTT);
    TestPeer.Secrets theirs = server.secrets.get(EncryptionLevel.ONE_RTT);
    OneRttKeys sealing = new OneRttKeys(Role.CLIENT, 1, mine.suite(), mine.client(), mine.server());
    OneRttKeys opening =
        new OneRttKeys(Role.SERVER, 1, theirs.suite(), theirs.client(), theirs.server());
    byte[] packet = new byte[60];
    packet[0] = 0x40;

    sealing.seal(packet, 0, 9, 1, 44, 0, 0);

    assertThat(opening.unprotectHeader(packet, 0, 9, 60)).isEqualTo(1);
    assertThat(opening.open(packet, 0, 9, 1, 60, 0, 0)).isEqualTo(34);
  }

  @ParameterizedTest
  @EnumSource(
      value = TestIdentity.Kind.class,
      names = {"P256", "ED25519", "RSA"})
  void mutualAuthentication(TestIdentity.Kind kind) {
    TestIdentity own = TestIdentity.of(kind, "server");
    TestIdentity peer = TestIdentity.of(kind, "client");

    handshake(
        new TestConfig().identity(peer).verifier(TestIdentity.pin(own)),
        new TestConfig().identity(own).verifier(TestIdentity.pin(peer)).requirePeer(),
        2);

    assertThat(client.session.peerCertificates()).containsExactly(own.certificate());
    assertThat(server.session.peerCertificates()).containsExactly(peer.certificate());
  }

  @Test
  void mutualAuthenticationWithDifferentKeys() {
    handshake(
        new TestConfig().identity(ED25519).verifier(TestIdentity.pin(P256)),
        serverConfig().verifier(TestIdentity.pin(ED25519)).requirePeer(),
        3);

    assertThat(server.session.peerCertificates()).containsExactly(ED25519.certificate());
  }

  @Test
  void aClientCertificateThatNobodyWantsIsNotSent() {
    handshake(new TestConfig().identity(ED25519), serverConfig().verifier(TestIdentity.pin()), 4);

    assertThat(server.session.peerCertificates()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyCipherSuite(CipherSuite suite) {
    handshake(new TestConfig(), serverConfig().suites(suite), 5);

    assertThat(client.session.cipherSuite()).isEqualTo(suite);
    assertThat(server.session.cipherSuite()).isEqualTo(suite);
  }

  @Test
  void theServersOrderOfSuitesCounts() {
    handshake(
        new TestConfig(),
        serverConfig().suites(CipherSuite.CHACHA20_POLY1305_SHA256, CipherSuite.AES_128_GCM_SHA256),
        6);

    assertThat(client.session.cipherSuite()).isEqualTo(CipherSuite.CHACHA20_POLY1305_SHA256);
  }

  @ParameterizedTest
  @EnumSource
  void everyGroup(NamedGroup group) {
    handshake(new TestConfig().groups(group), serverConfig().groups(group), 7);
  }

  @Test
  void aHelloWithMlKemIsLongerThanAPacket() {
    handshake(
        new TestConfig().groups(NamedGroup.X25519MLKEM768),
        serverConfig().groups(NamedGroup.X25519MLKEM768),
        8);

    assertThat(client.sent.get(EncryptionLevel.INITIAL)).isGreaterThan(1200);
  }

  @ParameterizedTest
  @EnumSource
  void helloRetryRequest(CipherSuite suite) {
    client = new TestPeer(Role.CLIENT, new TestConfig().groups(NamedGroup.X25519));
    client.session.start(CLIENT_PARAMETERS);
    int oneHello = client.session.pollOutput(EncryptionLevel.INITIAL).length;

    handshake(
        new TestConfig().groups(NamedGroup.X25519, NamedGroup.SECP256R1),
        serverConfig().groups(NamedGroup.SECP256R1).suites(suite),
        9);

    assertThat(client.sent.get(EncryptionLevel.INITIAL)).isGreaterThan(2 * oneHello);
  }

  @Test
  void aServerThatPrefersAnotherGroupAsksAgain() {
    handshake(
        new TestConfig().groups(NamedGroup.X25519, NamedGroup.X25519MLKEM768),
        serverConfig().groups(NamedGroup.X25519MLKEM768, NamedGroup.X25519),
        10);

    assertThat(client.sent.get(EncryptionLevel.INITIAL)).isGreaterThan(1200);
  }

  @Test
  void theServersOrderOfProtocolsCounts() {
    handshake(
        new TestConfig().protocols("h3", "tquic", "other"),
        serverConfig().protocols("tquic", "h3"),
        11);

    assertThat(client.session.applicationProtocol()).isEqualTo("tquic");
  }

  @Test
  void aServerNameIsAllowed() {
    handshake(new TestConfig().serverName("server.example"), serverConfig(), 12);
  }

  @Test
  void theServerMayAnswerTheClientsParameters() {
    client =
        new TestPeer(Role.CLIENT, new TestConfig().groups(NamedGroup.X25519, NamedGroup.SECP256R1));
    server = new TestPeer(Role.SERVER, serverConfig().groups(NamedGroup.SECP256R1));
    client.session.start(CLIENT_PARAMETERS);
    int[] calls = {0};
    server.session.start(
        parameters -> {
          calls[0]++;
          assertThat(parameters).isEqualTo(CLIENT_PARAMETERS);
          return SERVER_PARAMETERS;
        });

    TestPeer.run(client, server, new Random(13));

    assertAgreement();
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void nothingIsKnownBeforeTheHandshake() {
    TestPeer peer = new TestPeer(Role.CLIENT, new TestConfig());
    peer.session.start(CLIENT_PARAMETERS);

    assertThat(peer.session.isComplete()).isFalse();
    assertThat(peer.session.peerTransportParameters()).isNull();
    assertThat(peer.session.applicationProtocol()).isNull();
    assertThat(peer.session.cipherSuite()).isNull();
    assertThat(peer.session.clientRandom()).isNull();
    assertThat(peer.session.peerCertificates()).isEmpty();
    assertThat(peer.session.pollOutput(EncryptionLevel.INITIAL)).isNotEmpty();
    assertThat(peer.session.pollOutput(EncryptionLevel.INITIAL)).isEmpty();
    assertThat(peer.session.pollOutput(EncryptionLevel.ONE_RTT)).isEmpty();
  }

  @Test
  void misuseIsRefused() {
    SecureRandom random = new SecureRandom();
    TestPeer peer = new TestPeer(Role.CLIENT, new TestConfig());

    assertThatIllegalStateException()
        .isThrownBy(() -> peer.session.receive(EncryptionLevel.INITIAL, new byte[4], 0, 4));
    assertThatIllegalStateException()
        .isThrownBy(() -> peer.session.start(parameters -> SERVER_PARAMETERS));
    peer.session.start(CLIENT_PARAMETERS);
    assertThatIllegalStateException().isThrownBy(() -> peer.session.start(CLIENT_PARAMETERS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsSession.server(new TestConfig().build(), random, peer));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TestPeer(
                    Role.SERVER,
                    new TestConfig().identity(TestIdentity.of(TestIdentity.Kind.P384, "p384"))));
  }
}
