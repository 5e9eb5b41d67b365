package org.tquic.quic;

/** Levels of keys, RFC 9001 section 2.1; this engine neither sends nor takes 0-RTT. */
public enum EncryptionLevel {
  INITIAL(PacketType.INITIAL),
  HANDSHAKE(PacketType.HANDSHAKE),
  ONE_RTT(PacketType.ONE_RTT);

  private final PacketType packetType;

  EncryptionLevel(PacketType packetType) {
    this.packetType = packetType;
  }

  /** The packets that the level protects. */
  public PacketType packetType() {
    return packetType;
  }
}
