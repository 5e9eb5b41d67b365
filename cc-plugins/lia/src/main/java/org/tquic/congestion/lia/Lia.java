package org.tquic.congestion.lia;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SiblingPath;
import org.tquic.spi.congestion.SiblingPaths;

/** The linked increases algorithm, RFC 6356 section 3. */
final class Lia extends LossBasedController {
  private final SiblingPaths siblings;

  Lia(PathInfo path, CongestionHandover handover) {
    super(path, handover);
    siblings = path.siblings();
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    double rtt = event.smoothedRttNs();
    double totalBytes = windowBytes();
    double totalRate = windowBytes() / rtt;
    double best = windowBytes() / (rtt * rtt);
    int others = siblings.size();
    for (int i = 0; i < others; i++) {
      SiblingPath other = siblings.get(i);
      double bytes = other.congestionWindow();
      double otherRtt = other.smoothedRttNs();
      totalBytes += bytes;
      totalRate += bytes / otherRtt;
      best = Math.max(best, bytes / (otherRtt * otherRtt));
    }
    double alpha = totalBytes * best / (totalRate * totalRate);
    double linkedBytes = alpha * ackedBytes * datagramBytes() / totalBytes;
    // No path is more aggressive than a flow of its own would be.
    return Math.min(linkedBytes, renoBytes(ackedBytes));
  }
}
