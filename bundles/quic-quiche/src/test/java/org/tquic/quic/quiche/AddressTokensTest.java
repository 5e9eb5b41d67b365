package org.tquic.quic.quiche;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressTokensTest {
  private static final InetSocketAddress CLIENT = address("192.0.2.7", 4711);

  private final AtomicLong clockMs = new AtomicLong(1_000_000);
  private final Admission admission =
      new Admission(new AdmissionLimits(4, 0, 4, Duration.ofSeconds(1)));
  private final AddressTokens tokens = new AddressTokens(admission, clockMs::get);

  private static InetSocketAddress address(String ip, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
  }

  private ByteBuf token(byte[] connectionId) {
    ByteBuf out = Unpooled.buffer(tokens.maxTokenLength(), tokens.maxTokenLength());
    assertThat(tokens.writeToken(out, Unpooled.wrappedBuffer(connectionId), CLIENT)).isTrue();
    return out;
  }

  @Property
  void aTokenLeadsToItsConnectionId(@ForAll @Size(max = 20) byte[] connectionId) {
    ByteBuf token = token(connectionId);
    int offset = tokens.validateToken(token, CLIENT);
    assertThat(offset).isPositive();
    byte[] found = new byte[token.readableBytes() - offset];
    token.getBytes(offset, found);
    assertThat(found).isEqualTo(connectionId);
  }

  @Property
  void aChangedTokenIsWorthless(
      @ForAll @IntRange(max = 31) int at, @ForAll @IntRange(min = 1, max = 255) int change) {
    ByteBuf token = token(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    token.setByte(at, token.getByte(at) ^ change);
    assertThat(tokens.validateToken(token, CLIENT)).isEqualTo(-1);
  }

  @Property
  void randomBytesAreNoToken(@ForAll @Size(max = 64) byte[] bytes) {
    assertThat(tokens.validateToken(Unpooled.wrappedBuffer(bytes), CLIENT)).isEqualTo(-1);
  }

  @Test
  void aTokenIsForOneAddressAndPort() {
    ByteBuf token = token(new byte[8]);
    assertThat(tokens.validateToken(token, address("192.0.2.8", 4711))).isEqualTo(-1);
    assertThat(tokens.validateToken(token, address("192.0.2.7", 4712))).isEqualTo(-1);
    assertThat(tokens.validateToken(token, CLIENT)).isPositive();
  }

  @Test
  void aTokenAges() {
    ByteBuf token = token(new byte[8]);
    clockMs.addAndGet(AddressTokens.LIFETIME.toMillis());
    assertThat(tokens.validateToken(token, CLIENT)).isPositive();
    clockMs.incrementAndGet();
    assertThat(tokens.validateToken(token, CLIENT)).isEqualTo(-1);
  }

  @Test
  void anotherListenersTokenIsWorthless() {
    ByteBuf token = token(new byte[8]);
    AddressTokens other = new AddressTokens(admission, clockMs::get);
    assertThat(other.validateToken(token, CLIENT)).isEqualTo(-1);
  }

  @Test
  void withoutLoadNoTokenIsDemanded() {
    Admission calm = new Admission(new AdmissionLimits(4, 1, 4, Duration.ofSeconds(1)));
    AddressTokens lenient = new AddressTokens(calm, clockMs::get);
    ByteBuf out = Unpooled.buffer();
    assertThat(lenient.writeToken(out, Unpooled.wrappedBuffer(new byte[8]), CLIENT)).isFalse();
    assertThat(out.isReadable()).isFalse();
  }
}
