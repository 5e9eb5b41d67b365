package org.tquic.simulate.inner;

/**
 * How many segments a TCP sender may send while it recovers from losses, so that its window shrinks
 * in proportion to what is delivered: RFC 6937 with its slow start reduction bound. The first lost
 * segment goes at once.
 */
final class RateReduction {
  private boolean active;
  private long delivered;
  private long sent;
  private long underWay;
  private long allowed;

  /** Losses were found with so many segments under way. */
  void begin(long segmentsUnderWay) {
    active = true;
    delivered = 0;
    sent = 0;
    underWay = Math.max(segmentsUnderWay, 1);
  }

  void end() {
    active = false;
  }

  /**
   * Segments were delivered, or held lost.
   *
   * @param more segments delivered now
   * @param pipe segments under way now
   * @param window what the window is to become, segments
   */
  void update(long more, long pipe, long window) {
    if (!active) {
      return;
    }
    delivered += more;
    if (pipe > window) {
      allowed = (delivered * window + underWay - 1) / underWay - sent;
    } else {
      allowed = Math.min(window - pipe, Math.max(delivered - sent, more) + 1);
    }
    allowed = Math.max(allowed, sent == 0 ? 1 : 0);
  }

  boolean isActive() {
    return active;
  }

  boolean maySend() {
    return allowed > 0;
  }

  void onSent() {
    sent++;
    allowed--;
  }
}
