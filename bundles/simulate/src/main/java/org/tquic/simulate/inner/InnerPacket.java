package org.tquic.simulate.inner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.tquic.bond.PacketSink;

/**
 * An IPv4 packet of a flow inside the bond, as a TUN device would give it. What the simulated hosts
 * tell each other stands behind the TCP or UDP header, and in an option of acknowledgements (kind
 * 253, RFC 6994).
 *
 * @param port port of the flow's client
 * @param acknowledges whether it is an acknowledgement, which goes from the server to the client
 * @param number number of a segment or datagram, or of the first segment that is still missing
 * @param sentNs when a datagram or segment was sent
 * @param blocks for an acknowledgement: first and last segment of runs received beyond what is
 *     missing, the newest first; a first run below that is one received twice, RFC 2883
 */
public record InnerPacket(int port, boolean acknowledges, long number, long sentNs, long[] blocks) {
  /** Bytes of a full data packet. */
  public static final int DATA_BYTES = 1_312;

  /** Bytes of user data in it. */
  public static final int SEGMENT_BYTES = DATA_BYTES - 52;

  private static final int TCP = 6;
  private static final int ACK = 0x10;
  private static final int UDP = 17;
  private static final int SERVER_PORT = 5201;
  private static final int OPTION_AT = 40;

  /** A segment of TCP data that tells when it was sent, as with timestamps, RFC 7323. */
  static ByteBuf segment(int port, long number, long nowNs) {
    ByteBuf packet = ip(DATA_BYTES, TCP, port, false);
    int tcp = packet.readerIndex() + 20;
    packet
        .setInt(tcp + 4, (int) (number * SEGMENT_BYTES))
        .setByte(tcp + 12, 8 << 4)
        .setByte(tcp + 13, ACK);
    packet.setInt(tcp + 20, 0x0101_080a).setInt(tcp + 24, (int) (nowNs / 1_000_000));
    packet.setLong(tcp + 32, number);
    return packet;
  }

  /** An acknowledgement. */
  static ByteBuf acknowledgement(int port, long next, long[] blocks, int count) {
    int header = 20 + 4 + 4 + 8 * count;
    ByteBuf packet = ip(20 + header, TCP, port, true);
    int tcp = packet.readerIndex() + 20;
    packet
        .setInt(tcp + 8, (int) (next * SEGMENT_BYTES))
        .setByte(tcp + 12, header / 4 << 4)
        .setByte(tcp + 13, ACK);
    int option = packet.readerIndex() + OPTION_AT;
    packet.setByte(option, 253).setByte(option + 1, header - 20).setShort(option + 2, count);
    packet.setInt(option + 4, (int) next);
    for (int i = 0; i < 2 * count; i++) {
      packet.setInt(option + 8 + 4 * i, (int) blocks[i]);
    }
    return packet;
  }

  /** A datagram that tells when it was sent. */
  static ByteBuf datagram(int port, long number, int bytes, long nowNs) {
    ByteBuf packet = ip(bytes, UDP, port, false);
    int data = packet.readerIndex() + 28;
    packet.setLong(data, number).setLong(data + 8, nowNs);
    return packet;
  }

  private static ByteBuf ip(int bytes, int protocol, int port, boolean back) {
    ByteBuf packet = Unpooled.buffer(PacketSink.HEADROOM + bytes);
    packet.writeZero(PacketSink.HEADROOM + bytes).readerIndex(PacketSink.HEADROOM);
    int at = PacketSink.HEADROOM;
    packet.setByte(at, 0x45).setShort(at + 2, bytes).setByte(at + 8, 64).setByte(at + 9, protocol);
    packet.setInt(at + 12, back ? 0xc6336402 : 0x0a000001);
    packet.setInt(at + 16, back ? 0x0a000001 : 0xc6336402);
    packet.setShort(at + 20, back ? SERVER_PORT : port);
    packet.setShort(at + 22, back ? port : SERVER_PORT);
    return packet;
  }

  /** Reads a packet; the buffer stays the caller's. */
  public static InnerPacket read(ByteBuf packet) {
    int at = packet.readerIndex();
    if (packet.getByte(at + 9) == UDP) {
      int port = packet.getUnsignedShort(at + 20);
      return new InnerPacket(
          port, false, packet.getLong(at + 28), packet.getLong(at + 36), new long[0]);
    }
    if (packet.getUnsignedShort(at + 22) == SERVER_PORT) {
      int port = packet.getUnsignedShort(at + 20);
      return new InnerPacket(
          port, false, packet.getLong(at + 52), packet.getInt(at + 44) * 1_000_000L, new long[0]);
    }
    int option = at + OPTION_AT;
    long[] blocks = new long[2 * packet.getUnsignedShort(option + 2)];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = packet.getInt(option + 8 + 4 * i);
    }
    return new InnerPacket(
        packet.getUnsignedShort(at + 22), true, packet.getInt(option + 4), -1, blocks);
  }
}
