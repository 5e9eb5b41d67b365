package org.tquic.quic.wire;

import java.util.random.RandomGenerator;
import org.tquic.quic.PacketType;

/** Retry packets, RFC 9000 section 17.2.5, but for their integrity tag. */
public final class RetryPacket {
  /** Bytes of the tag at the end of the packet, RFC 9001 section 5.8. */
  public static final int INTEGRITY_TAG_LENGTH = 16;

  private RetryPacket() {}

  /** Bytes of a packet with its tag. */
  public static int length(ConnectionId dcid, ConnectionId scid, int tokenLength) {
    return 7 + dcid.length() + scid.length() + tokenLength + INTEGRITY_TAG_LENGTH;
  }

  /**
   * Writes a packet up to its tag.
   *
   * @param token at least one byte
   * @param random fills the bits without meaning
   */
  public static void write(
      WireWriter out,
      int version,
      ConnectionId dcid,
      ConnectionId scid,
      byte[] token,
      RandomGenerator random) {
    if (token.length == 0) {
      throw new IllegalArgumentException("a token has bytes");
    }
    int typeBits = QuicVersion.longTypeBits(version, PacketType.RETRY);
    out.u8(0xc0 | typeBits << 4 | random.nextInt(0x10));
    HeaderWriter.writeIds(out, version, dcid, scid);
    out.bytes(token);
  }

  /**
   * The Retry Pseudo-Packet that the tag is computed over, RFC 9001 section 5.8.
   *
   * @param originalDcid Destination Connection ID of the Initial packet that was answered
   * @param end index after the packet's token, where its tag is or will be
   */
  public static byte[] pseudoPacket(ConnectionId originalDcid, byte[] packet, int offset, int end) {
    byte[] pseudo = new byte[1 + originalDcid.length() + end - offset];
    WireWriter out = new WireWriter().reset(pseudo, 0, pseudo.length);
    out.u8(originalDcid.length());
    originalDcid.write(out);
    out.bytes(packet, offset, end - offset);
    return pseudo;
  }
}
