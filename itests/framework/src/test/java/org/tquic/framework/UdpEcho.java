package org.tquic.framework;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A process that sends every datagram back; it stands for the internet behind the server. */
public final class UdpEcho {
  static final int PORT = 7007;

  private UdpEcho() {}

  /** Argument: the address to listen on. */
  public static void main(String[] arguments) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(arguments[0], PORT));
      ByteBuffer buffer = ByteBuffer.allocate(65536);
      while (true) {
        var from = channel.receive(buffer.clear());
        channel.send(buffer.flip(), from);
      }
    }
  }
}
