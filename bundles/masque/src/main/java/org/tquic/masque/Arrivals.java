package org.tquic.masque;

import java.util.concurrent.TimeUnit;

/** Counts what arrives of a measurement, less its begin, in which windows grow. */
final class Arrivals {
  private final long warmUpNs;
  private boolean begun;
  private boolean counting;
  private long beganNs;
  private long fromNs;
  private long lastNs;
  private long bytes;

  Arrivals(int seconds) {
    warmUpNs = TimeUnit.SECONDS.toNanos(seconds) / CapacityRequest.WARM_UP_PART;
  }

  /** Bytes came. */
  void add(int count, long nowNs) {
    if (!begun) {
      begun = true;
      beganNs = nowNs;
    }
    if (counting) {
      bytes += count;
      lastNs = nowNs;
    } else if (nowNs - beganNs >= warmUpNs) {
      // These came before the time that counts.
      counting = true;
      fromNs = nowNs;
      lastNs = nowNs;
    }
  }

  /** What counts. */
  Transferred transferred() {
    return new Transferred(bytes, lastNs - fromNs);
  }
}
