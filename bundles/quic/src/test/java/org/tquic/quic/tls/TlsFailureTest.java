package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.crypto.CipherSuite;

/** What ends a handshake, and with which code: RFC 9001 section 4.8 and RFC 8446 section 6.2. */
class TlsFailureTest {
  private static final TestIdentity SERVER = TestIdentity.of(TestIdentity.Kind.P256, "server");
  private static final TestIdentity OTHER = TestIdentity.of(TestIdentity.Kind.P256, "other");
  private static final byte[] PARAMETERS = {9};

  private static final int UNEXPECTED_MESSAGE = 10;
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int CERTIFICATE_EXPIRED = 45;
  private static final int CERTIFICATE_UNKNOWN = 46;
  private static final int UNKNOWN_CA = 48;
  private static final int DECODE_ERROR = 50;
  private static final int DECRYPT_ERROR = 51;
  private static final int PROTOCOL_VERSION = 70;
  private static final int MISSING_EXTENSION = 109;
  private static final int CERTIFICATE_REQUIRED = 116;
  private static final int NO_APPLICATION_PROTOCOL = 120;

  private TestPeer client;
  private TestPeer server;

  private static TestConfig serverConfig() {
    return new TestConfig().identity(SERVER);
  }

  private void start(TestConfig clientConfig, TestConfig serverConfig) {
    client = new TestPeer(Role.CLIENT, clientConfig);
    server = new TestPeer(Role.SERVER, serverConfig);
    client.session.start(PARAMETERS);
    server.session.start(PARAMETERS);
  }

  private void run() {
    TestPeer.run(client, server, new Random(1));
  }

  private void complete() {
    start(new TestConfig(), serverConfig());
    run();
    assertThat(client.session.isComplete()).isTrue();
    assertThat(server.session.isComplete()).isTrue();
  }

  private static void assertAlert(ThrowingCallable call, int alert) {
    assertCode(call, TransportError.CRYPTO_ERROR + alert);
  }

  private static void assertCode(ThrowingCallable call, long code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QuicException.class,
            problem -> {
              assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
              assertThat(problem.frameType()).isEqualTo(0x06);
            });
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new CertificateException("no"), CERTIFICATE_UNKNOWN),
        Arguments.of(new CertificateExpiredException("old"), CERTIFICATE_EXPIRED),
        Arguments.of(
            new CertificateException(new CertPathValidatorException("no path")), UNKNOWN_CA),
        Arguments.of(
            new CertificateException(
                new CertPathValidatorException(
                    "old", null, null, -1, CertPathValidatorException.BasicReason.EXPIRED)),
            CERTIFICATE_EXPIRED));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aServerThatTheClientDoesNotTrust(CertificateException refusal, int alert) {
    start(
        new TestConfig()
            .verifier(
                (chain, type) -> {
                  throw refusal;
                }),
        serverConfig());

    assertAlert(this::run, alert);
    assertThat(client.session.isComplete()).isFalse();
    assertThat(client.session.peerCertificates()).isEmpty();
    assertThat(client.order).doesNotContain(EncryptionLevel.ONE_RTT);
  }

  @Test
  void aClientThatTheServerDoesNotTrust() {
    start(
        new TestConfig().identity(OTHER),
        serverConfig().verifier(TestIdentity.pin(SERVER)).requirePeer());

    assertAlert(this::run, CERTIFICATE_UNKNOWN);
    assertThat(server.session.isComplete()).isFalse();
    assertThat(server.session.peerCertificates()).isEmpty();
  }

  @Test
  void aClientWithoutACertificate() {
    start(new TestConfig(), serverConfig().requirePeer());

    assertAlert(this::run, CERTIFICATE_REQUIRED);
    assertThat(server.session.isComplete()).isFalse();
  }

  @Test
  void aCertificateOfSomebodyElse() {
    TestIdentity stolen = new TestIdentity(OTHER.key(), SERVER.certificate());
    start(new TestConfig().verifier(TestIdentity.pin(SERVER)), new TestConfig().identity(stolen));

    assertAlert(this::run, DECRYPT_ERROR);
    assertThat(client.session.isComplete()).isFalse();
  }

  @Test
  void aClientsCertificateOfSomebodyElse() {
    TestIdentity stolen = new TestIdentity(SERVER.key(), OTHER.certificate());
    start(
        new TestConfig().identity(stolen),
        serverConfig().verifier(TestIdentity.pin(OTHER)).requirePeer());

    assertAlert(this::run, DECRYPT_ERROR);
    assertThat(server.session.isComplete()).isFalse();
  }

  @Test
  void noApplicationProtocolInCommon() {
    start(new TestConfig().protocols("a"), serverConfig().protocols("b"));

    assertAlert(this::run, NO_APPLICATION_PROTOCOL);
  }

  @Test
  void noGroupInCommon() {
    start(new TestConfig().groups(NamedGroup.X25519), serverConfig().groups(NamedGroup.SECP256R1));

    assertAlert(this::run, HANDSHAKE_FAILURE);
  }

  @Test
  void noCipherSuiteInCommon() {
    start(
        new TestConfig().suites(CipherSuite.AES_128_GCM_SHA256),
        serverConfig().suites(CipherSuite.AES_256_GCM_SHA384));

    assertAlert(this::run, HANDSHAKE_FAILURE);
  }

  @Test
  void aClientHelloWithoutTransportParameters() {
    start(new TestConfig(), serverConfig());
    byte[] hello = client.session.pollOutput(EncryptionLevel.INITIAL);

    assertAlert(
        () -> receive(server, renamed(hello, Handshakes.TRANSPORT_PARAMETERS)), MISSING_EXTENSION);
  }

  @Test
  void aClientHelloWithoutAlpn() {
    start(new TestConfig(), serverConfig());
    byte[] hello = client.session.pollOutput(EncryptionLevel.INITIAL);

    assertAlert(() -> receive(server, renamed(hello, Handshakes.ALPN)), NO_APPLICATION_PROTOCOL);
  }

  @Test
  void encryptedExtensionsWithoutTransportParametersOrAlpn() {
    for (int type : new int[] {Handshakes.TRANSPORT_PARAMETERS, Handshakes.ALPN}) {
      start(new TestConfig(), serverConfig());
      receive(server, client.session.pollOutput(EncryptionLevel.INITIAL));
      receive(client, server.session.pollOutput(EncryptionLevel.INITIAL));
      byte[] flight = server.session.pollOutput(EncryptionLevel.HANDSHAKE);

      assertAlert(
          () ->
              client.session.receive(
                  EncryptionLevel.HANDSHAKE,
                  Handshakes.withoutExtension(flight, type),
                  0,
                  Handshakes.withoutExtension(flight, type).length),
          type == Handshakes.ALPN ? NO_APPLICATION_PROTOCOL : MISSING_EXTENSION);
    }
  }

  private static byte[] renamed(byte[] hello, int type) {
    return Handshakes.withRenamedExtension(hello, type);
  }

  private static void receive(TestPeer peer, byte[] bytes) {
    peer.session.receive(EncryptionLevel.INITIAL, bytes, 0, bytes.length);
  }

  @Test
  void aClientThatOffersNoTls13() {
    start(new TestConfig(), serverConfig());
    byte[] hello = client.session.pollOutput(EncryptionLevel.INITIAL);

    assertAlert(
        () -> receive(server, renamed(hello, Handshakes.SUPPORTED_VERSIONS)), PROTOCOL_VERSION);
  }

  @Test
  void aLegacySessionIdIsAViolation() {
    start(new TestConfig(), serverConfig());
    byte[] hello = client.session.pollOutput(EncryptionLevel.INITIAL);
    hello[38] = 32;

    assertCode(() -> receive(server, hello), TransportError.PROTOCOL_VIOLATION);
  }

  @Test
  void theServersParametersMayRefuseTheClient() {
    client = new TestPeer(Role.CLIENT, new TestConfig());
    server = new TestPeer(Role.SERVER, serverConfig());
    client.session.start(PARAMETERS);
    QuicException refusal =
        new QuicException(TransportError.TRANSPORT_PARAMETER_ERROR, 0x06, "not these");
    server.session.start(
        parameters -> {
          throw refusal;
        });

    assertThatThrownBy(this::run).isSameAs(refusal);
  }

  @Test
  void aFailedSessionStaysFailed() {
    start(new TestConfig().protocols("a"), serverConfig().protocols("b"));
    assertAlert(this::run, NO_APPLICATION_PROTOCOL);

    assertAlert(() -> receive(server, new byte[4]), NO_APPLICATION_PROTOCOL);
  }

  @Test
  void moreThan64KibOfOneLevel() {
    start(new TestConfig(), serverConfig());
    byte[] endless = new byte[1000];
    endless[0] = 1;
    endless[1] = 0;
    endless[2] = (byte) 0xff;
    receive(server, endless);
    for (int i = 1; i < 65; i++) {
      receive(server, new byte[1000]);
    }

    assertCode(() -> receive(server, new byte[1000]), TransportError.CRYPTO_BUFFER_EXCEEDED);
  }

  @Test
  void aMessageThatClaimsToBeLongerThan64Kib() {
    start(new TestConfig(), serverConfig());

    assertCode(
        () -> receive(server, new byte[] {1, 1, 0, 0}), TransportError.CRYPTO_BUFFER_EXCEEDED);
  }

  @Test
  void bytesOfALevelThatIsOver() {
    complete();

    assertCode(() -> receive(client, new byte[] {4}), TransportError.PROTOCOL_VIOLATION);
    assertCode(
        () -> server.session.receive(EncryptionLevel.HANDSHAKE, new byte[] {20}, 0, 1),
        TransportError.PROTOCOL_VIOLATION);
  }

  @Test
  void bytesOfALevelThatIsNotThereYet() {
    start(new TestConfig(), serverConfig());

    assertCode(
        () -> server.session.receive(EncryptionLevel.HANDSHAKE, new byte[] {1}, 0, 1),
        TransportError.PROTOCOL_VIOLATION);
  }

  @Test
  void bytesBehindTheLastMessageOfALevel() {
    start(new TestConfig(), serverConfig());
    byte[] hello = client.session.pollOutput(EncryptionLevel.INITIAL);
    byte[] more = Arrays.copyOf(hello, hello.length + 1);

    assertCode(() -> receive(server, more), TransportError.PROTOCOL_VIOLATION);
  }

  @Test
  void ticketsAreIgnoredHoweverManyThereAre() {
    complete();
    byte[] ticket = new byte[4 + 1000];
    ticket[0] = 4;
    ticket[2] = 1000 >> 8;
    ticket[3] = (byte) 1000;

    for (int i = 0; i < 200; i++) {
      int cut = 1 + i * 5;
      client.session.receive(EncryptionLevel.ONE_RTT, ticket, 0, cut);
      client.session.receive(EncryptionLevel.ONE_RTT, ticket, cut, ticket.length - cut);
    }
    assertThat(client.session.isComplete()).isTrue();
  }

  @Test
  void ticketsAreNotForServers() {
    complete();

    assertAlert(
        () -> server.session.receive(EncryptionLevel.ONE_RTT, new byte[] {4, 0, 0, 0}, 0, 4),
        UNEXPECTED_MESSAGE);
  }

  /** RFC 9001 section 6. */
  @Test
  void aKeyUpdateOfTlsIsRefused() {
    byte[] keyUpdate = {24, 0, 0, 1, 0};
    complete();

    assertAlert(
        () -> client.session.receive(EncryptionLevel.ONE_RTT, keyUpdate, 0, 5), UNEXPECTED_MESSAGE);
    assertAlert(
        () -> server.session.receive(EncryptionLevel.ONE_RTT, keyUpdate, 0, 5), UNEXPECTED_MESSAGE);
  }

  @Test
  void otherMessagesAfterTheHandshakeAreRefused() {
    complete();

    assertAlert(
        () -> client.session.receive(EncryptionLevel.ONE_RTT, new byte[] {13, 0, 0, 0}, 0, 4),
        UNEXPECTED_MESSAGE);
  }

  @Test
  void theWrongFirstMessageIsRefused() {
    start(new TestConfig(), serverConfig());

    assertAlert(() -> receive(server, new byte[] {2, 0, 0, 0}), UNEXPECTED_MESSAGE);
    assertAlert(() -> receive(client, new byte[] {1, 0, 0, 0}), UNEXPECTED_MESSAGE);
  }

  /** Whatever is changed on the way, both ends notice or agree, and nothing else is ever thrown. */
  @Property(tries = 150)
  void corruptedHandshakesNeverCompleteOnBothEnds(@ForAll long seed) {
    Random random = new Random(seed);
    start(
        new TestConfig().identity(OTHER).verifier(TestIdentity.pin(SERVER)),
        serverConfig().verifier(TestIdentity.pin(OTHER)).requirePeer());
    int flight = random.nextInt(4);
    try {
      pass(client, server, EncryptionLevel.INITIAL, flight == 0 ? random : null);
      pass(server, client, EncryptionLevel.INITIAL, flight == 1 ? random : null);
      pass(server, client, EncryptionLevel.HANDSHAKE, flight == 2 ? random : null);
      pass(client, server, EncryptionLevel.HANDSHAKE, flight == 3 ? random : null);
    } catch (QuicException expected) {
      assertThat(expected.code())
          .isIn(Stream.concat(codes(), Stream.of(TransportError.PROTOCOL_VIOLATION)).toList());
    }
    assertThat(client.session.isComplete() && server.session.isComplete()).isFalse();
  }

  private static Stream<Long> codes() {
    return Stream.concat(
        Stream.of(TransportError.CRYPTO_BUFFER_EXCEEDED),
        Stream.iterate(TransportError.CRYPTO_ERROR, code -> code + 1).limit(256));
  }

  private static void pass(TestPeer from, TestPeer to, EncryptionLevel level, Random corruption) {
    byte[] bytes = from.session.pollOutput(level);
    if (corruption != null) {
      bytes[corruption.nextInt(bytes.length)] ^= (byte) (1 << corruption.nextInt(8));
    }
    to.session.receive(level, bytes, 0, bytes.length);
  }

  @Property(tries = 150)
  void garbageIsRefusedInOrder(@ForAll byte[] garbage, @ForAll boolean toServer) {
    start(new TestConfig(), serverConfig());
    TestPeer target = toServer ? server : client;
    byte[] message = new byte[4 + garbage.length];
    message[0] = (byte) (toServer ? 1 : 2);
    message[2] = (byte) (garbage.length >> 8);
    message[3] = (byte) garbage.length;
    System.arraycopy(garbage, 0, message, 4, garbage.length);

    assertThatThrownBy(() -> receive(target, message)).isInstanceOf(QuicException.class);
  }

  @Test
  void aHelloCutShort() {
    start(new TestConfig(), serverConfig());

    assertAlert(() -> receive(server, new byte[] {1, 0, 0, 2, 3, 3}), DECODE_ERROR);
    assertThat(server.session.hasOutput(EncryptionLevel.INITIAL)).isFalse();
  }
}
