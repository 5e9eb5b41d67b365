package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.QuicVersion;

class AddressTokensTest {
  private static final long ISSUED_NS = -77;
  private static final int V = QuicVersion.V1;
  private static final long RETRY_NS = 1_000;
  private static final long NEW_NS = 1_000_000;
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 5000);
  private static final InetAddress IP = CLIENT.getAddress();
  private static final ConnectionId ORIGINAL =
      ConnectionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
  private static final ConnectionId RETRY = ConnectionId.of(new byte[] {8, 7, 6, 5, 4, 3, 2, 1});

  private final AddressTokens tokens = new AddressTokens(TestSettings.RANDOM, RETRY_NS, NEW_NS);

  private ConnectionId openRetry(
      byte[] token, long nowNs, InetSocketAddress client, ConnectionId destination) {
    return tokens.openRetry(nowNs, V, client, destination, token, 0, token.length);
  }

  private boolean useNew(byte[] token, long nowNs, InetAddress client) {
    return tokens.useNew(nowNs, V, client, token, 0, token.length);
  }

  @Test
  void retryTokenGivesBackTheFirstDestination() {
    byte[] token = tokens.retryToken(ISSUED_NS, V, CLIENT, ORIGINAL, RETRY);
    assertThat(AddressTokens.isOfRetry(token, 0, token.length)).isTrue();
    assertThat(openRetry(token, ISSUED_NS + RETRY_NS, CLIENT, RETRY)).isEqualTo(ORIGINAL);
  }

  @Test
  void retryTokenIsBoundToAddressPortDestinationAndTime() {
    byte[] token = tokens.retryToken(ISSUED_NS, V, CLIENT, ORIGINAL, RETRY);
    assertThat(openRetry(token, ISSUED_NS, new InetSocketAddress(IP, 5001), RETRY)).isNull();
    assertThat(openRetry(token, ISSUED_NS, new InetSocketAddress("192.0.2.8", 5000), RETRY))
        .isNull();
    assertThat(openRetry(token, ISSUED_NS, CLIENT, ORIGINAL)).isNull();
    assertThat(openRetry(token, ISSUED_NS + RETRY_NS + 1, CLIENT, RETRY)).isNull();
  }

  @Test
  void newTokenIsForOneUseFromTheIpAddress() {
    byte[] token = tokens.newToken(ISSUED_NS, V, IP);
    assertThat(AddressTokens.isOfRetry(token, 0, token.length)).isFalse();
    assertThat(useNew(token, ISSUED_NS, InetAddress.ofLiteral("192.0.2.8"))).isFalse();
    assertThat(useNew(token, ISSUED_NS + NEW_NS + 1, IP)).isFalse();
    assertThat(useNew(token, ISSUED_NS + NEW_NS, IP)).isTrue();
    assertThat(useNew(token, ISSUED_NS + NEW_NS, IP)).isFalse();
  }

  /** RFC 9369 sections 4.1 and 5. */
  @Test
  void tokensOfOneVersionMeanNothingInAnother() {
    byte[] retry = tokens.retryToken(ISSUED_NS, V, CLIENT, ORIGINAL, RETRY);
    byte[] renewed = tokens.newToken(ISSUED_NS, V, IP);
    int other = QuicVersion.V2;
    assertThat(tokens.openRetry(ISSUED_NS, other, CLIENT, RETRY, retry, 0, retry.length)).isNull();
    assertThat(tokens.useNew(ISSUED_NS, other, IP, renewed, 0, renewed.length)).isFalse();
    assertThat(useNew(renewed, ISSUED_NS, IP)).isTrue();
  }

  @Test
  void tokensOfOneKindAreNotTakenForTheOther() {
    byte[] retry = tokens.retryToken(ISSUED_NS, V, CLIENT, ORIGINAL, RETRY);
    byte[] renewed = tokens.newToken(ISSUED_NS, V, IP);
    assertThat(useNew(retry, ISSUED_NS, IP)).isFalse();
    System.arraycopy(renewed, 0, retry, 0, 4);
    assertThat(useNew(retry, ISSUED_NS, IP)).isFalse();
    assertThat(openRetry(renewed, ISSUED_NS, CLIENT, RETRY)).isNull();
  }

  @Test
  void tokensOfAnotherServerMeanNothing() {
    AddressTokens other = new AddressTokens(TestSettings.RANDOM, RETRY_NS, NEW_NS);
    byte[] token = other.retryToken(ISSUED_NS, V, CLIENT, ORIGINAL, RETRY);
    assertThat(openRetry(token, ISSUED_NS, CLIENT, RETRY)).isNull();
    assertThat(useNew(other.newToken(ISSUED_NS, V, IP), ISSUED_NS, IP)).isFalse();
  }

  @Property(tries = 200)
  void damagedTokensMeanNothing(@ForAll int position, @ForAll byte damage, @ForAll boolean cut) {
    byte[] retry = tokens.retryToken(ISSUED_NS, V, CLIENT, ORIGINAL, RETRY);
    byte[] renewed = tokens.newToken(ISSUED_NS, V, IP);
    int at = Math.floorMod(position, renewed.length);
    retry[at] ^= (byte) (damage | 1);
    renewed[at] ^= (byte) (damage | 1);
    int length = cut ? at : renewed.length;
    assertThat(tokens.useNew(ISSUED_NS, V, IP, renewed, 0, length)).isFalse();
    assertThat(tokens.openRetry(ISSUED_NS, V, CLIENT, RETRY, retry, 0, cut ? at : retry.length))
        .isNull();
  }
}
