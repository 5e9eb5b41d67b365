package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.tquic.quic.fuzz.FuzzInput;
import org.tquic.quic.wire.ConnectionId;

/** Tokens that were not issued, or were and changed since: none of them proves anything. */
public final class AddressTokensFuzz {
  private static final InetSocketAddress CLIENT = Rig.CLIENT;
  private static final InetAddress CLIENT_IP = CLIENT.getAddress();
  private static final ConnectionId ORIGINAL = ConnectionId.of(new byte[8]);
  private static final ConnectionId RETRY_SOURCE = ConnectionId.of(new byte[] {1, 2, 3, 4});
  private static final AddressTokens TOKENS =
      new AddressTokens(TestSettings.RANDOM, TestSettings.SECOND, TestSettings.SECOND);

  private AddressTokensFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    switch (in.below(3)) {
      case 0 -> assertWorthless(in.rest());
      case 1 -> assertWorthless(in.damaged(TOKENS.retryToken(0, CLIENT, ORIGINAL, RETRY_SOURCE)));
      default -> assertWorthless(in.damaged(TOKENS.newToken(0, CLIENT_IP)));
    }
  }

  private static void assertWorthless(byte[] token) {
    int length = token.length;
    boolean known = AddressTokens.isOfRetry(token, 0, length);
    assertThat(known && length == 0).isFalse();
    assertThat(TOKENS.openRetry(0, CLIENT, RETRY_SOURCE, token, 0, length)).isNull();
    assertThat(TOKENS.useNew(0, CLIENT_IP, token, 0, length)).isFalse();
  }
}
