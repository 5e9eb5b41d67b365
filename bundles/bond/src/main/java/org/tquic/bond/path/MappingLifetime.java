package org.tquic.bond.path;

import java.util.function.Consumer;

/**
 * Learns how long the NATs and firewalls of a link remember a silent flow (RFC 4787 section 4.3,
 * RFC 5780 section 4.6): silences that were survived bound it from below, those that were not from
 * above. Begins with what nearly all of them survive, doubles, and halves the rest once a silence
 * was too long. One trial proves nothing: packets are lost, and others may have crossed the path
 * unseen. Times are nanoseconds; not thread-safe.
 */
public final class MappingLifetime {
  /** Survived by what is in the field: few forget before 30 s, though RFC 4787 asks for 120 s. */
  public static final long SAFE_NS = 15_000_000_000L;

  /** Longer silences save next to nothing. */
  public static final long LONGEST_NS = 180_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int TRIALS = 2;
  private static final long CLOSE_ENOUGH_NS = 2_000_000_000L;
  private static final long WHOLE_SECOND_NS = 1_000_000_000L;

  /** A NAT that forgot this early is asked again after so long. */
  private static final long RETRY_NS = 3600 * WHOLE_SECOND_NS;

  /** The NAT may be another one by then. */
  private static final long REVISIT_NS = 24 * RETRY_NS;

  private final Consumer<MappingLifetime> changed;
  private long heldNs;
  private long lostNs;
  private long lostAtNs;
  private long triedNs;
  private int heldInRow;
  private int lostInRow;

  /** Nothing is known. */
  public MappingLifetime() {
    this(0, -1, 0, _ -> {});
  }

  /**
   * Begins with what was learnt before.
   *
   * @param heldNs longest silence survived, or 0
   * @param lostNs shortest silence not survived, or -1
   * @param changed told when one of them changes
   */
  public MappingLifetime(long heldNs, long lostNs, long nowNs, Consumer<MappingLifetime> changed) {
    this.heldNs = Math.clamp(heldNs, 0, LONGEST_NS);
    this.lostNs = lostNs <= this.heldNs ? NEVER : lostNs;
    this.lostAtNs = nowNs;
    this.changed = changed;
  }

  /**
   * How long to be silent next, or 0 for not at all.
   *
   * @param mayExplore whether a silence may be tried that may be too long
   * @param thrifty whether to be silent for as long as is known to be survived; else for no longer
   *     than is safe, so that the path's death is noticed
   */
  public long gapNs(boolean mayExplore, boolean thrifty, long nowNs) {
    long patienceNs = lostNs <= SAFE_NS ? RETRY_NS : REVISIT_NS;
    if (lostNs != NEVER && nowNs - lostAtNs >= patienceNs) {
      lostNs = NEVER;
      changed.accept(this);
    }
    if (lostNs <= SAFE_NS) {
      return 0;
    }
    if (heldNs < SAFE_NS) {
      return SAFE_NS;
    }
    if (mayExplore && !isSettled()) {
      return lostNs == NEVER ? Math.min(2 * heldNs, LONGEST_NS) : between();
    }
    return thrifty ? heldNs : SAFE_NS;
  }

  private long between() {
    return (heldNs + lostNs) / 2 / WHOLE_SECOND_NS * WHOLE_SECOND_NS;
  }

  private boolean isSettled() {
    return heldNs >= LONGEST_NS
        || lostNs != NEVER && lostNs - heldNs <= Math.max(CLOSE_ENOUGH_NS, heldNs / 4);
  }

  /** A silence was survived. */
  public void onHeld(long gapNs) {
    begin(gapNs);
    lostInRow = 0;
    if (++heldInRow >= TRIALS && gapNs > heldNs) {
      heldNs = gapNs;
      lostNs = lostNs <= gapNs ? NEVER : lostNs;
      changed.accept(this);
    }
  }

  /** After a silence nothing came through until this end spoke. */
  public void onLost(long gapNs, long nowNs) {
    begin(gapNs);
    heldInRow = 0;
    if (++lostInRow >= TRIALS) {
      lostInRow = 0;
      lostNs = gapNs;
      lostAtNs = nowNs;
      // What held once holds no more: it is another NAT, of which nothing is known.
      heldNs = heldNs >= gapNs ? 0 : heldNs;
      changed.accept(this);
    }
  }

  private void begin(long gapNs) {
    if (gapNs != triedNs) {
      triedNs = gapNs;
      heldInRow = 0;
      lostInRow = 0;
    }
  }

  /** Longest silence that was survived, or 0. */
  public long heldNs() {
    return heldNs;
  }

  /** Shortest silence that was not survived, or -1. */
  public long lostNs() {
    return lostNs == NEVER ? -1 : lostNs;
  }
}
