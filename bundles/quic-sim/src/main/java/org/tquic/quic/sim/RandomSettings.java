package org.tquic.quic.sim;

import java.util.random.RandomGenerator;

/**
 * Random settings of one kind of trouble.
 *
 * @param trouble settings that begin it
 * @param keys of the settings to reset at its end
 */
record RandomSettings(String trouble, String keys) {
  /** RFC 9000 section 14: a path carries datagrams of 1200 bytes; with IPv6 and UDP headers. */
  private static final int SMALLEST_MTU_BYTES = 1248;

  static RandomSettings of(Trouble kind, RandomGenerator random) {
    return switch (kind) {
      case RATE -> {
        String rate = "rate=" + logarithmic(random, 200, 200_000) + "kbit";
        yield new RandomSettings(
            rate + " queue=" + (16 + random.nextInt(500)) + "kb", "rate queue");
      }
      case DELAY -> new RandomSettings("delay=" + logarithmic(random, 1, 400) + "ms", "delay");
      case JITTER -> {
        String jitter = "jitter=" + logarithmic(random, 1, 100) + "ms";
        yield new RandomSettings(
            jitter + " overtaking=" + Units.formatOnOff(random.nextBoolean()), "jitter overtaking");
      }
      case LOSS -> loss(random, 1);
      case BURST_LOSS -> loss(random, 2 + random.nextInt(19));
      case REORDER -> {
        String reorder = "reorder=" + share(random, 200);
        yield new RandomSettings(
            reorder + " reorder-by=" + logarithmic(random, 1, 50) + "ms", "reorder reorder-by");
      }
      case DUPLICATE -> new RandomSettings("duplicate=" + share(random, 200), "duplicate");
      case CORRUPT -> new RandomSettings("corrupt=" + share(random, 100), "corrupt");
      case MTU ->
          new RandomSettings("mtu=" + random.nextInt(SMALLEST_MTU_BYTES, 1501) + "b", "mtu");
      case ECN -> {
        boolean clears = random.nextBoolean();
        yield new RandomSettings(
            clears ? "clear-ecn=on" : "ce-above=" + (1 + random.nextInt(30_000)) + "b",
            "clear-ecn ce-above");
      }
      case BLACKHOLE, REBIND ->
          throw new IllegalArgumentException(kind + " is not a matter of settings");
    };
  }

  private static RandomSettings loss(RandomGenerator random, int burst) {
    return new RandomSettings("loss=" + share(random, 300) + " burst=" + burst, "loss burst");
  }

  /** A share from 0.1% in steps of as much. */
  private static double share(RandomGenerator random, int maxPerMille) {
    return (1 + random.nextInt(maxPerMille)) / 1000.0;
  }

  /** Small values are as likely as large ones by their order of magnitude. */
  private static long logarithmic(RandomGenerator random, long min, long max) {
    // StrictMath: the same on every machine.
    double exponent = random.nextDouble() * StrictMath.log((double) max / min);
    return Math.round(min * StrictMath.exp(exponent));
  }
}
