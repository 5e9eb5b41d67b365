package org.tquic.spi.congestion;

/**
 * What controllers have in common that take losses and marks for congestion: the frame of RFC 9002
 * section 7. The window doubles each round trip until {@link HyStart} or a loss ends that, is
 * reduced once per recovery period, falls to the minimum by persistent congestion, and takes over
 * from another controller. How it grows beyond the threshold, and to what it is reduced, is the
 * subclass's.
 */
public abstract class LossBasedController implements CongestionController {
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private long datagramBytes;
  private long minimumBytes;
  private double windowBytes;
  private long ssthreshBytes = UNBOUNDED;
  private boolean recovering;

  /** Null once the capacity was found, when it was told, and where none is wanted. */
  private HyStart start;

  /** A controller at its first start, or one that replaces another. */
  protected LossBasedController(PathInfo path, CongestionHandover handover) {
    this(path, handover, new HyStart());
  }

  /**
   * A controller with an end of slow start of its own.
   *
   * @param search what ends slow start before a loss does, null for none
   */
  protected LossBasedController(PathInfo path, CongestionHandover handover, HyStart search) {
    datagramBytes = path.maxDatagramBytes();
    minimumBytes = path.minimumWindowBytes();
    windowBytes = handover.startWindowBytes(path);
    if (handover.isPresent() && handover.ssthreshBytes() >= 0) {
      ssthreshBytes = Math.max(handover.ssthreshBytes(), minimumBytes);
    } else if (handover.isPresent() && !handover.phase().isSearching()) {
      ssthreshBytes = congestionWindow();
    } else {
      start = search;
    }
  }

  /**
   * By how many bytes the window grows in congestion avoidance; negative to shrink.
   *
   * @param ackedBytes newly acknowledged of what was sent after the latest recovery period began,
   *     above 0
   */
  protected abstract double avoidanceBytes(AckEvent event, long ackedBytes);

  /**
   * By how many bytes the window grows in slow start.
   *
   * @param ackedBytes as for {@link #avoidanceBytes}
   */
  protected double slowStartBytes(AckEvent event, long ackedBytes) {
    return start == null ? ackedBytes : start.growthBytes(ackedBytes);
  }

  /**
   * The slow start threshold after a loss or mark, bytes; a larger window is reduced to it. RFC
   * 9002 section 7.3.2: half the window.
   */
  protected double reducedBytes() {
    return windowBytes / 2;
  }

  /**
   * Growth of one datagram for each window's worth of bytes, RFC 9002 section 7.3.3, in bytes.
   *
   * @param ackedBytes of the window's worth
   */
  protected final double renoBytes(double ackedBytes) {
    return datagramBytes * ackedBytes / windowBytes;
  }

  /** Largest datagram of the path, bytes. */
  protected final long datagramBytes() {
    return datagramBytes;
  }

  /** Smallest window, bytes. */
  protected final long minimumBytes() {
    return minimumBytes;
  }

  /** The window with its fraction of a byte. */
  protected final double windowBytes() {
    return windowBytes;
  }

  /** Whether the window is below the slow start threshold. */
  protected final boolean isSlowStart() {
    return windowBytes < ssthreshBytes;
  }

  /** Lets the window grow or shrink by so many bytes, not below the minimum. */
  protected final void grow(double bytes) {
    boolean slowStart = isSlowStart();
    windowBytes = Math.max(windowBytes + bytes, minimumBytes);
    if (!slowStart) {
      // One that shrinks in congestion avoidance stays there.
      ssthreshBytes = Math.min(ssthreshBytes, congestionWindow());
    }
  }

  /**
   * Puts window and threshold somewhere else, not below the minimum; the search for the capacity is
   * over.
   */
  protected final void setWindow(double newWindowBytes, double newThresholdBytes) {
    windowBytes = Math.max(newWindowBytes, minimumBytes);
    ssthreshBytes = (long) Math.max(newThresholdBytes, minimumBytes);
    start = null;
  }

  @Override
  public void onPacketSent(SentEvent event) {
    if (start != null) {
      start.onPacketSent(event.packetNumber());
    }
  }

  @Override
  public void onAck(AckEvent event) {
    if (start != null) {
      search(event);
    }
    long acked = event.ackedSinceEpochBytes();
    if (acked == 0) {
      return;
    }
    recovering = false;
    // A window that is not used says nothing about the path: RFC 9002 section 7.8.
    if (event.isWindowLimited()) {
      grow(isSlowStart() ? slowStartBytes(event, acked) : avoidanceBytes(event, acked));
    }
  }

  private void search(AckEvent event) {
    start.onAck(event.largestPacketNumber(), event.hasRttSample() ? event.latestRttNs() : -1);
    if (start.isOver()) {
      setWindow(windowBytes, windowBytes);
    }
  }

  @Override
  public void onLoss(LossEvent event) {
    if (event.isNewEpoch()) {
      reduce();
    }
    if (event.isPersistentCongestion()) {
      windowBytes = minimumBytes;
      recovering = false;
    }
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    if (event.isNewEpoch()) {
      reduce();
    }
  }

  private void reduce() {
    double threshold = reducedBytes();
    setWindow(Math.min(windowBytes, threshold), threshold);
    recovering = true;
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    minimumBytes = 2 * datagramBytes;
    windowBytes = Math.max(windowBytes, minimumBytes);
  }

  @Override
  public final long congestionWindow() {
    return (long) windowBytes;
  }

  @Override
  public final long ssthreshBytes() {
    return ssthreshBytes == UNBOUNDED ? -1 : ssthreshBytes;
  }

  @Override
  public CongestionPhase phase() {
    if (recovering) {
      return CongestionPhase.RECOVERY;
    }
    return isSlowStart() ? CongestionPhase.SLOW_START : CongestionPhase.CONGESTION_AVOIDANCE;
  }
}
