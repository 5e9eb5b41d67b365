package org.tquic.congestion.cubic;

/**
 * Where the window stands, and what it is after a cut: the variables of RFC 9438 section 4.1.2 in
 * bytes, kept together so that a cut for nothing can be undone.
 */
final class Stage {
  /** RFC 9438 section 4.2: no more than half is added in a round trip. */
  private static final double MAX_TARGET = 1.5;

  static final long UNBOUNDED = Long.MAX_VALUE;

  double windowBytes;
  long ssthreshBytes = UNBOUNDED;

  /** The window where loss was met last; 0 before, so that the curve begins flat. */
  private double maximumBytes;

  private double cutFromBytes;

  /** Growth of the Reno-friendly window, by the cut that it has to make up for. */
  private double alpha = CutRule.RFC_9438.renoGrowth();

  private double renoBytes;
  private long timeNs;

  /** The congestion avoidance stage that runs, or null. */
  private CubicCurve curve;

  Stage(double windowBytes) {
    this.windowBytes = windowBytes;
  }

  /** Takes over the state of another. */
  void set(Stage other) {
    windowBytes = other.windowBytes;
    ssthreshBytes = other.ssthreshBytes;
    maximumBytes = other.maximumBytes;
    cutFromBytes = other.cutFromBytes;
    alpha = other.alpha;
    renoBytes = other.renoBytes;
    timeNs = other.timeNs;
    curve = other.curve;
  }

  boolean isSlowStart() {
    return windowBytes < ssthreshBytes;
  }

  /** The path carried this window: the curve is flat here, as after a loss. */
  void settle() {
    maximumBytes = windowBytes;
  }

  /**
   * RFC 9438 sections 4.2 to 4.5.
   *
   * @param ackedBytes newly acknowledged
   * @param usedNs time since the last acknowledgement, in which the window was in use
   * @param rttNs smoothed round-trip time
   * @param datagramBytes size of a segment
   */
  void avoidCongestion(long ackedBytes, long usedNs, long rttNs, long datagramBytes) {
    if (curve == null) {
      curve = new CubicCurve(windowBytes, maximumBytes, datagramBytes);
      renoBytes = windowBytes;
      timeNs = 0;
    } else {
      timeNs += usedNs;
    }
    // Back where it was cut, Reno itself would grow by one segment.
    double growth = renoBytes >= cutFromBytes ? 1 : alpha;
    renoBytes += growth * ackedBytes / windowBytes * datagramBytes;
    if (curve.at(timeNs / 1e9) < renoBytes) {
      windowBytes = Math.max(windowBytes, renoBytes);
      return;
    }
    double target = curve.at((timeNs + rttNs) / 1e9);
    target = Math.clamp(target, windowBytes, MAX_TARGET * windowBytes);
    windowBytes += (target - windowBytes) / windowBytes * ackedBytes;
  }

  /** RFC 9438 sections 4.6 and 4.7. */
  void cut(CutRule rule, long minimumBytes) {
    // One that lost before it was back at its maximum gives room to newer flows.
    boolean early = rule.fastConvergence() && windowBytes < maximumBytes;
    maximumBytes = early ? windowBytes * (1 + rule.beta()) / 2 : windowBytes;
    cutFromBytes = windowBytes;
    windowBytes = Math.max(windowBytes * rule.beta(), minimumBytes);
    ssthreshBytes = (long) windowBytes;
    alpha = rule.renoGrowth();
    curve = null;
  }

  /** RFC 9002 section 7.6.2 and RFC 9438 section 4.8; slow start up to where loss was met. */
  void collapse(long minimumBytes) {
    windowBytes = minimumBytes;
    curve = null;
  }

  /** Segments are larger: the curve, which counts them, begins anew. */
  void onSegmentChanged(long minimumBytes) {
    windowBytes = Math.max(windowBytes, minimumBytes);
    curve = null;
  }
}
