package org.tquic.quic.fuzz;

import java.util.Arrays;

/** Reads decisions out of a fuzzer's bytes. Once these are used up, every decision is 0. */
public final class FuzzInput {
  private final byte[] bytes;
  private int position;

  /** Starts at the first byte. */
  public FuzzInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether bytes are left. */
  public boolean hasMore() {
    return position < bytes.length;
  }

  /** 0 to 255. */
  public int u8() {
    return position < bytes.length ? bytes[position++] & 0xff : 0;
  }

  /** 0 to 65535. */
  public int u16() {
    return u8() << 8 | u8();
  }

  /** 0 to {@code bound - 1}; one byte decides, so the bound is at most 256. */
  public int below(int bound) {
    return u8() % bound;
  }

  /** Either. */
  public boolean flag() {
    return (u8() & 1) != 0;
  }

  /** A copy of so many bytes, fewer when no more are left. */
  public byte[] bytes(int length) {
    int end = Math.min(bytes.length, position + length);
    byte[] taken = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return taken;
  }

  /** Bytes behind a count of one byte. */
  public byte[] counted() {
    return bytes(u8());
  }

  /** All that is left. */
  public byte[] rest() {
    return bytes(bytes.length);
  }

  /** A copy of a datagram that was cut short on the way, or had some bits turned; never whole. */
  public byte[] damaged(byte[] datagram) {
    int kind = u8();
    if (datagram.length == 0 || (kind & 3) == 0) {
      return Arrays.copyOf(datagram, datagram.length == 0 ? 0 : u16() % datagram.length);
    }
    byte[] changed = datagram.clone();
    for (int i = 0; i < (kind & 3); i++) {
      changed[u16() % changed.length] ^= (byte) (u8() | 1);
    }
    // Two changes can undo each other.
    return Arrays.equals(changed, datagram) ? new byte[0] : changed;
  }
}
