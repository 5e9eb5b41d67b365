package org.tquic.lab.emulator;

/**
 * What one direction of a link does to frames.
 *
 * <p>The rate is that of the physical layer: a frame occupies the link for its own bytes, padded to
 * the Ethernet minimum, plus preamble, check sequence and gap ({@link #L1_OVERHEAD_BYTES}; IEEE
 * 802.3 clauses 3 and 4). An IP packet of 1500 bytes therefore costs 1538 bytes, and {@link
 * #CEILING} of the rate is what is left for the payload of a tunnel with minimal headers.
 *
 * @param rateBps serialisation rate at the physical layer, bits per second; 0 = unlimited
 * @param delayNs propagation delay, nanoseconds
 * @param jitterNs each frame's delay varies evenly by up to this much to both sides, nanoseconds;
 *     never below a delay of 0
 * @param loss share of frames lost after having been sent, 0 to 1
 * @param lossBurst mean number of frames lost in a row, at least 1; 1 = independent losses
 * @param queueNs frames that would wait longer than this for the link are dropped, nanoseconds; 0 =
 *     no bound in time (nor has an unlimited link any)
 * @param queueBytes frames that do not fit into this many waiting bytes are dropped; 0 = no bound
 *     in bytes
 * @param reordering whether jitter may let frames overtake one another; otherwise a late frame
 *     holds up those behind it, as cellular links do
 */
public record LinkProfile(
    long rateBps,
    long delayNs,
    long jitterNs,
    double loss,
    double lossBurst,
    long queueNs,
    long queueBytes,
    boolean reordering) {

  /** Preamble and start delimiter 8, check sequence 4, inter-frame gap 12. */
  public static final int L1_OVERHEAD_BYTES = 24;

  /** Shortest Ethernet frame without its check sequence. */
  public static final int MIN_FRAME_BYTES = 60;

  /**
   * Share of a link's rate that is left for what a tunnel carries: of the 1538 bytes that an IP
   * packet of 1500 bytes takes, 1440 remain after IPv4 (20), UDP (8) and QUIC headers, connection
   * id, tag and frame type (32).
   */
  public static final double CEILING = 1440.0 / 1538.0;

  /** A link that changes nothing. */
  public static final LinkProfile PERFECT = new LinkProfile(0, 0, 0, 0, 1, 0, 0, false);

  /** Checks the ranges. */
  public LinkProfile {
    if (rateBps < 0 || delayNs < 0 || jitterNs < 0 || queueNs < 0 || queueBytes < 0) {
      throw new IllegalArgumentException("a rate, time or size is negative");
    }
    if (!(loss >= 0 && loss <= 1)) {
      throw new IllegalArgumentException("loss " + loss + " is not between 0 and 1");
    }
    if (!(lossBurst >= 1)) {
      throw new IllegalArgumentException("a loss burst of " + lossBurst + " is below one frame");
    }
  }

  /** A link with this rate and delay, and a queue of 100 ms. */
  public static LinkProfile of(long rateBps, long delayNs) {
    return new LinkProfile(rateBps, delayNs, 0, 0, 1, 100_000_000L, 0, false);
  }

  /** The same with jitter, in nanoseconds. */
  public LinkProfile withJitter(long ns) {
    return new LinkProfile(rateBps, delayNs, ns, loss, lossBurst, queueNs, queueBytes, reordering);
  }

  /** The same with random loss, a share of 0 to 1. */
  public LinkProfile withLoss(double share) {
    return new LinkProfile(
        rateBps, delayNs, jitterNs, share, lossBurst, queueNs, queueBytes, reordering);
  }

  /** The same with a queue bounded in time, nanoseconds, instead of its bounds so far. */
  public LinkProfile withQueueNs(long ns) {
    return new LinkProfile(rateBps, delayNs, jitterNs, loss, lossBurst, ns, 0, reordering);
  }

  /** Bytes that a frame takes at the physical layer. */
  public static int wireBytes(int frameBytes) {
    return Math.max(frameBytes, MIN_FRAME_BYTES) + L1_OVERHEAD_BYTES;
  }

  /** Most bytes that may wait, {@link Long#MAX_VALUE} when unbounded. */
  long queueLimitBytes() {
    long bytes = queueBytes == 0 ? Long.MAX_VALUE : queueBytes;
    if (queueNs == 0 || rateBps == 0) {
      return bytes;
    }
    return Math.min(bytes, (long) (rateBps / 8.0 * (queueNs / 1e9)));
  }

  /**
   * This profile with some values replaced, as in {@code rate=20mbit loss=1%}. Keys: {@code rate},
   * {@code delay}, {@code jitter}, {@code loss}, {@code burst} (frames), {@code queue} (a time or a
   * size), {@code reorder} ({@code on} or {@code off}).
   *
   * @throws IllegalArgumentException when a key is unknown or a value malformed
   */
  public LinkProfile with(Iterable<String> settings) {
    LinkProfile result = this;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + setting + "' is not KEY=VALUE");
      }
      result = result.with(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return result;
  }

  private LinkProfile with(String key, String value) {
    long rate = rateBps;
    long delay = delayNs;
    long jitter = jitterNs;
    double lost = loss;
    double burst = lossBurst;
    long waitNs = queueNs;
    long waitBytes = queueBytes;
    boolean overtaking = reordering;
    switch (key) {
      case "rate" -> rate = Units.rateBps(value);
      case "delay" -> delay = Units.timeNs(value);
      case "jitter" -> jitter = Units.timeNs(value);
      case "loss" -> lost = Units.share(value);
      case "burst" -> burst = Double.parseDouble(value);
      case "queue" -> {
        waitNs = Units.isSize(value) ? 0 : Units.timeNs(value);
        waitBytes = Units.isSize(value) ? Units.sizeBytes(value) : 0;
      }
      case "reorder" -> overtaking = onOrOff(value);
      default ->
          throw new IllegalArgumentException(
              "'" + key + "' is none of rate, delay, jitter, loss, burst, queue, reorder");
    }
    return new LinkProfile(rate, delay, jitter, lost, burst, waitNs, waitBytes, overtaking);
  }

  /** The settings that {@link #with} reads. */
  public String settings() {
    return "rate="
        + Units.formatMbit(rateBps)
        + " delay="
        + Units.formatMs(delayNs)
        + " jitter="
        + Units.formatMs(jitterNs)
        + " loss="
        + Units.formatPercent(loss)
        + " burst="
        + lossBurst
        + " queue="
        + (queueBytes > 0 ? queueBytes + "b" : Units.formatMs(queueNs))
        + " reorder="
        + (reordering ? "on" : "off");
  }

  static boolean onOrOff(String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither on nor off");
    };
  }
}
