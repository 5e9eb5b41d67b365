package org.tquic.quic.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** A connection ID, 0 to {@value #MAX_LENGTH} bytes; immutable. */
public final class ConnectionId {
  /** Longest of QUIC version 1. */
  public static final int MAX_LENGTH = 20;

  /** The one of no bytes. */
  public static final ConnectionId EMPTY = new ConnectionId(new byte[0]);

  private final byte[] bytes;
  private final int hash;

  private ConnectionId(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /**
   * A copy of bytes.
   *
   * @throws IllegalArgumentException for more than {@value #MAX_LENGTH} bytes
   */
  public static ConnectionId of(byte[] source, int offset, int length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a connection ID has at most 20 bytes, not " + length);
    }
    return length == 0
        ? EMPTY
        : new ConnectionId(Arrays.copyOfRange(source, offset, offset + length));
  }

  /** A copy of all bytes. */
  public static ConnectionId of(byte[] source) {
    return of(source, 0, source.length);
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Writes the bytes, without a length. */
  public void write(WireWriter out) {
    out.bytes(bytes);
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Whether these bytes are the same. */
  public boolean matches(byte[] source, int offset, int length) {
    return Arrays.equals(bytes, 0, bytes.length, source, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectionId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
