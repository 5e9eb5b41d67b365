package org.tquic.quic.stream;

import java.util.Arrays;

/** Blocks of memory for the bytes of streams; keeps some that were given back. */
public final class ChunkPool {
  /** log2 of the bytes of a block. */
  static final int SHIFT = 11;

  /** Bytes of a block. */
  public static final int CHUNK_BYTES = 1 << SHIFT;

  private final int maxFree;
  private byte[][] free = {};
  private int freeCount;

  /**
   * A pool without blocks.
   *
   * @param maxFree blocks that it keeps at most
   */
  public ChunkPool(int maxFree) {
    this.maxFree = maxFree;
  }

  /** A block with anything in it. */
  byte[] acquire() {
    if (freeCount == 0) {
      return new byte[CHUNK_BYTES];
    }
    byte[] chunk = free[--freeCount];
    free[freeCount] = null;
    return chunk;
  }

  /** Takes back a block. */
  void release(byte[] chunk) {
    if (freeCount == maxFree) {
      return;
    }
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, Math.min(maxFree, Math.max(16, 2 * freeCount)));
    }
    free[freeCount++] = chunk;
  }
}
