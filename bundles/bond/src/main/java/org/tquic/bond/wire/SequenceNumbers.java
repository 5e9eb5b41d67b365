package org.tquic.bond.wire;

/** Restores whole sequence numbers from the low 32 bits that travel. */
public final class SequenceNumbers {
  private SequenceNumbers() {}

  /** The number with these low bits that is nearest to the expected one; never below 0. */
  public static long expand(int low, long expected) {
    long candidate = expected + (low - (int) expected);
    return candidate >= 0 ? candidate : candidate + (1L << 32);
  }
}
