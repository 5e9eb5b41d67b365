package org.tquic.bond.path;

/** What a connection knows of its path; -1 is unknown. */
public final class TransportSample {
  /** Congestion window, bytes of packets. */
  public long congestionWindow = -1;

  /** Round-trip time, nanoseconds. */
  public long rttNs = -1;
}
