package org.tquic.quic.quiche;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;

/**
 * Tells a client when the server has finished the handshake too. In TLS 1.3 the client is done
 * before the server has judged the client's certificate; what the server sends after that is either
 * a 1-RTT packet, HANDSHAKE_DONE first (RFC 9001 section 4.1.2), or the close that says why not.
 * Leaves the pipeline once it has told.
 */
final class HandshakeConfirmation extends ChannelInboundHandlerAdapter {
  private static final int VERSION_1 = 1;
  private static final int INITIAL = 0;
  private static final int RETRY = 3;

  private final Runnable confirmed;
  private boolean clientDone;
  private boolean oneRttSeen;
  private int datagrams;

  HandshakeConfirmation(Runnable confirmed) {
    this.confirmed = confirmed;
  }

  /** The client's own side of the handshake is complete. */
  void clientDone() {
    clientDone = true;
  }

  /** UDP datagrams that arrived so far. */
  int datagrams() {
    return datagrams;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    datagrams++;
    if (clientDone && msg instanceof DatagramPacket packet) {
      oneRttSeen |= holdsOneRttPacket(packet.content());
    }
    ctx.fireChannelRead(msg);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // The codec, which is behind, has processed the packets when this returns.
    ctx.fireChannelReadComplete();
    if (oneRttSeen && !ctx.isRemoved()) {
      ctx.pipeline().remove(this);
      confirmed.run();
    }
  }

  /**
   * Whether a datagram holds a short-header packet, alone or behind long-header ones (RFC 9000
   * section 12.2).
   */
  static boolean holdsOneRttPacket(ByteBuf datagram) {
    int end = datagram.writerIndex();
    ByteBuf in = datagram.duplicate();
    while (in.isReadable()) {
      int first = in.readUnsignedByte();
      if ((first & 0x80) == 0) {
        // The fixed bit tells a packet from the zeros that pad a datagram.
        return (first & 0x40) != 0;
      }
      if (in.readableBytes() < 6 || in.readInt() != VERSION_1) {
        return false;
      }
      int type = (first >> 4) & 3;
      if (type == RETRY || !skip(in, in.readUnsignedByte())) {
        return false;
      }
      if (!in.isReadable() || !skip(in, in.readUnsignedByte())) {
        return false;
      }
      if (type == INITIAL && !skip(in, readVarint(in))) {
        return false;
      }
      if (!skip(in, readVarint(in)) || in.readerIndex() > end) {
        return false;
      }
    }
    return false;
  }

  private static boolean skip(ByteBuf in, long bytes) {
    if (bytes < 0 || bytes > in.readableBytes()) {
      return false;
    }
    in.skipBytes((int) bytes);
    return true;
  }

  private static long readVarint(ByteBuf in) {
    if (!in.isReadable()) {
      return -1;
    }
    int length = 1 << (in.getUnsignedByte(in.readerIndex()) >> 6);
    if (in.readableBytes() < length) {
      return -1;
    }
    long value = in.readUnsignedByte() & 0x3F;
    for (int i = 1; i < length; i++) {
      value = value << 8 | in.readUnsignedByte();
    }
    return value;
  }
}
