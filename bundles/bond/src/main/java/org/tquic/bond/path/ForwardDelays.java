package org.tquic.bond.path;

import java.util.List;
import org.tquic.spi.scheduler.Decision;

/**
 * Compares the one-way delays of carriers without synchronised clocks. One FEEDBACK message tells
 * when packets of several carriers arrived, and came back one way: what their round trips differ by
 * is what their ways there differ by. Messages are put in relation by the carriers that they share.
 */
public final class ForwardDelays {
  private static final double GAIN = 1.0 / 8;

  private final Carrier[] told = new Carrier[Decision.MAX_PATHS];
  private final long[] roundTripsNs = new long[Decision.MAX_PATHS];
  private int count;

  /** A message begins. */
  public void begin() {
    count = 0;
  }

  /** It gave this sample of a carrier's round trip, nanoseconds. */
  public void add(Carrier carrier, long roundTripNs) {
    if (count < told.length) {
      told[count] = carrier;
      roundTripsNs[count++] = roundTripNs;
    }
  }

  /** It is over. One about a single carrier compares nothing. */
  public void end(List<Carrier> carriers, long nowNs) {
    if (count < 2) {
      return;
    }
    double wayBackNs = wayBackNs();
    for (int i = 0; i < count; i++) {
      double thereNs = roundTripsNs[i] - wayBackNs;
      double knownNs = told[i].forwardNs();
      told[i].forwardNs(told[i].knowsForward() ? knownNs + GAIN * (thereNs - knownNs) : thereNs);
      told[i].forwardMeasuredNs(nowNs);
    }
    beginAtZero(carriers);
  }

  /** What the message's way back took, as far as the ways there are known. */
  private double wayBackNs() {
    double sumNs = 0;
    int known = 0;
    double shortestNs = Double.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      shortestNs = Math.min(shortestNs, roundTripsNs[i]);
      if (told[i].knowsForward()) {
        sumNs += roundTripsNs[i] - told[i].forwardNs();
        known++;
      }
    }
    return known == 0 ? shortestNs : sumNs / known;
  }

  /** The fastest has none to spare. */
  private static void beginAtZero(List<Carrier> carriers) {
    double leastNs = Double.MAX_VALUE;
    for (Carrier carrier : carriers) {
      if (carrier.knowsForward()) {
        leastNs = Math.min(leastNs, carrier.forwardNs());
      }
    }
    for (Carrier carrier : carriers) {
      if (carrier.knowsForward()) {
        carrier.forwardNs(carrier.forwardNs() - leastNs);
      }
    }
  }
}
