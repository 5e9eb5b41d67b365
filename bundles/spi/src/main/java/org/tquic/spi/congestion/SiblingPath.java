package org.tquic.spi.congestion;

/** Another path of the connection, as a coupled controller sees it. */
public interface SiblingPath {
  /** Id of the path within the connection. */
  long pathId();

  /** Its congestion window, bytes. */
  long congestionWindow();

  /** Bytes under way on it. */
  long bytesInFlight();

  /** Its smoothed round-trip time, nanoseconds. */
  long smoothedRttNs();

  /** What its controller is doing. */
  CongestionPhase phase();
}
