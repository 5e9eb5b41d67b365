package org.tquic.spi.congestion;

import java.util.List;

/** Other paths that a test makes up. */
public record FakeSiblings(List<SiblingPath> paths) implements SiblingPaths {
  /**
   * One of them, in congestion avoidance with its window in use.
   *
   * @param lossIntervalBytes what it carries between losses
   */
  public record Path(long pathId, long congestionWindow, long smoothedRttNs, long lossIntervalBytes)
      implements SiblingPath {
    @Override
    public long bytesInFlight() {
      return congestionWindow;
    }

    @Override
    public CongestionPhase phase() {
      return CongestionPhase.CONGESTION_AVOIDANCE;
    }
  }

  /** These. */
  public static FakeSiblings of(SiblingPath... paths) {
    return new FakeSiblings(List.of(paths));
  }

  @Override
  public int size() {
    return paths.size();
  }

  @Override
  public SiblingPath get(int index) {
    return paths.get(index);
  }
}
