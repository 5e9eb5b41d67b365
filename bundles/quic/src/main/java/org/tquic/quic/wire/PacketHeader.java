package org.tquic.quic.wire;

import org.tquic.quic.PacketType;

/**
 * What can be read of one packet within a datagram before its protection is removed, RFC 9000
 * section 17. A flyweight: each {@link #parse} overwrites it, and all offsets are indexes into the
 * array given there. Never throws for what a peer sent.
 */
public final class PacketHeader {
  private static final int LONG_FORM = 0x80;
  private static final int FIXED_BIT = 0x40;

  /** Version and both length bytes that follow the first byte of a long header. */
  private static final int LONG_MIN_LENGTH = 7;

  private byte[] array = new byte[0];
  private int end;
  private int at;

  private PacketType type;
  private int version;
  private boolean fixedBit;
  private int packetOffset;
  private int dcidOffset;
  private int dcidLength;
  private int scidOffset;
  private int scidLength;
  private int tokenOffset;
  private int tokenLength;
  private int packetNumberOffset;
  private int packetEnd;

  /**
   * Reads the header of the packet at {@code offset} of a datagram that ends before {@code end}.
   *
   * @param shortCidLength bytes of the connection IDs that short headers carry, 0 to 20
   * @return false when no packet can be delimited there: the rest of the datagram is to be dropped
   */
  public boolean parse(byte[] a, int offset, int end, int shortCidLength) {
    if (offset < 0 || offset >= end || end > a.length) {
      return false;
    }
    array = a;
    this.end = end;
    at = offset + 1;
    int first = a[offset];
    fixedBit = (first & FIXED_BIT) != 0;
    packetOffset = offset;
    packetEnd = end;
    packetNumberOffset = -1;
    tokenOffset = at;
    tokenLength = 0;
    return (first & LONG_FORM) == 0 ? parseShort(shortCidLength) : parseLong(first >> 4 & 3);
  }

  private boolean parseShort(int shortCidLength) {
    if (shortCidLength < 0 || shortCidLength > end - at) {
      return false;
    }
    type = PacketType.ONE_RTT;
    version = 0;
    dcidOffset = at;
    dcidLength = shortCidLength;
    packetNumberOffset = at + shortCidLength;
    scidOffset = packetNumberOffset;
    scidLength = 0;
    return true;
  }

  private boolean parseLong(int typeBits) {
    if (end - packetOffset < LONG_MIN_LENGTH) {
      return false;
    }
    version =
        array[at] << 24
            | (array[at + 1] & 0xff) << 16
            | (array[at + 2] & 0xff) << 8
            | array[at + 3] & 0xff;
    at += 4;
    // RFC 8999 lets connection IDs of other versions have up to 255 bytes.
    int maxCidLength = QuicVersion.isSupported(version) ? ConnectionId.MAX_LENGTH : 255;
    dcidLength = array[at] & 0xff;
    dcidOffset = at + 1;
    // One byte more: the length of the other connection ID.
    if (dcidLength > maxCidLength || dcidLength >= end - dcidOffset) {
      return false;
    }
    scidLength = array[dcidOffset + dcidLength] & 0xff;
    scidOffset = dcidOffset + dcidLength + 1;
    if (scidLength > maxCidLength || scidLength > end - scidOffset) {
      return false;
    }
    at = scidOffset + scidLength;
    if (version == QuicVersion.NEGOTIATION) {
      type = PacketType.VERSION_NEGOTIATION;
      return true;
    }
    if (!QuicVersion.isSupported(version)) {
      type = null;
      return true;
    }
    type = QuicVersion.longType(version, typeBits);
    return type == PacketType.RETRY ? parseRetry() : parseNumbered();
  }

  private boolean parseRetry() {
    tokenOffset = at;
    tokenLength = end - at - RetryPacket.INTEGRITY_TAG_LENGTH;
    // RFC 9000 section 17.2.5.2: one without a token is discarded.
    return tokenLength > 0;
  }

  private boolean parseNumbered() {
    if (type == PacketType.INITIAL) {
      long length = varInt();
      if (length < 0 || length > end - at) {
        return false;
      }
      tokenOffset = at;
      tokenLength = (int) length;
      at += tokenLength;
    }
    long length = varInt();
    if (length < 0 || length > end - at) {
      return false;
    }
    packetNumberOffset = at;
    packetEnd = at + (int) length;
    return true;
  }

  /** A variable-length integer, −1 when it is cut short. */
  private long varInt() {
    if (at >= end) {
      return -1;
    }
    int length = 1 << (array[at] >> 6 & 3);
    if (length > end - at) {
      return -1;
    }
    long value = array[at] & 0x3f;
    for (int i = 1; i < length; i++) {
      value = value << 8 | array[at + i] & 0xff;
    }
    at += length;
    return value;
  }

  /** Type, null when the packet is of a version that this engine does not speak. */
  public PacketType type() {
    return type;
  }

  /** Version, 0 in Version Negotiation packets and short headers. */
  public int version() {
    return version;
  }

  /** Whether the fixed bit is set, as it must be unless RFC 9287 was agreed on. */
  public boolean fixedBit() {
    return fixedBit;
  }

  /** Index of the packet's first byte. */
  public int packetOffset() {
    return packetOffset;
  }

  /** Index after the packet's last byte; another packet may follow there. */
  public int packetEnd() {
    return packetEnd;
  }

  /** Index of the Destination Connection ID. */
  public int dcidOffset() {
    return dcidOffset;
  }

  /** Its bytes: 0 to 20, or to 255 with a type of null or VERSION_NEGOTIATION. */
  public int dcidLength() {
    return dcidLength;
  }

  /** Index of the Source Connection ID. */
  public int scidOffset() {
    return scidOffset;
  }

  /** Its bytes, with the range of {@link #dcidLength()}; 0 in short headers. */
  public int scidLength() {
    return scidLength;
  }

  /** Index of the token of an Initial or Retry packet. */
  public int tokenOffset() {
    return tokenOffset;
  }

  /** Bytes of the token, 0 in packets of other types. */
  public int tokenLength() {
    return tokenLength;
  }

  /** Index of the protected packet number, −1 in packets without one. */
  public int packetNumberOffset() {
    return packetNumberOffset;
  }
}
