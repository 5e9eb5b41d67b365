package org.tquic.gateway.role;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.gateway.RateLimit;
import org.tquic.identity.CodeId;
import org.tquic.identity.EnrolmentResult;
import org.tquic.identity.EnrolmentResult.Enrolled;

/**
 * Logs enrolments, each that lets a router in, and of the others no more than somebody would read:
 * whoever connects may try as often as he likes. Used by one thread.
 */
final class EnrolmentLog {
  static final int REFUSALS_AT_ONCE = 20;

  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentLog.class);
  private static final int REFUSALS_PER_SECOND = 1;

  private final LongSupplier nowNs;
  private final RateLimit refusals = new RateLimit(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE);
  private long unsaid;

  EnrolmentLog(LongSupplier nowNs) {
    this.nowNs = nowNs;
  }

  /** Takes note of an enrolment; returns whether it is logged. */
  boolean result(CodeId code, EnrolmentResult result) {
    boolean told = result instanceof Enrolled || mayTell();
    if (told) {
      LOG.info("enrolment with code {}: {}", code, result.reason());
    }
    return told;
  }

  /** Takes note of one that failed by no fault of who asked; returns whether it is logged. */
  boolean failure(RuntimeException failure) {
    boolean told = mayTell();
    if (told) {
      LOG.error("an enrolment failed: {}", Failures.of(failure).getMessage(), failure);
    }
    return told;
  }

  private boolean mayTell() {
    if (!refusals.take(nowNs.getAsLong())) {
      unsaid++;
      return false;
    }
    if (unsaid > 0) {
      LOG.info("{} more enrolments were refused", unsaid);
      unsaid = 0;
    }
    return true;
  }
}
