package org.tquic.quic.stream;

/** Takes note of the frames that were written into a packet. */
@FunctionalInterface
public interface SentFrames {
  /**
   * A frame was written.
   *
   * @param kind one of {@link StreamFrameKind}, which also says what a, b and c are
   */
  void add(int kind, long a, long b, long c);
}
