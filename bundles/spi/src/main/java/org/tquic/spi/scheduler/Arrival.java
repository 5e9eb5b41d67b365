package org.tquic.spi.scheduler;

/**
 * When a packet would reach the other end of a path, for schedulers that compare paths by it: after
 * half the round trip of the empty path, and the time that the path takes to carry what stands in
 * its queues. The idea is that of Earliest Delivery Path First: K. Chebrolu and R. Rao, "Bandwidth
 * Aggregation for Real-Time Applications in Heterogeneous Wireless Networks", IEEE Transactions on
 * Mobile Computing 5(4), 2006. There the scheduler knows the rates; here they are measured.
 */
public final class Arrival {
  private Arrival() {}

  /**
   * Time until a packet that is sent now has arrived, nanoseconds.
   *
   * @param sizeBytes of the packet
   */
  public static double afterNs(PathView path, int sizeBytes) {
    return emptyRttNs(path) / 2.0 + queueNs(path) + 1e9 * sizeBytes / capacityBps(path);
  }

  /**
   * Time that the path takes to carry what stands in its queues, nanoseconds: what is under way
   * beyond the bandwidth-delay product.
   */
  public static double queueNs(PathView path) {
    double underWay = path.bytesInFlight() + path.queuedBytes();
    return Math.max(0, 1e9 * underWay / capacityBps(path) - emptyRttNs(path));
  }

  /**
   * What the path can carry, bytes per second: the rate that it proved, or where it was not yet
   * asked for much, what half its window allows, since controllers let about twice the
   * bandwidth-delay product be under way.
   */
  public static double capacityBps(PathView path) {
    double allowed = 0.5e9 * path.congestionWindow() / Math.max(path.smoothedRttNs(), 1);
    return Math.max(1, Math.max(path.deliveryRateBps(), allowed));
  }

  private static long emptyRttNs(PathView path) {
    return path.minRttNs() > 0 ? path.minRttNs() : Math.max(path.smoothedRttNs(), 0);
  }
}
