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

  /** How much it carries between losses, as {@link AckEvent#lossIntervalBytes()}. */
  long lossIntervalBytes();

  /** What its controller is doing. */
  CongestionPhase phase();
}
