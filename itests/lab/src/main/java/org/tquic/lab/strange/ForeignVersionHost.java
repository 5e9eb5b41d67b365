package org.tquic.lab.strange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A QUIC server of another age: answers every long header packet with Version Negotiation (RFC 8999
 * section 6) that offers a draft alone. Says {@code ready} when it listens.
 */
public final class ForeignVersionHost {
  private static final int DRAFT_29 = 0xff00001d;
  private static final int LONG_FORM = 0x80;
  private static final int IDS_AT = 5;

  private ForeignVersionHost() {}

  /** Argument: the UDP port to listen on. */
  public static void main(String[] args) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(Integer.parseInt(args[0])));
      System.out.println("ready");
      ByteBuffer packet = ByteBuffer.allocate(2048);
      while (true) {
        SocketAddress client = channel.receive(packet.clear());
        packet.flip();
        if (packet.remaining() > IDS_AT && (packet.get(0) & LONG_FORM) != 0) {
          channel.send(answer(packet), client);
        }
      }
    }
  }

  private static ByteBuffer answer(ByteBuffer packet) {
    byte[] destination = id(packet.position(IDS_AT));
    byte[] source = id(packet);
    return ByteBuffer.allocate(7 + destination.length + source.length + Integer.BYTES)
        .put((byte) 0xc0)
        .putInt(0)
        .put((byte) source.length)
        .put(source)
        .put((byte) destination.length)
        .put(destination)
        .putInt(DRAFT_29)
        .flip();
  }

  private static byte[] id(ByteBuffer packet) {
    byte[] id = new byte[Byte.toUnsignedInt(packet.get())];
    packet.get(id);
    return id;
  }
}
