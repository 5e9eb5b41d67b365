package org.tquic.quic.connection;

import java.util.Objects;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.SiblingPath;
import org.tquic.spi.congestion.SiblingPaths;

/**
 * The other paths in use, as a path's controller sees them; gathered when their number is asked.
 */
final class Siblings implements SiblingPaths {
  private final Paths paths;
  private final long ownId;
  private final View view = new View();
  private int[] indexes = new int[2];
  private int count;

  /**
   * @param ownId ID of the path whose controller looks
   */
  Siblings(Paths paths, long ownId) {
    this.paths = paths;
    this.ownId = ownId;
  }

  @Override
  public int size() {
    if (indexes.length < paths.size()) {
      indexes = new int[paths.size()];
    }
    count = 0;
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.at(i);
      if (path.id() != ownId && path.carriesData() && !path.suspect) {
        indexes[count++] = i;
      }
    }
    return count;
  }

  @Override
  public SiblingPath get(int index) {
    view.path = paths.at(indexes[Objects.checkIndex(index, count)]);
    return view;
  }

  private static final class View implements SiblingPath {
    private Path path;

    @Override
    public long pathId() {
      return path.id();
    }

    @Override
    public long congestionWindow() {
      return path.recovery.congestionWindow();
    }

    @Override
    public long bytesInFlight() {
      return path.recovery.bytesInFlight();
    }

    @Override
    public long smoothedRttNs() {
      return path.recovery.rtt().smoothedNs();
    }

    @Override
    public long lossIntervalBytes() {
      return path.recovery.lossIntervalBytes();
    }

    @Override
    public CongestionPhase phase() {
      return path.recovery.controller().phase();
    }
  }
}
