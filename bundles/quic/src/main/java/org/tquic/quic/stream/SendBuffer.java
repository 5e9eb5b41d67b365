package org.tquic.quic.stream;

import org.tquic.quic.wire.WireWriter;

/**
 * What was written to a stream until it is acknowledged, and which parts of it are to be sent. The
 * end of the stream counts as one more byte behind the last, so that one set of ranges tells the
 * fate of both.
 *
 * <p>Sending takes two steps: a select method picks the next segment, {@link #send} writes it or
 * its beginning.
 */
public final class SendBuffer {
  private final int capacity;
  private final ByteWindow bytes;

  /** All below is acknowledged. */
  private long base;

  private long written;
  private boolean finished;

  /** All below was sent at least once; one above {@link #written} once the end was. */
  private long nextNew;

  private final RangeSet acked = new RangeSet();

  // What is in one of these three is in none of the others, nor in acked.
  private final RangeSet lost = new RangeSet();
  private final RangeSet reinject = new RangeSet();

  /** Under way at least twice. */
  private final RangeSet doubled = new RangeSet();

  private RangeSet selectedFrom = lost;
  private boolean selectedNew;
  private long selectedOffset;
  private int selectedLength;
  private boolean selectedEnd;

  /**
   * An empty buffer.
   *
   * @param capacity bytes not acknowledged that it holds at most
   */
  public SendBuffer(int capacity, ChunkPool pool) {
    this.capacity = capacity;
    bytes = new ByteWindow(pool);
  }

  /**
   * Appends bytes, as many as there is room for.
   *
   * @return how many
   * @throws IllegalStateException after {@link #finish}
   */
  public int write(byte[] source, int from, int length) {
    if (finished) {
      throw new IllegalStateException("written after the end");
    }
    int count = Math.min(length, room());
    bytes.write(written, source, from, count);
    written += count;
    return count;
  }

  /** The stream ends after what was written. */
  public void finish() {
    finished = true;
  }

  /** Whether {@link #finish} was called. */
  public boolean isFinished() {
    return finished;
  }

  /** Bytes that can be written now. */
  public int room() {
    return capacity - (int) (written - Math.min(base, written));
  }

  /** Whether something that was sent is not acknowledged. */
  public boolean isUnacknowledged() {
    return base < nextNew;
  }

  /** Offset behind the last byte that was sent. */
  public long sentEnd() {
    return Math.min(nextNew, written);
  }

  /** Bytes never sent. */
  public long unsentBytes() {
    return written - sentEnd();
  }

  /** Whether the end follows what was sent, and was not sent itself. */
  public boolean isOnlyEndUnsent() {
    return finished && nextNew == written;
  }

  /** Whether something waits to be sent once more. */
  public boolean hasRepeats() {
    return !lost.isEmpty() || !reinject.isEmpty();
  }

  /** Whether everything and the end of it is acknowledged. */
  public boolean isComplete() {
    return finished && base > written;
  }

  /** Picks the lowest range that was lost or else is to be sent twice; false when there is none. */
  public boolean selectRepeat() {
    if (!hasRepeats()) {
      return false;
    }
    selectedNew = false;
    selectedFrom = lost.isEmpty() ? reinject : lost;
    long end = selectedFrom.end(0);
    select(selectedFrom.start(0), Math.min(end, written), end > written);
    return true;
  }

  /**
   * Picks what was never sent; false when there is nothing.
   *
   * @param limit offset up to which flow control lets bytes go
   */
  public boolean selectNew(long limit) {
    long end = Math.min(written, limit);
    boolean withEnd = finished && end == written && nextNew <= written;
    if (nextNew >= end && !withEnd) {
      return false;
    }
    selectedNew = true;
    select(nextNew, end, withEnd);
    return true;
  }

  private void select(long offset, long end, boolean withEnd) {
    selectedOffset = offset;
    // Longer than any packet is long enough.
    selectedLength = (int) Math.min(end - offset, 1 << 20);
    selectedEnd = withEnd && selectedLength == end - offset;
  }

  /** Offset of what was picked. */
  public long selectedOffset() {
    return selectedOffset;
  }

  /** Bytes of what was picked. */
  public int selectedLength() {
    return selectedLength;
  }

  /** Whether the end belongs to what was picked, if all of it is sent. */
  public boolean selectedEnd() {
    return selectedEnd;
  }

  /**
   * Writes the first bytes of what was picked and takes them as sent, with the end if it belongs to
   * it and no bytes are left out.
   */
  public void send(WireWriter out, int length) {
    bytes.read(selectedOffset, out, length);
    long end = selectedOffset + length + (selectedEnd && length == selectedLength ? 1 : 0);
    if (selectedNew) {
      nextNew = end;
      return;
    }
    selectedFrom.remove(selectedOffset, end);
    if (selectedFrom == reinject) {
      doubled.add(selectedOffset, end);
    }
  }

  /**
   * A segment that was sent is acknowledged.
   *
   * @param withEnd whether the end of the stream was in it
   */
  public void onAcked(long offset, long length, boolean withEnd) {
    long start = Math.max(offset, base);
    long end = segmentEnd(offset, length, withEnd);
    if (start >= end) {
      return;
    }
    lost.remove(start, end);
    reinject.remove(start, end);
    doubled.remove(start, end);
    if (start > base) {
      acked.add(start, end);
      return;
    }
    base = end;
    acked.remove(0, end);
    if (!acked.isEmpty() && acked.start(0) == end) {
      base = acked.end(0);
      acked.removeFirst();
    }
    bytes.discardBelow(Math.min(base, written));
    if (base >= written) {
      bytes.discardAll();
    }
  }

  /**
   * A segment that was sent is lost. What of it is still under way in another packet is left to the
   * fate of that one.
   *
   * @param withEnd whether the end of the stream was in it
   */
  public void onLost(long offset, long length, boolean withEnd) {
    long start = Math.max(offset, base);
    long end = segmentEnd(offset, length, withEnd);
    if (start >= end) {
      return;
    }
    lost.add(start, end);
    lost.removeAll(acked, start, end);
    lost.removeAll(doubled, start, end);
    doubled.remove(start, end);
    reinject.removeAll(lost, start, end);
  }

  /**
   * Queues a segment that was sent to be sent again, as far as it is neither acknowledged nor lost.
   *
   * @return whether there was anything to queue
   */
  public boolean markForReinjection(long offset, long length, boolean withEnd) {
    long start = Math.max(offset, base);
    long end = segmentEnd(offset, length, withEnd);
    if (start >= end) {
      return false;
    }
    reinject.add(start, end);
    reinject.removeAll(acked, start, end);
    reinject.removeAll(lost, start, end);
    return reinject.intersects(start, end);
  }

  /** Drops everything: the stream was reset. */
  public void discard() {
    bytes.discardAll();
    lost.clear();
    reinject.clear();
    doubled.clear();
    acked.clear();
    finished = true;
    written = sentEnd();
    base = written;
    nextNew = written + 1;
  }

  private long segmentEnd(long offset, long length, boolean withEnd) {
    long end = offset + length + (withEnd ? 1 : 0);
    if (end > nextNew) {
      throw new IllegalArgumentException("never sent: up to " + end);
    }
    return end;
  }
}
