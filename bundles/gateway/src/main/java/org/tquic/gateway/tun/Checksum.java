package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;

/** The internet checksum, RFC 1071. */
final class Checksum {
  private Checksum() {}

  /** The sum of the 16-bit words of a part, not yet folded; an odd byte counts as the high one. */
  static long sum(ByteBuf buffer, int index, int length) {
    long sum = 0;
    int end = index + length;
    int at = index;
    for (; at + 1 < end; at += 2) {
      sum += buffer.getUnsignedShort(at);
    }
    return at < end ? sum + ((long) buffer.getUnsignedByte(at) << 8) : sum;
  }

  /** Folds a sum into the 16 bits that go into the header. */
  static int finish(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) (~folded & 0xffff);
  }
}
