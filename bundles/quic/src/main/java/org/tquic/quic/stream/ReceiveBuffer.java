package org.tquic.quic.stream;

/**
 * Puts the bytes of a stream in order. Bytes may come again in other segments; once there is no gap
 * before them they stay what they are, whatever comes again, RFC 9000 section 2.2.
 */
public final class ReceiveBuffer {
  private final ByteWindow bytes;
  private long readOffset;

  /** All below has been received. */
  private long contiguousEnd;

  /** Received above the first gap. */
  private final RangeSet ahead = new RangeSet();

  /** An empty buffer. */
  public ReceiveBuffer(ChunkPool pool) {
    bytes = new ByteWindow(pool);
  }

  /** Stores a segment; the caller has checked it against its limits. */
  public void receive(long offset, byte[] source, int from, int length) {
    long end = offset + length;
    long start = Math.max(offset, contiguousEnd);
    if (start >= end) {
      return;
    }
    int known = (int) (start - offset);
    bytes.write(start, source, from + known, length - known);
    if (start > contiguousEnd) {
      ahead.add(start, end);
      return;
    }
    contiguousEnd = end;
    if (ahead.isEmpty()) {
      return;
    }
    ahead.add(start, end);
    contiguousEnd = ahead.end(0);
    ahead.removeFirst();
  }

  /** Bytes that can be read. */
  public int readable() {
    return (int) Math.min(contiguousEnd - readOffset, Integer.MAX_VALUE);
  }

  /** Copies bytes out and frees their memory; returns how many. */
  public int read(byte[] target, int to, int length) {
    int count = Math.min(length, readable());
    bytes.read(readOffset, target, to, count);
    readOffset += count;
    bytes.discardBelow(readOffset);
    if (readOffset == contiguousEnd && ahead.isEmpty()) {
      bytes.discardAll();
    }
    return count;
  }

  /** Offset of the next byte to read. */
  public long readOffset() {
    return readOffset;
  }

  /** Offset of the first byte that is missing. */
  public long contiguousEnd() {
    return contiguousEnd;
  }

  /** Number of gaps in what was received. */
  public int gaps() {
    return ahead.size();
  }

  /** Frees all memory. */
  public void discard() {
    bytes.discardAll();
    ahead.clear();
    readOffset = contiguousEnd;
  }
}
