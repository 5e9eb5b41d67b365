package org.tquic.quic.recovery;

import org.tquic.quic.Ecn;
import org.tquic.quic.wire.AckFrame;

/**
 * Finds out whether a path carries ECN codepoints, RFC 9000 section 13.4.2 and appendix A.4: the
 * first packets are marked, then none until the peer's counts show that the marks arrive.
 */
public final class EcnValidator {
  /** Packets marked before anything is known. */
  public static final int TESTING_PACKETS = 10;

  /** What is known. */
  public enum State {
    /** Not yet known; the first packets are marked. */
    TESTING,
    /** Marks arrive; all packets are marked. */
    CAPABLE,
    /** Marks do not arrive as sent, or ECN is switched off; no packet is marked. */
    FAILED
  }

  private final boolean enabled;
  private int ect = Ecn.ECT_0;
  private State state;
  private int testing;
  private int testingLost;

  /**
   * A validator of a new path.
   *
   * @param enabled false for paths that must not be marked
   */
  public EcnValidator(boolean enabled) {
    this.enabled = enabled;
    reset();
  }

  /** Begins again: the path is another. */
  public void reset() {
    state = enabled ? State.TESTING : State.FAILED;
    testing = 0;
    testingLost = 0;
  }

  /**
   * Marks with this codepoint from now on, ECT(0) or ECT(1); another than before is validated anew,
   * since what carries one may change or drop the other.
   */
  void use(int codepoint) {
    if (codepoint != ect) {
      ect = codepoint;
      reset();
    }
  }

  /** What is known. */
  public State state() {
    return state;
  }

  /** Codepoint for the next packet, one of {@link Ecn}. */
  public int codepoint() {
    return switch (state) {
      case TESTING -> testing < TESTING_PACKETS ? ect : Ecn.NOT_ECT;
      case CAPABLE -> ect;
      case FAILED -> Ecn.NOT_ECT;
    };
  }

  void onSent(EcnCounts counts, int ecn) {
    if (ecn == Ecn.ECT_0) {
      counts.sentEct0++;
    } else if (ecn == Ecn.ECT_1) {
      counts.sentEct1++;
    } else {
      return;
    }
    if (state == State.TESTING && ecn == ect) {
      testing++;
    }
  }

  /** A packet of this path was lost. */
  void onLost(int ecn) {
    if (state != State.TESTING || ecn != ect) {
      return;
    }
    testingLost++;
    if (testing >= TESTING_PACKETS && testingLost == testing) {
      // Something on the way drops what is marked.
      state = State.FAILED;
    }
  }

  /**
   * Takes a frame that acknowledges a larger number than any before; others may be late and have
   * smaller counts, RFC 9000 section 13.4.2.1.
   *
   * @param ackedEct0 packets newly acknowledged that were sent with ECT(0)
   * @param ackedEct1 packets newly acknowledged that were sent with ECT(1)
   * @param into takes the increase of the counts
   * @return whether the counts can be believed and CE increased
   */
  boolean onAck(EcnCounts counts, AckFrame ack, int ackedEct0, int ackedEct1, EcnSample into) {
    if (state == State.FAILED) {
      // The counts go on over a change of the path, after which the marks may arrive.
      counts.report(ack);
      return false;
    }
    if (!ack.hasEcn) {
      if (ackedEct0 + ackedEct1 > 0) {
        state = State.FAILED;
      }
      return false;
    }
    long ect0 = ack.ect0 - counts.reportedEct0;
    long ect1 = ack.ect1 - counts.reportedEct1;
    long ce = ack.ce - counts.reportedCe;
    boolean shrinks = ect0 < 0 || ect1 < 0 || ce < 0;
    // Marks taken away, or changed into another codepoint.
    boolean missing = ect0 + ce < ackedEct0 || ect1 + ce < ackedEct1;
    boolean invented = ack.ect0 > counts.sentEct0 || ack.ect1 > counts.sentEct1;
    boolean excess = ack.ect0 + ack.ect1 + ack.ce > counts.sentEct0 + counts.sentEct1;
    if (shrinks || missing || invented || excess) {
      state = State.FAILED;
    }
    counts.report(ack);
    if (state == State.FAILED) {
      return false;
    }
    if ((ect == Ecn.ECT_0 ? ackedEct0 : ackedEct1) > 0) {
      state = State.CAPABLE;
    }
    into.set(ce, ect0 + ect1);
    return ce > 0;
  }
}
