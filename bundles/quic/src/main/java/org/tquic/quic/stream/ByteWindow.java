package org.tquic.quic.stream;

import org.tquic.quic.wire.WireWriter;

/**
 * The part of a byte stream that is held in memory, addressed by stream offset. Only blocks that
 * were written to take memory.
 */
final class ByteWindow {
  private static final int MASK = ChunkPool.CHUNK_BYTES - 1;

  private final ChunkPool pool;

  /** Block n of the stream is at n modulo the length, a power of two. */
  private byte[][] ring = new byte[2][];

  /** Blocks from lowest to below top may be there. */
  private long lowest;

  private long top;

  ByteWindow(ChunkPool pool) {
    this.pool = pool;
  }

  /** Stores bytes, none of them below what was discarded. */
  void write(long offset, byte[] source, int from, int length) {
    int done = 0;
    while (done < length) {
      byte[] chunk = chunkFor((offset + done) >>> ChunkPool.SHIFT);
      int at = (int) (offset + done) & MASK;
      int count = Math.min(length - done, ChunkPool.CHUNK_BYTES - at);
      System.arraycopy(source, from + done, chunk, at, count);
      done += count;
    }
  }

  /** Copies stored bytes. */
  void read(long offset, byte[] target, int to, int length) {
    int done = 0;
    while (done < length) {
      int at = (int) (offset + done) & MASK;
      int count = Math.min(length - done, ChunkPool.CHUNK_BYTES - at);
      System.arraycopy(stored(offset + done), at, target, to + done, count);
      done += count;
    }
  }

  /** Writes stored bytes. */
  void read(long offset, WireWriter target, int length) {
    int done = 0;
    while (done < length) {
      int at = (int) (offset + done) & MASK;
      int count = Math.min(length - done, ChunkPool.CHUNK_BYTES - at);
      target.bytes(stored(offset + done), at, count);
      done += count;
    }
  }

  /** Gives up what is below an offset. */
  void discardBelow(long offset) {
    long keep = offset >>> ChunkPool.SHIFT;
    while (lowest < top && lowest < keep) {
      release(lowest++);
    }
    lowest = Math.max(lowest, keep);
    top = Math.max(top, lowest);
  }

  /** Gives up everything. */
  void discardAll() {
    for (long chunk = lowest; chunk < top; chunk++) {
      release(chunk);
    }
    top = lowest;
  }

  private byte[] stored(long offset) {
    return ring[slot(offset >>> ChunkPool.SHIFT)];
  }

  private byte[] chunkFor(long chunk) {
    if (chunk >= top) {
      top = chunk + 1;
      if (top - lowest > ring.length) {
        grow();
      }
    }
    int slot = slot(chunk);
    if (ring[slot] == null) {
      ring[slot] = pool.acquire();
    }
    return ring[slot];
  }

  private void grow() {
    byte[][] old = ring;
    ring = new byte[Integer.highestOneBit((int) (top - lowest - 1)) << 1][];
    for (long chunk = lowest; chunk < lowest + old.length; chunk++) {
      ring[slot(chunk)] = old[(int) chunk & (old.length - 1)];
    }
  }

  private int slot(long chunk) {
    return (int) chunk & (ring.length - 1);
  }

  private void release(long chunk) {
    int slot = slot(chunk);
    if (ring[slot] != null) {
      pool.release(ring[slot]);
      ring[slot] = null;
    }
  }
}
