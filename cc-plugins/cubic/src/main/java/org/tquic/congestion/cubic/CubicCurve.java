package org.tquic.congestion.cubic;

/**
 * The window as a function of time since congestion avoidance began, RFC 9438 section 4.2: concave
 * up to the window where loss was met last, flat there, and convex beyond. Sizes are bytes.
 */
final class CubicCurve {
  /** In segments per second cubed. */
  private static final double C = 0.4;

  private final double segmentBytes;
  private final double maximumBytes;
  private final double inflectionSeconds;

  /**
   * @param windowBytes at the beginning
   * @param maximumBytes where the curve is flat; less than the window counts as the window
   * @param segmentBytes size of a segment
   */
  CubicCurve(double windowBytes, double maximumBytes, double segmentBytes) {
    this.segmentBytes = segmentBytes;
    this.maximumBytes = Math.max(maximumBytes, windowBytes);
    inflectionSeconds = Math.cbrt((this.maximumBytes - windowBytes) / segmentBytes / C);
  }

  /** The window after a time. */
  double at(double seconds) {
    double distance = seconds - inflectionSeconds;
    return C * distance * distance * distance * segmentBytes + maximumBytes;
  }
}
