package org.tquic.congestion.olia;

/**
 * Whether a path has a window that is too small for how good it is, or too large: OLIA's alpha,
 * section 4 of the paper. Paths are told one after the other, the own one first.
 *
 * <p>There are the best paths, those with the largest windows, and the best without the largest
 * window. What the last ones gain is taken from those with the largest windows; where there are
 * none of the last, nothing moves.
 */
final class Opportunity {
  private long ownWindow;
  private double ownQuality;
  private int paths;

  private long largestWindow;
  private int largest;
  private double bestQuality;
  private int best;

  /** Of the best ones, those with the largest window. */
  private int bestAndLargest;

  /**
   * How good a path is: bytes between losses over the squared round-trip time, the square of what a
   * flow of its own would reach.
   */
  static double quality(long lossIntervalBytes, double rttNs) {
    return lossIntervalBytes / (rttNs * rttNs);
  }

  /** Begins with the own path. */
  void begin(long windowBytes, double quality) {
    ownWindow = windowBytes;
    ownQuality = quality;
    paths = 0;
    largestWindow = -1;
    bestQuality = -1;
    add(windowBytes, quality);
  }

  void add(long windowBytes, double quality) {
    paths++;
    if (windowBytes > largestWindow) {
      largestWindow = windowBytes;
      largest = 0;
      bestAndLargest = 0;
    }
    if (quality > bestQuality) {
      bestQuality = quality;
      best = 0;
      bestAndLargest = 0;
    }
    boolean isLargest = windowBytes == largestWindow;
    boolean isBest = quality == bestQuality;
    largest += isLargest ? 1 : 0;
    best += isBest ? 1 : 0;
    bestAndLargest += isLargest && isBest ? 1 : 0;
  }

  /** The own path's part of what moves in a round trip, datagrams. */
  double alpha() {
    int collected = best - bestAndLargest;
    if (collected == 0) {
      return 0;
    }
    if (ownWindow == largestWindow) {
      return -1.0 / (paths * largest);
    }
    return ownQuality == bestQuality ? 1.0 / (paths * collected) : 0;
  }
}
