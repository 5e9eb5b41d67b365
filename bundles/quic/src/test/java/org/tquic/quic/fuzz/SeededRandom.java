package org.tquic.quic.fuzz;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Gives the same numbers for the same seed, so that what a fuzzer finds can be repeated. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom random;

  /** Starts over at a seed. */
  public SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    // SecureRandom's constructor asks before there is a seed.
    if (random != null) {
      random.nextBytes(bytes);
    }
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  @Override
  public int nextInt() {
    return random.nextInt();
  }
}
