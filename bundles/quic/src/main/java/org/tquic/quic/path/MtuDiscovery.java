package org.tquic.quic.path;

/**
 * Finds the largest datagram that a path carries by probes, RFC 8899 with the rules of RFC 9000
 * section 14.3. Probes lost say nothing about congestion. Sizes are UDP payloads.
 */
public final class MtuDiscovery {
  /** What each path of QUIC must carry, RFC 9000 section 14. */
  public static final int BASE = 1200;

  /** Probes of a size that may get lost before the size counts as too large. */
  public static final int MAX_PROBES = 3;

  /** After a search, how long until the next looks for more; RFC 8899 section 5.1.1. */
  public static final long RAISE_NS = 600_000_000_000L;

  /** After a black hole, how long until the next search. */
  public static final long BLACK_HOLE_PAUSE_NS = 60_000_000_000L;

  /** Rounds in a row in which large packets are lost that make a black hole. */
  public static final int BLACK_HOLE_LOSSES = 3;

  /** Full packets differ by what a frame would not fit into. */
  private static final int SAME_SIZE = 64;

  /** What a further probe has to promise. */
  private static final int STEP = 8;

  private int maximum;
  private int current = BASE;
  private int tooLarge;
  private int probe;
  private int probesLost;
  private boolean started;
  private boolean inFlight;
  private long nextSearchNs;
  private int lossesInRow;
  private int smallestLost;
  private long lastLossNs;

  /**
   * Not started: the base holds.
   *
   * @param maximum largest size to try; below the base it counts as the base
   */
  public MtuDiscovery(int maximum) {
    this.maximum = Math.max(BASE, maximum);
    tooLarge = this.maximum + 1;
  }

  /** The path is validated: the search begins, unless it has begun. */
  public void start(long nowNs) {
    if (!started) {
      started = true;
      search(nowNs);
    }
  }

  /** The way is another, of which nothing is known: the base holds, and {@link #start} is due. */
  public void stop() {
    started = false;
    inFlight = false;
    probe = 0;
    current = BASE;
  }

  /**
   * Lowers or raises the largest size to try, as the peer's max_udp_payload_size or the link does.
   */
  public void setMaximum(int newMaximum, long nowNs) {
    maximum = Math.max(BASE, newMaximum);
    current = Math.min(current, maximum);
    search(nowNs);
  }

  /** Largest datagram to send. */
  public int currentMtu() {
    return current;
  }

  /** Size of the probe to send now; 0 for none. */
  public int probeSize(long nowNs) {
    if (!started || inFlight || nowNs < nextSearchNs) {
      return 0;
    }
    if (probe == 0) {
      if (tooLarge - current <= 1) {
        return 0;
      }
      probe = nextSize();
      probesLost = 0;
    }
    return probe;
  }

  /** The probe was sent. */
  public void onProbeSent(int size) {
    if (size != probe || inFlight) {
      throw new IllegalStateException("no probe of " + size + " bytes is due");
    }
    inFlight = true;
  }

  /**
   * A probe arrived.
   *
   * @return whether larger datagrams may be sent now
   */
  public boolean onProbeAcked(int size, long nowNs) {
    if (!inFlight || size != probe) {
      return false;
    }
    inFlight = false;
    probe = 0;
    current = size;
    lossesInRow = 0;
    finishIfDone(nowNs);
    return true;
  }

  /** A probe was lost. */
  public void onProbeLost(int size, long nowNs) {
    if (!inFlight || size != probe) {
      return;
    }
    inFlight = false;
    if (++probesLost == MAX_PROBES) {
      tooLarge = probe;
      probe = 0;
      finishIfDone(nowNs);
    }
  }

  /** The own system refused to send a datagram for its size. */
  public void onTooLarge(int size, long nowNs) {
    if (size <= BASE || size >= tooLarge) {
      return;
    }
    tooLarge = size;
    if (probe >= size) {
      probe = 0;
      inFlight = false;
    }
    if (current >= size) {
      current = BASE;
    }
    nextSearchNs = nowNs;
    finishIfDone(nowNs);
  }

  /** A packet that was no probe arrived. */
  public void onPacketAcked(int size) {
    if (lossesInRow > 0 && size >= smallestLost - SAME_SIZE) {
      lossesInRow = 0;
    }
  }

  /**
   * A packet that was no probe was lost. Those that were under way together count once, since a
   * full queue drops many at a time.
   *
   * @return whether the path is a black hole for large packets: the base is used again
   */
  public boolean onPacketLost(int size, long sentNs, long nowNs) {
    if (size <= BASE || size > current || (lossesInRow > 0 && sentNs <= lastLossNs)) {
      return false;
    }
    smallestLost = lossesInRow == 0 ? size : Math.min(smallestLost, size);
    lastLossNs = nowNs;
    if (++lossesInRow < BLACK_HOLE_LOSSES) {
      return false;
    }
    current = BASE;
    search(nowNs);
    nextSearchNs = nowNs + BLACK_HOLE_PAUSE_NS;
    return true;
  }

  /** When a new search is due; {@link Long#MAX_VALUE} while one is under way or none will be. */
  public long nextTimeoutNs(long nowNs) {
    return started && nextSearchNs > nowNs && current < maximum ? nextSearchNs : Long.MAX_VALUE;
  }

  private void search(long nowNs) {
    tooLarge = maximum + 1;
    probe = 0;
    probesLost = 0;
    inFlight = false;
    lossesInRow = 0;
    nextSearchNs = nowNs;
  }

  private void finishIfDone(long nowNs) {
    if (probe == 0 && tooLarge - current <= STEP) {
      tooLarge = maximum + 1;
      nextSearchNs = nowNs + RAISE_NS;
    }
  }

  /** The maximum first, since most paths carry it; then the middle of what is left. */
  private int nextSize() {
    return tooLarge > maximum ? maximum : current + (tooLarge - current) / 2;
  }
}
