package org.tquic.lab.demo;

import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.LinkProfile;

/**
 * A link of the demonstration.
 *
 * @param label for people
 * @param spec how it is emulated; both ways alike
 */
record DemoLink(String label, WanSpec spec) {
  double rateMbps() {
    return spec.in().rateBps() / 1e6;
  }

  double rttMs() {
    return (spec.in().delayNs() + spec.out().delayNs()) / 1e6;
  }

  /** Most that a tunnel over it can carry, Mbit/s. */
  double ceilingMbps() {
    return rateMbps() * LinkProfile.CEILING;
  }
}
