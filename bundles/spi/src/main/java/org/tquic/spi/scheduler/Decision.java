package org.tquic.spi.scheduler;

/**
 * The result of a scheduler, packed in a {@code long} so that deciding allocates nothing. A path is
 * named by its index in the {@link PathSet} of the call, 0 to {@value #MAX_PATHS} - 1.
 *
 * <p>Layout: bits 62-61 the kind; for SEND bits 0-7 the index and bits 8-39 the duplicate mask; for
 * HOLD bits 0-39 the delay in microseconds.
 */
public final class Decision {
  /** Most paths a {@link PathSet} holds. */
  public static final int MAX_PATHS = 32;

  /** No path at all; the packet stays queued until something changes. */
  public static final long NONE = 0;

  private static final long KIND_SEND = 1L << 61;
  private static final long KIND_HOLD = 2L << 61;
  private static final long KIND_MASK = 3L << 61;
  private static final long HOLD_MASK = (1L << 40) - 1;

  private Decision() {}

  /** Send on the path with this index. */
  public static long send(int index) {
    return KIND_SEND | index;
  }

  /** Send on the path with this index, and copies on the paths whose bits are set in the mask. */
  public static long send(int index, int duplicateMask) {
    return KIND_SEND | index | (duplicateMask & 0xffff_ffffL) << 8;
  }

  /** Wait by choice and ask again after the delay, 1 µs to about 12 days. */
  public static long hold(long recheckMicros) {
    return KIND_HOLD | Math.clamp(recheckMicros, 1, HOLD_MASK);
  }

  /** Whether the decision is to send. */
  public static boolean isSend(long decision) {
    return (decision & KIND_MASK) == KIND_SEND && decision > 0;
  }

  /** Whether the decision is to wait. */
  public static boolean isHold(long decision) {
    return (decision & KIND_MASK) == KIND_HOLD && decision > 0;
  }

  /**
   * Whether this is a decision at all, and one that can be carried out with so many paths: index
   * and copies are of paths that exist, and no copy goes where the packet itself does.
   */
  public static boolean isLegal(long decision, int paths) {
    if (isSend(decision)) {
      int index = index(decision);
      int mask = duplicateMask(decision);
      return decision == send(index, mask)
          && index < paths
          && (mask >>> index & 1) == 0
          && (paths >= MAX_PATHS || mask >>> paths == 0);
    }
    return decision == NONE || isHold(decision) && decision == hold(holdMicros(decision));
  }

  /** The index of a SEND. */
  public static int index(long decision) {
    return (int) (decision & 0xff);
  }

  /** The duplicate mask of a SEND, bit n for the path with index n. */
  public static int duplicateMask(long decision) {
    return (int) (decision >>> 8);
  }

  /** The delay of a HOLD in microseconds. */
  public static long holdMicros(long decision) {
    return decision & HOLD_MASK;
  }
}
