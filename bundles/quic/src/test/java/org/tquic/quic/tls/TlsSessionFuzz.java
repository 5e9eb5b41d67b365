package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.fuzz.FuzzInput;

/**
 * Handshake bytes that no honest peer sends: to a fresh session, or in a handshake whose bytes
 * change on the way. A session throws {@link QuicException} only, and no changed handshake is
 * complete at both ends.
 */
public final class TlsSessionFuzz {
  private static final TestIdentity CLIENT = TestIdentity.of(TestIdentity.Kind.ED25519, "client");
  private static final TestIdentity SERVER = TestIdentity.of(TestIdentity.Kind.ED25519, "server");
  private static final byte[] PARAMETERS = HexFormat.of().parseHex("0f0401020304");
  private static final SecretSink NO_SINK = (level, suite, client, server) -> {};
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_FLIGHTS = 8;

  private TlsSessionFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    switch (in.below(3)) {
      case 0 -> tellFresh(session(Role.SERVER), in);
      case 1 -> tellFresh(session(Role.CLIENT), in);
      default -> changeOnTheWay(in);
    }
  }

  private static TlsSession session(Role role) {
    TestConfig config =
        role == Role.CLIENT
            ? new TestConfig().identity(CLIENT).verifier(TestIdentity.pin(SERVER))
            : new TestConfig().identity(SERVER).verifier(TestIdentity.pin(CLIENT)).requirePeer();
    TlsSession session =
        role == Role.CLIENT
            ? TlsSession.client(config.build(), RANDOM, NO_SINK)
            : TlsSession.server(config.build(), RANDOM, NO_SINK);
    session.start(PARAMETERS);
    return session;
  }

  private static void tellFresh(TlsSession session, FuzzInput in) {
    byte[] bytes = in.rest();
    try {
      session.receive(EncryptionLevel.INITIAL, bytes, 0, bytes.length);
    } catch (QuicException refused) {
      assertThat(refused.getMessage()).isNotNull();
    }
    assertThat(session.isComplete()).isFalse();
  }

  private static void changeOnTheWay(FuzzInput in) {
    TlsSession client = session(Role.CLIENT);
    TlsSession server = session(Role.SERVER);
    boolean changed = false;
    try {
      for (int i = 0; i < MAX_FLIGHTS; i++) {
        TlsSession from = i % 2 == 0 ? client : server;
        TlsSession to = i % 2 == 0 ? server : client;
        for (EncryptionLevel level : EncryptionLevel.values()) {
          byte[] bytes = from.pollOutput(level);
          changed |= turnBits(bytes, in);
          to.receive(level, bytes, 0, bytes.length);
        }
      }
    } catch (QuicException refused) {
      assertThat(refused.getMessage()).isNotNull();
      assertThat(changed).isTrue();
    }
    assertThat(client.isComplete() && server.isComplete()).isEqualTo(!changed);
  }

  /** Two bytes of the input say how far on a bit is turned, the third says which. */
  private static boolean turnBits(byte[] bytes, FuzzInput in) {
    byte[] before = bytes.clone();
    int at = -1;
    for (int step = in.u16(); step > 0; step = in.u16()) {
      at += step;
      if (at < bytes.length) {
        bytes[at] ^= (byte) (1 << in.below(Byte.SIZE));
      }
    }
    return !Arrays.equals(bytes, before);
  }
}
