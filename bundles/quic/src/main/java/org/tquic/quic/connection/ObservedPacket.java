package org.tquic.quic.connection;

import org.tquic.quic.PacketType;

/**
 * A packet with frames as an observer sees it: not protected. A flyweight, lent for the call; the
 * array is not to be changed.
 */
public final class ObservedPacket {
  private static final int LONG_DCID_LENGTH = 5;

  private PacketType type;
  private long pathId;
  private boolean multipath;
  private long number;
  private int numberLength;
  private int version;
  private int sizeBytes;
  private boolean mtuProbe;
  private byte[] array;
  private int offset;
  private int payloadOffset;
  private int payloadLength;

  ObservedPacket() {}

  ObservedPacket header(
      PacketType newType, long newPathId, boolean isMultipath, int newVersion, boolean isMtuProbe) {
    type = newType;
    pathId = newPathId;
    multipath = isMultipath;
    version = newVersion;
    mtuProbe = isMtuProbe;
    return this;
  }

  ObservedPacket number(long newNumber, int newNumberLength) {
    number = newNumber;
    numberLength = newNumberLength;
    return this;
  }

  ObservedPacket bytes(
      byte[] newArray, int newOffset, int size, int newPayloadOffset, int newPayloadLength) {
    array = newArray;
    offset = newOffset;
    sizeBytes = size;
    payloadOffset = newPayloadOffset;
    payloadLength = newPayloadLength;
    return this;
  }

  /** INITIAL, HANDSHAKE or ONE_RTT. */
  public PacketType type() {
    return type;
  }

  /** Path that it travels on; packets of the handshake have that of path 0. */
  public long pathId() {
    return pathId;
  }

  /** Whether its frames may be those of the multipath extension. */
  public boolean isMultipath() {
    return multipath;
  }

  /** Packet number in full. */
  public long number() {
    return number;
  }

  /** Bytes of the packet number on the wire, 1 to 4. */
  public int numberLength() {
    return numberLength;
  }

  /** Version of QUIC in a long header; of no meaning in short ones, which do not carry it. */
  public int version() {
    return version;
  }

  /** Bytes of the whole packet with header and tag. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /** Whether it was sent to find a larger MTU. */
  public boolean isMtuProbe() {
    return mtuProbe;
  }

  /** Where the packet is. */
  public byte[] array() {
    return array;
  }

  /** Index of its frames. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** Bytes of its frames. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Index of the Destination Connection ID. */
  public int dcidOffset() {
    return isLong() ? offset + LONG_DCID_LENGTH + 1 : offset + 1;
  }

  /** Its bytes, 0 to 20. */
  public int dcidLength() {
    return isLong() ? array[offset + LONG_DCID_LENGTH] : payloadOffset - numberLength - offset - 1;
  }

  /** Index of the Source Connection ID. */
  public int scidOffset() {
    return dcidOffset() + dcidLength() + 1;
  }

  /** Its bytes, 0 to 20; -1 in short headers. */
  public int scidLength() {
    return isLong() ? array[scidOffset() - 1] : -1;
  }

  private boolean isLong() {
    return type != PacketType.ONE_RTT;
  }
}
