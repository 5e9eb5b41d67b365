package org.tquic.quic.sim;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Where randomness comes from: one number decides a whole run. */
public final class Seeds {
  /** System property: how many seeds a test over seeds tries. */
  public static final String COUNT_PROPERTY = "tquic.seeds";

  /** System property: the only seed to try, for looking at one failure. */
  public static final String SINGLE_PROPERTY = "tquic.seed";

  private Seeds() {}

  /**
   * The seeds that a test tries: 1 to N, where N is {@code -Dtquic.seeds=N} or else the default;
   * only S with {@code -Dtquic.seed=S}.
   *
   * @param defaultCount at least 1
   * @throws IllegalArgumentException when a property is no number or the count is below 1
   */
  public static LongStream toTry(int defaultCount) {
    String single = System.getProperty(SINGLE_PROPERTY);
    if (single != null) {
      return LongStream.of(number(SINGLE_PROPERTY, single));
    }
    String count = System.getProperty(COUNT_PROPERTY);
    long seeds = count == null ? defaultCount : number(COUNT_PROPERTY, count);
    if (seeds < 1) {
      throw new IllegalArgumentException(seeds + " seeds are too few, at least 1 is needed");
    }
    return LongStream.rangeClosed(1, seeds);
  }

  /**
   * A seed for one purpose, so that what one part draws does not change what another draws.
   *
   * @param seed of the run
   * @param purpose any name; another name gives unrelated numbers
   */
  public static long derive(long seed, String purpose) {
    long hash = seed;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash + 0x9e3779b97f4a7c15L + purpose.charAt(i));
    }
    return mix(hash);
  }

  /** Random numbers for one purpose of one run. */
  public static RandomGenerator random(long seed, String purpose) {
    return new SplittableRandom(derive(seed, purpose));
  }

  /** The finaliser of MurmurHash3: each bit of the input changes about half of the output. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  private static long number(String property, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-D" + property + "=" + text + " is no number", e);
    }
  }
}
