package org.tquic.quic.sim;

import java.util.Arrays;

/**
 * How one direction of a link treats datagrams. Sizes are those of IP packets; bytes of layers
 * below are not counted.
 *
 * @param rateBytesPerSecond how fast the link sends; 0 = without limit
 * @param delayNs propagation delay, nanoseconds
 * @param jitterNs the delay varies evenly by up to this much to both sides, nanoseconds, but never
 *     below 0
 * @param overtaking whether jitter lets datagrams overtake each other; otherwise a late one holds
 *     up those behind it
 * @param loss share lost on the line, 0 to 1
 * @param burst mean number lost in a row, at least 1; 1 = independent losses. The share must be
 *     reachable: {@code loss <= burst / (burst + 1)}, or 1
 * @param reorder share held back so that others overtake, 0 to 1
 * @param reorderNs for how long they are held back, nanoseconds
 * @param duplicate share that arrives twice, 0 to 1
 * @param corrupt share in whose payload one bit is flipped, 0 to 1
 * @param queueBytes drop-tail: what does not fit into this many bytes, the packet being sent
 *     included, is dropped, unless the link is idle; 0 = without limit
 * @param ceThresholdBytes an ECN-capable packet that finds more bytes than this before it is marked
 *     Congestion Experienced; 0 = never
 * @param clearsEcn whether the link sets the ECN bits of everything to zero
 * @param mtuBytes larger IP packets are dropped without a sign; 0 = without limit
 */
public record LinkProfile(
    long rateBytesPerSecond,
    long delayNs,
    long jitterNs,
    boolean overtaking,
    double loss,
    double burst,
    double reorder,
    long reorderNs,
    double duplicate,
    double corrupt,
    long queueBytes,
    long ceThresholdBytes,
    boolean clearsEcn,
    int mtuBytes) {

  /** Above this, what a link does within a nanosecond would be lost in rounding. */
  static final long MAX_RATE_BYTES_PER_SECOND = 1_000_000_000_000L;

  /** Delays and the like stay below a day, so that sums of times cannot overflow. */
  static final long MAX_TIME_NS = 86_400_000_000_000L;

  /** More than any queue holds. */
  static final long MAX_QUEUE_BYTES = 1_000_000_000_000L;

  /** Longer bursts are what a blackhole is for. */
  static final double MAX_BURST = 1_000_000;

  /** A link that changes nothing. */
  public static final LinkProfile PERFECT =
      new LinkProfile(0, 0, 0, false, 0, 1, 0, 0, 0, 0, 0, 0, false, 0);

  /** Checks the ranges. */
  public LinkProfile {
    range("rate", rateBytesPerSecond, MAX_RATE_BYTES_PER_SECOND, "bytes per second");
    range("delay", delayNs, MAX_TIME_NS, "ns");
    range("jitter", jitterNs, MAX_TIME_NS, "ns");
    range("reorder-by", reorderNs, MAX_TIME_NS, "ns");
    range("queue", queueBytes, MAX_QUEUE_BYTES, "bytes");
    range("ce-above", ceThresholdBytes, MAX_QUEUE_BYTES, "bytes");
    range("mtu", mtuBytes, Integer.MAX_VALUE, "bytes");
    share("loss", loss);
    share("reorder", reorder);
    share("duplicate", duplicate);
    share("corrupt", corrupt);
    if (!(burst >= 1 && burst <= MAX_BURST)) {
      throw new IllegalArgumentException("burst " + burst + " is not 1 to 1000000");
    }
    if (burst > 1 && loss < 1 && loss > burst / (burst + 1)) {
      throw new IllegalArgumentException(
          "loss " + loss + " cannot come in bursts of " + burst + ": too few pass between them");
    }
  }

  /**
   * A profile by its settings, others as in {@link #PERFECT}; see {@link #with(String)}.
   *
   * @throws IllegalArgumentException when a setting is unknown or malformed
   */
  public static LinkProfile of(String settings) {
    return PERFECT.with(settings);
  }

  /**
   * This profile with some settings replaced, as in {@code rate=20mbit delay=16ms loss=1%}:
   *
   * <ul>
   *   <li>{@code rate=} 20mbit, unlimited
   *   <li>{@code delay=} {@code jitter=} {@code reorder-by=} 16ms, 250us, 1.5s
   *   <li>{@code overtaking=} {@code clear-ecn=} on, off
   *   <li>{@code loss=} {@code reorder=} {@code duplicate=} {@code corrupt=} 0.5%, 0.005
   *   <li>{@code burst=} 4
   *   <li>{@code queue=} {@code ce-above=} {@code mtu=} 64kb, 1500b, none
   * </ul>
   *
   * @throws IllegalArgumentException when a setting is unknown or malformed
   */
  public LinkProfile with(String settings) {
    LinkSettings next = new LinkSettings(this);
    Arrays.stream(settings.strip().split("\\s+")).filter(s -> !s.isEmpty()).forEach(next::apply);
    return next.profile();
  }

  /**
   * This profile with some settings taken from another.
   *
   * @param keys such as {@code rate queue}
   * @throws IllegalArgumentException when a key is unknown
   */
  public LinkProfile with(LinkProfile other, String keys) {
    return with(LinkSettings.only(other, keys));
  }

  /** All settings as {@link #with(String)} reads them. */
  public String settings() {
    return LinkSettings.format(this);
  }

  private static void range(String name, long value, long max, String unit) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(name + " " + value + " is not 0 to " + max + " " + unit);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + " is not 0 to 1");
    }
  }
}
