package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.identity.CodeId;
import org.tquic.identity.EnrolmentResult;

/** What strangers can write into the log by trying. */
class EnrolmentLogTest {
  private static final CodeId CODE = CodeId.parse("0123456789abcdef").orElseThrow();
  private static final long SECOND_NS = 1_000_000_000;

  private long nowNs = 5;
  private final EnrolmentLog log = new EnrolmentLog(() -> nowNs);

  private int told(int tries) {
    int told = 0;
    for (int i = 0; i < tries; i++) {
      if (log.result(CODE, new EnrolmentResult.UnknownCode())) {
        told++;
      }
    }
    return told;
  }

  @Test
  void refusalsAreLoggedWhileTheyAreFew() {
    assertThat(told(EnrolmentLog.REFUSALS_AT_ONCE)).isEqualTo(EnrolmentLog.REFUSALS_AT_ONCE);
    assertThat(told(10_000)).isZero();
    assertThat(log.failure(new IllegalStateException("the disk is full"))).isFalse();
    nowNs += 3 * SECOND_NS;
    assertThat(told(10_000)).isEqualTo(3);
  }

  @Test
  void whoIsLetInIsLoggedInAnyCase() {
    told(10_000);
    assertThat(log.result(CODE, new EnrolmentResult.Enrolled("home"))).isTrue();
  }
}
