package org.tquic.quic.tls;

import java.util.Arrays;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/**
 * Cuts the handshake bytes of one level into messages, RFC 8446 section 4. What it holds grows with
 * what came and never with what a length field promises.
 */
final class MessageFramer {
  /** Most bytes of one level. */
  static final int LIMIT = 1 << 16;

  static final int HEADER_LENGTH = 4;

  private static final int CRYPTO_FRAME = 0x06;
  private static final int FIRST_CAPACITY = 2048;
  private static final byte[] NONE = {};

  private byte[] buffer = NONE;
  private int start;
  private int end;
  private int received;

  /**
   * Adds bytes.
   *
   * @throws QuicException CRYPTO_BUFFER_EXCEEDED for more than {@link #LIMIT} bytes since the start
   *     or the last {@link #restart}
   */
  void add(byte[] source, int offset, int length) {
    if (length > LIMIT - received) {
      throw new QuicException(
          TransportError.CRYPTO_BUFFER_EXCEEDED, CRYPTO_FRAME, "too much of a handshake");
    }
    received += length;
    if (length > buffer.length - end) {
      int held = end - start;
      byte[] target =
          held + length > buffer.length
              ? new byte[Math.max(FIRST_CAPACITY, Math.max(2 * held, held + length))]
              : buffer;
      System.arraycopy(buffer, start, target, 0, held);
      buffer = target;
      start = 0;
      end = held;
    }
    System.arraycopy(source, offset, buffer, end, length);
    end += length;
  }

  /** The next whole message with its header, or null. */
  byte[] poll() {
    if (end - start < HEADER_LENGTH) {
      return null;
    }
    int length =
        HEADER_LENGTH
            + ((buffer[start + 1] & 0xff) << 16
                | (buffer[start + 2] & 0xff) << 8
                | buffer[start + 3] & 0xff);
    if (length > LIMIT) {
      throw new QuicException(
          TransportError.CRYPTO_BUFFER_EXCEEDED, CRYPTO_FRAME, "too long a handshake message");
    }
    if (end - start < length) {
      return null;
    }
    byte[] message = Arrays.copyOfRange(buffer, start, start + length);
    start += length;
    if (start == end) {
      // Most sessions get no more, and live on for long.
      buffer = NONE;
      start = 0;
      end = 0;
    }
    return message;
  }

  /** Bytes that belong to no whole message yet. */
  int held() {
    return end - start;
  }

  /** Counts anew: only what is held is left of the limit. */
  void restart() {
    received = held();
  }
}
