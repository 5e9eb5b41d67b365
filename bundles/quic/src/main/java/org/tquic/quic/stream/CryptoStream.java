package org.tquic.quic.stream;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.WireWriter;

/** The bytes of the handshake at one encryption level, both ways, RFC 9000 section 7.5. */
public final class CryptoStream {
  /** Bytes ahead of what was read that are taken from the peer. */
  public static final int MAX_BUFFERED_BYTES = 65_536;

  private static final int MAX_GAPS = 256;
  private static final int SEND_CAPACITY_BYTES = 1 << 20;

  private final ChunkPool pool = new ChunkPool(0);
  private final SendBuffer sending = new SendBuffer(SEND_CAPACITY_BYTES, pool);
  private final ReceiveBuffer receiving = new ReceiveBuffer(pool);
  private final FrameSink sink = new FrameSink();

  /**
   * Appends bytes to send.
   *
   * @throws IllegalStateException when more than 1 MiB is not acknowledged
   */
  public void write(byte[] source, int from, int length) {
    if (length > sending.room()) {
      throw new IllegalStateException("handshake of more than 1 MiB");
    }
    sending.write(source, from, length);
  }

  /**
   * The peer's CRYPTO frame.
   *
   * @throws QuicException CRYPTO_BUFFER_EXCEEDED when it reaches more than 64 KiB ahead or leaves
   *     too many gaps
   */
  public void receive(long offset, byte[] source, int from, int length) {
    if (offset + length - receiving.readOffset() > MAX_BUFFERED_BYTES) {
      throw exceeded();
    }
    receiving.receive(offset, source, from, length);
    if (receiving.gaps() > MAX_GAPS) {
      throw exceeded();
    }
  }

  /** Bytes in order that can be read. */
  public int readable() {
    return receiving.readable();
  }

  /** Bytes that came above a gap or were not read; the level must not end with any. */
  public boolean hasUnread() {
    return receiving.readable() > 0 || receiving.gaps() > 0;
  }

  /** Copies bytes out in order; returns how many. */
  public int read(byte[] target, int to, int length) {
    return receiving.read(target, to, length);
  }

  /** Whether {@link #fill} has something for a packet. */
  public boolean wantsToSend() {
    return sending.hasRepeats() || sending.unsentBytes() > 0;
  }

  /** Whether something that was sent is not acknowledged. */
  public boolean isUnacknowledged() {
    return sending.isUnacknowledged();
  }

  /**
   * Writes CRYPTO frames as long as they fit, lost bytes first.
   *
   * @param sent is told of each frame
   * @return number of frames
   */
  public int fill(WireWriter out, SentFrames sent) {
    sink.begin(out, sent);
    while ((sending.selectRepeat() || sending.selectNew(Long.MAX_VALUE)) && sink.crypto(sending)) {
      // The next one follows.
    }
    return sink.end();
  }

  /** A frame has reached the peer. */
  public void onAcked(long offset, long length) {
    sending.onAcked(offset, length, false);
  }

  /** A frame has not reached the peer. */
  public void onLost(long offset, long length) {
    sending.onLost(offset, length, false);
  }

  /** Queues a frame to be sent once more while its fate is open; false when it is known. */
  public boolean markForReinjection(long offset, long length) {
    return sending.markForReinjection(offset, length, false);
  }

  /** Queues all that was sent and is not acknowledged to be sent once more. */
  public boolean markAllForReinjection() {
    return sending.markForReinjection(0, sending.sentEnd(), false);
  }

  private static QuicException exceeded() {
    return new QuicException(
        TransportError.CRYPTO_BUFFER_EXCEEDED, FrameSink.CRYPTO, "too much CRYPTO data ahead");
  }
}
