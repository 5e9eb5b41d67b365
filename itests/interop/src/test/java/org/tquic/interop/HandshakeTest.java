package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.tls.NamedGroup;

/** What the handshake settles: keys, suites, timeouts, and what is not offered. */
class HandshakeTest {
  private static void works(Pair pair) {
    byte[] payload = BasicsTest.payload(100_000, 3);
    for (Side side : pair.sides()) {
      assertThat(Waiting.get(side.echoed(payload))).isEqualTo(payload);
    }
  }

  /** The client hello, with a share of some 1200 bytes, needs more than one datagram. */
  @ParameterizedTest
  @EnumSource
  void postQuantumKeysAreAgreedOnWithClientHellosOfTwoDatagrams(Roles roles) {
    Setup setup = new Setup();
    setup.ourGroups = List.of(NamedGroup.X25519MLKEM768);
    setup.quicheGroups = new String[] {"X25519MLKEM768"};
    try (Pair pair = Pair.connected(roles, setup)) {
      works(pair);
    }
  }

  /** Neither client sends a share for P-256, the only group in common, at first. */
  @ParameterizedTest
  @EnumSource
  void helloRetryRequestLeadsToTheGroupInCommon(Roles roles) {
    Setup setup = new Setup();
    boolean ourClient = roles == Roles.OUR_CLIENT;
    setup.ourGroups =
        ourClient
            ? List.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519, NamedGroup.SECP256R1)
            : List.of(NamedGroup.SECP256R1);
    setup.quicheGroups =
        ourClient ? new String[] {"P-256"} : new String[] {"X25519MLKEM768", "X25519", "P-256"};
    try (Pair pair = Pair.connected(roles, setup)) {
      works(pair);
    }
  }

  @ParameterizedTest
  @EnumSource
  void chaCha20WhenWeTakeNothingElse(Roles roles) {
    Setup setup = new Setup();
    setup.ourSuites = List.of(CipherSuite.CHACHA20_POLY1305_SHA256);
    try (Pair pair = Pair.connected(roles, setup)) {
      works(pair);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aes256WhenWeTakeNothingElse(Roles roles) {
    Setup setup = new Setup();
    setup.ourSuites = List.of(CipherSuite.AES_256_GCM_SHA384);
    try (Pair pair = Pair.connected(roles, setup)) {
      works(pair);
    }
  }

  /** The smaller of both timeouts holds, RFC 9000 section 10.1. */
  @ParameterizedTest
  @EnumSource
  void quichesIdleTimeoutEndsBothEnds(Roles roles) {
    Setup setup = new Setup();
    setup.quicheIdleMillis = 500;
    try (Pair pair = Pair.connected(roles, setup)) {
      assertThat(Waiting.get(pair.ours.closed).kind()).isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
      Waiting.get(pair.quiche.inactive);
      assertThat(pair.quiche.channel().isTimedOut()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ourIdleTimeoutEndsBothEnds(Roles roles) {
    Setup setup = new Setup();
    setup.ourIdleMillis = 500;
    try (Pair pair = Pair.connected(roles, setup)) {
      assertThat(Waiting.get(pair.ours.closed).kind()).isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
      Waiting.get(pair.quiche.inactive);
      assertThat(pair.quiche.channel().isTimedOut()).isTrue();
    }
  }

  /**
   * We offer several paths and quiche does not: it would end the connection at the first frame of
   * the multipath draft, so that data and acknowledgements pass is proof that there is none.
   */
  @ParameterizedTest
  @EnumSource
  void onePathAndPlainFramesWithAPeerThatKnowsNoOther(Roles roles) {
    try (Pair pair = Pair.connected(roles, new Setup())) {
      assertThat(pair.ours.<Boolean>call(() -> pair.ours.connection().isMultipath())).isFalse();
      long opened =
          pair.ours.call(
              () ->
                  pair.ours
                      .connection()
                      .openPath(pair.ours.connection().path(0).network(), System.nanoTime()));
      assertThat(opened).isEqualTo(-1);
      works(pair);
    }
  }

  /** Our side begins the update, while it sends or while it receives first; quiche follows. */
  @ParameterizedTest
  @EnumSource
  void keysAreUpdatedInMidTransfer(Roles roles) {
    byte[] payload = BasicsTest.payload(2_000_000, 4);
    for (int opener = 0; opener < 2; opener++) {
      try (Pair pair = Pair.connected(roles, new Setup())) {
        CompletableFuture<Void> some = pair.ours.received(500_000);
        CompletableFuture<byte[]> echo = pair.sides()[opener].echoed(payload);
        Waiting.get(some);
        assertThat(pair.ours.<Boolean>call(() -> pair.ours.connection().updateKeys()))
            .as("an update while side %d has a stream", opener)
            .isTrue();
        assertThat(Waiting.get(echo)).isEqualTo(payload);
      }
    }
  }
}
