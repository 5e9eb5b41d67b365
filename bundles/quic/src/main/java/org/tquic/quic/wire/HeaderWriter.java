package org.tquic.quic.wire;

import org.tquic.quic.PacketType;

/**
 * Writes packet headers up to the packet number, which {@link PacketNumbers#write} appends. Packet
 * protection covers the low bits of the first byte later.
 */
public final class HeaderWriter {
  /** Bytes that every AEAD of QUIC adds to a payload, RFC 9001 section 5.3. */
  public static final int AEAD_TAG_LENGTH = 16;

  /** Bytes of the Length field as it is always written. */
  private static final int LENGTH_FIELD = 2;

  private static final int LONG_FORM = 0x80;
  private static final int FIXED_BIT = 0x40;
  private static final int SPIN_BIT = 0x20;
  private static final int KEY_PHASE_BIT = 0x04;
  private static final byte[] NO_TOKEN = {};

  private HeaderWriter() {}

  /**
   * Writes a long header, RFC 9000 section 17.2, with an empty Length field at its end.
   *
   * @param type INITIAL, ZERO_RTT or HANDSHAKE
   * @param version one that is supported
   * @param token of an Initial packet, null for none; null for other types
   * @param packetNumberLength 1 to 4 bytes
   * @return index of the Length field, for {@link #finishLong}
   */
  public static int writeLong(
      WireWriter out,
      PacketType type,
      int version,
      ConnectionId dcid,
      ConnectionId scid,
      byte[] token,
      int packetNumberLength) {
    checkTypeAndToken(type, token);
    int typeBits = QuicVersion.longTypeBits(version, type);
    out.u8(LONG_FORM | FIXED_BIT | typeBits << 4 | lengthBits(packetNumberLength));
    writeIds(out, version, dcid, scid);
    if (type == PacketType.INITIAL) {
      byte[] bytes = token == null ? NO_TOKEN : token;
      out.varInt(bytes.length);
      out.bytes(bytes);
    }
    int lengthIndex = out.position();
    out.varInt2(0);
    return lengthIndex;
  }

  /** Version and both connection IDs with their lengths. */
  static void writeIds(WireWriter out, int version, ConnectionId dcid, ConnectionId scid) {
    out.u32(version);
    out.u8(dcid.length());
    dcid.write(out);
    out.u8(scid.length());
    scid.write(out);
  }

  /**
   * Fills in the Length field, which counts packet number, payload and AEAD tag.
   *
   * @param lengthIndex as {@link #writeLong} returned it
   * @param payloadEnd index after the payload, where the tag of {@value #AEAD_TAG_LENGTH} bytes
   *     will be
   * @throws IllegalArgumentException when they are 2^14 bytes or more
   */
  public static void finishLong(byte[] packet, int lengthIndex, int payloadEnd) {
    int length = payloadEnd + AEAD_TAG_LENGTH - lengthIndex - LENGTH_FIELD;
    if (length < AEAD_TAG_LENGTH || length >= 1 << 14) {
      throw new IllegalArgumentException("not a length of a packet: " + length);
    }
    packet[lengthIndex] = (byte) (0x40 | length >> 8);
    packet[lengthIndex + 1] = (byte) length;
  }

  /** {@link #finishLong(byte[], int, int)} in the writer's array; its position stays. */
  public static void finishLong(WireWriter out, int lengthIndex, int payloadEnd) {
    finishLong(out.array(), lengthIndex, payloadEnd);
  }

  /** Writes a short header with the fixed bit set, RFC 9000 section 17.3. */
  public static void writeShort(
      WireWriter out, ConnectionId dcid, boolean spin, boolean keyPhase, int packetNumberLength) {
    writeShort(out, dcid, spin, keyPhase, packetNumberLength, true);
  }

  /**
   * Writes a short header, RFC 9000 section 17.3.
   *
   * @param packetNumberLength 1 to 4 bytes
   * @param fixedBit false only towards a peer that takes it, RFC 9287 section 3
   */
  public static void writeShort(
      WireWriter out,
      ConnectionId dcid,
      boolean spin,
      boolean keyPhase,
      int packetNumberLength,
      boolean fixedBit) {
    out.u8(
        (fixedBit ? FIXED_BIT : 0)
            | (spin ? SPIN_BIT : 0)
            | (keyPhase ? KEY_PHASE_BIT : 0)
            | lengthBits(packetNumberLength));
    dcid.write(out);
  }

  /** Bytes of a long header with the packet number, arguments as for {@link #writeLong}. */
  public static int longHeaderLength(
      PacketType type, ConnectionId dcid, ConnectionId scid, byte[] token, int packetNumberLength) {
    checkTypeAndToken(type, token);
    int length = 7 + dcid.length() + scid.length() + LENGTH_FIELD + packetNumberLength;
    if (type == PacketType.INITIAL) {
      int tokenLength = token == null ? 0 : token.length;
      length += VarInt.length(tokenLength) + tokenLength;
    }
    return length;
  }

  /** Bytes of a short header with the packet number. */
  public static int shortHeaderLength(ConnectionId dcid, int packetNumberLength) {
    return 1 + dcid.length() + packetNumberLength;
  }

  private static int lengthBits(int packetNumberLength) {
    if (packetNumberLength < 1 || packetNumberLength > 4) {
      throw new IllegalArgumentException("not a packet number length: " + packetNumberLength);
    }
    return packetNumberLength - 1;
  }

  private static void checkTypeAndToken(PacketType type, byte[] token) {
    switch (type) {
      case INITIAL -> {}
      case ZERO_RTT, HANDSHAKE -> {
        if (token != null) {
          throw new IllegalArgumentException(type + " packets have no token");
        }
      }
      default -> throw new IllegalArgumentException(type + " packets have no Length field");
    }
  }
}
