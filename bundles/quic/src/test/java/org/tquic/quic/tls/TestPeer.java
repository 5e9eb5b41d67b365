package org.tquic.quic.tls;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.crypto.CipherSuite;

/** A session with the secrets it gave and a count of the bytes it sent. */
final class TestPeer implements SecretSink {
  record Secrets(CipherSuite suite, byte[] client, byte[] server) {}

  final TlsSession session;
  final Map<EncryptionLevel, Secrets> secrets = new EnumMap<>(EncryptionLevel.class);
  final List<EncryptionLevel> order = new ArrayList<>();
  final Map<EncryptionLevel, Integer> sent = new EnumMap<>(EncryptionLevel.class);

  TestPeer(Role role, TestConfig config) {
    SecureRandom random = new SecureRandom();
    session =
        role == Role.CLIENT
            ? TlsSession.client(config.build(), random, this)
            : TlsSession.server(config.build(), random, this);
  }

  @Override
  public void onSecrets(
      EncryptionLevel level, CipherSuite suite, byte[] clientSecret, byte[] serverSecret) {
    order.add(level);
    secrets.put(level, new Secrets(suite, clientSecret, serverSecret));
  }

  /** Passes all output on in pieces cut at random; whether there was any. */
  boolean sendTo(TestPeer peer, Random random) {
    boolean any = false;
    for (EncryptionLevel level : EncryptionLevel.values()) {
      if (!session.hasOutput(level)) {
        continue;
      }
      any = true;
      byte[] bytes = session.pollOutput(level);
      sent.merge(level, bytes.length, Integer::sum);
      int position = 0;
      while (position < bytes.length) {
        int length = Math.min(bytes.length - position, 1 + random.nextInt(1 + random.nextInt(600)));
        peer.session.receive(level, bytes, position, length);
        position += length;
      }
    }
    return any;
  }

  /**
   * Runs both until neither has anything to say; the server's errors come out, then the client's.
   */
  static void run(TestPeer client, TestPeer server, Random random) {
    boolean busy = true;
    while (busy) {
      busy = client.sendTo(server, random) | server.sendTo(client, random);
    }
  }
}
