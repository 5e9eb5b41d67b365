package org.tquic.quic.wire;

import java.util.random.RandomGenerator;
import org.tquic.quic.PacketType;

/** Version Negotiation packets, RFC 9000 section 17.2.1. */
public final class VersionNegotiation {
  private static final int[] NONE = {};

  private VersionNegotiation() {}

  /**
   * Bytes of an answer.
   *
   * @param received header of the packet that is answered
   */
  public static int length(PacketHeader received, int versions) {
    return 7 + received.dcidLength() + received.scidLength() + Integer.BYTES * versions;
  }

  /**
   * Writes an answer to a long header packet of an unknown version.
   *
   * @param datagram the array that {@code received} was parsed from
   * @param random fills the bits without meaning
   */
  public static void write(
      WireWriter out,
      byte[] datagram,
      PacketHeader received,
      RandomGenerator random,
      int... versions) {
    // 0x40 is set so that it looks like QUIC to those who share the port, RFC 9000 section 17.2.1.
    out.u8(0xc0 | random.nextInt(0x40));
    out.u32(QuicVersion.NEGOTIATION);
    out.u8(received.scidLength());
    out.bytes(datagram, received.scidOffset(), received.scidLength());
    out.u8(received.dcidLength());
    out.bytes(datagram, received.dcidOffset(), received.dcidLength());
    for (int version : versions) {
      out.u32(version);
    }
  }

  /**
   * The versions that a packet lists; none when the list is cut short, for then the packet is to be
   * ignored.
   *
   * @param datagram the array that {@code header} was parsed from
   * @param header of a packet of type VERSION_NEGOTIATION
   */
  public static int[] parse(byte[] datagram, PacketHeader header) {
    if (header.type() != PacketType.VERSION_NEGOTIATION) {
      throw new IllegalArgumentException("a packet of type " + header.type());
    }
    int at = header.scidOffset() + header.scidLength();
    int bytes = header.packetEnd() - at;
    if (bytes % Integer.BYTES != 0) {
      return NONE;
    }
    WireReader in = new WireReader().reset(datagram, at, bytes);
    int[] versions = new int[bytes / Integer.BYTES];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = (int) in.u32();
    }
    return versions;
  }
}
