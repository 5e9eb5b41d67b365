package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;

class LimitsTest {
  private static final long SECOND = TestSettings.SECOND;

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static long key(String literal) {
    return HalfOpenLimits.key(address(literal), false);
  }

  @Test
  void prefixIsSlash24OfIpv4AndSlash56OfIpv6() {
    assertThat(key("192.0.2.1")).isEqualTo(key("192.0.2.254")).isNotEqualTo(key("192.0.3.1"));
    assertThat(key("2001:db8:0:1200::1"))
        .isEqualTo(key("2001:db8:0:12ff:1::2"))
        .isNotEqualTo(key("2001:db8:0:1300::1"));
    assertThat(key("::1")).isNotEqualTo(key("0.0.0.1"));
    assertThat(HalfOpenLimits.key(address("192.0.2.1"), true)).isNotEqualTo(key("192.0.2.1"));
  }

  @Test
  void halfOpenIsLimitedInTotalAndPerPrefix() {
    HalfOpenLimits limits = new HalfOpenLimits(3, 2);
    long one = key("192.0.2.1");
    long other = key("198.51.100.1");
    limits.begin(one);
    limits.begin(one);
    assertThat(limits.admits(one)).isFalse();
    assertThat(limits.admits(other)).isTrue();
    limits.begin(other);
    assertThat(limits.admits(other)).isFalse();
    limits.end(one);
    assertThat(limits.admits(one)).isTrue();
    limits.end(one);
    limits.end(other);
    assertThat(limits.total()).isZero();
    assertThat(limits.prefixes()).isZero();
  }

  @Test
  void rateIsKeptOverTimeWithABurstOfOneSecond() {
    RateLimit limit = new RateLimit(10);
    int taken = 0;
    for (int i = 0; i < 100; i++) {
      taken += limit.take(-5 * SECOND) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(10);
    for (long nowNs = -5 * SECOND; nowNs <= 5 * SECOND; nowNs += SECOND / 100) {
      taken += limit.take(nowNs) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(110);
  }

  @Test
  void serialNumbersAreUsedOnceAndForgottenLate() {
    SerialWindow window = new SerialWindow(64);
    for (int i = 0; i < 64; i++) {
      assertThat(window.issue()).isEqualTo(i);
    }
    assertThat(window.use(0)).isTrue();
    assertThat(window.use(0)).isFalse();
    assertThat(window.use(63)).isTrue();
    assertThat(window.use(64)).isFalse();
    assertThat(window.use(-1)).isFalse();
    assertThat(window.issue()).isEqualTo(64);
    assertThat(window.issue()).isEqualTo(65);
    assertThat(window.use(1)).as("it left the window").isFalse();
    assertThat(window.use(2)).isTrue();
    assertThat(window.use(64)).as("in the place of 0, which was used").isTrue();
    assertThat(window.use(65)).isTrue();
    assertThat(window.use(65)).isFalse();
  }

  @Test
  void answersWaitInABoundedQueueAndKeepTheirOrder() {
    AnswerQueue queue = new AnswerQueue(1_000_000);
    NetworkPath network =
        new NetworkPath(
            new InetSocketAddress("192.0.2.1", 1), new InetSocketAddress("192.0.2.2", 2), 3);
    Transmit out = new Transmit(1500);
    out.offset = 9;
    for (int round = 0; round < 3; round++) {
      List<Integer> written = new ArrayList<>();
      for (int i = 0; i < 2 * AnswerQueue.CAPACITY; i++) {
        var writer = queue.begin(AnswerKind.RESET, 0);
        if (writer != null) {
          writer.u8(i);
          queue.commit(AnswerKind.RESET, network);
          written.add(i);
        }
      }
      assertThat(written).hasSize(AnswerQueue.CAPACITY);
      for (int expected : written) {
        assertThat(queue.poll(out)).isTrue();
        assertThat(out.length).isEqualTo(1);
        assertThat(out.array[9]).isEqualTo((byte) expected);
        assertThat(out.network).isSameAs(network);
        assertThat(out.ecn).isEqualTo(Ecn.NOT_ECT);
      }
      assertThat(queue.poll(out)).isFalse();
    }
    assertThat(queue.count(AnswerKind.RESET)).isEqualTo(3L * AnswerQueue.CAPACITY);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    TestSettings settings = new TestSettings();
    settings.connectionIdBytes = 7;
    assertThatIllegalArgumentException().isThrownBy(settings::build);
    settings.connectionIdBytes = 21;
    assertThatIllegalArgumentException().isThrownBy(settings::build);
    settings.connectionIdBytes = 20;
    assertThat(settings.build().connectionIdBytes()).isEqualTo(20);
    settings.resetKey = new byte[31];
    assertThatIllegalArgumentException().isThrownBy(settings::build);
    settings.resetKey = new byte[32];
    settings.retryAboveHalfOpen = settings.maxHalfOpen + 1;
    assertThatIllegalArgumentException().isThrownBy(settings::build);
  }
}
