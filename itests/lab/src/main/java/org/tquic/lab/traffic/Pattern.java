package org.tquic.lab.traffic;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The bytes that flows carry: noise that repeats after a prime number of bytes, so that what is
 * lost, doubled or moved does not fit.
 */
final class Pattern {
  private static final int PERIOD = 65_521;
  private static final int CHUNK = 1 << 16;
  private static final byte[] BYTES = new byte[PERIOD + CHUNK];

  static {
    SplittableRandom random = new SplittableRandom(0x7ab);
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = i < PERIOD ? (byte) random.nextInt() : BYTES[i - PERIOD];
    }
  }

  private Pattern() {}

  /** Up to 64 KiB of the pattern from a position in the flow on. */
  static ByteBuffer from(long position, long atMost) {
    int start = (int) (position % PERIOD);
    return ByteBuffer.wrap(BYTES, start, (int) Math.min(CHUNK, atMost));
  }

  /** Whether these bytes, at most 64 KiB, are those of the pattern at a position. */
  static boolean matches(long position, ByteBuffer bytes) {
    return bytes.mismatch(from(position, bytes.remaining())) < 0;
  }
}
