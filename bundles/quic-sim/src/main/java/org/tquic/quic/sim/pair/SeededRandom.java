package org.tquic.quic.sim.pair;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Gives the same numbers for the same seed, so that a simulation can be repeated. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom random;

  SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
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
