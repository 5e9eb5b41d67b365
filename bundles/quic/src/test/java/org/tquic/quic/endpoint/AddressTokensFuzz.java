package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.tquic.quic.fuzz.FuzzInput;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.QuicVersion;

/** Tokens that were not issued, or were and changed since: none of them proves anything. */
public final class AddressTokensFuzz {
  private static final int V = QuicVersion.V1;
  private static final InetSocketAddress CLIENT = Rig.CLIENT;
  private static final InetAddress CLIENT_IP = CLIENT.getAddress();
  private static final ConnectionId ORIGINAL = ConnectionId.of(new byte[8]);
  private static final ConnectionId RETRY_SOURCE = ConnectionId.of(new byte[] {1, 2, 3, 4});

  /** With a key of its own each time: a fuzzer reads what is compared, valid tokens too. */
  private final AddressTokens tokens =
      new AddressTokens(TestSettings.RANDOM, TestSettings.SECOND, TestSettings.SECOND);

  private AddressTokensFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    new AddressTokensFuzz().run(new FuzzInput(input));
  }

  private void run(FuzzInput in) {
    switch (in.below(3)) {
      case 0 -> assertWorthless(in.rest());
      case 1 ->
          assertWorthless(in.damaged(tokens.retryToken(0, V, CLIENT, ORIGINAL, RETRY_SOURCE)));
      default -> assertWorthless(in.damaged(tokens.newToken(0, V, CLIENT_IP)));
    }
  }

  private void assertWorthless(byte[] token) {
    int length = token.length;
    boolean known = AddressTokens.isOfRetry(token, 0, length);
    assertThat(known && length == 0).isFalse();
    assertThat(tokens.openRetry(0, V, CLIENT, RETRY_SOURCE, token, 0, length)).isNull();
    assertThat(tokens.useNew(0, V, CLIENT_IP, token, 0, length)).isFalse();
  }
}
