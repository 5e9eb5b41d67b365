package org.tquic.quic.quiche;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A UDP relay between one client and a server, as a NAT is one; it can change its outer port. */
final class Relay implements AutoCloseable {
  final Queue<byte[]> fromServer = new ConcurrentLinkedQueue<>();
  final AtomicInteger beforeServer = new AtomicInteger();
  private final DatagramSocket inner;
  private final InetSocketAddress server;
  private volatile DatagramSocket outer;
  private volatile SocketAddress client;

  Relay(int serverPort) throws IOException {
    server = EngineFixture.loopback(serverPort);
    inner = new DatagramSocket(EngineFixture.loopback(0));
    rebind();
    start(
        inner,
        packet -> {
          client = packet.getSocketAddress();
          if (fromServer.isEmpty()) {
            beforeServer.incrementAndGet();
          }
          outer.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
        });
  }

  int port() {
    return inner.getLocalPort();
  }

  /** Packets come to the server from another port from now on. */
  void rebind() throws IOException {
    DatagramSocket old = outer;
    DatagramSocket next = new DatagramSocket(EngineFixture.loopback(0));
    outer = next;
    start(
        next,
        packet -> {
          byte[] bytes = new byte[packet.getLength()];
          System.arraycopy(packet.getData(), 0, bytes, 0, bytes.length);
          fromServer.add(bytes);
          inner.send(new DatagramPacket(bytes, bytes.length, client));
        });
    if (old != null) {
      old.close();
    }
  }

  private interface Handler {
    void handle(DatagramPacket packet) throws IOException;
  }

  private static void start(DatagramSocket socket, Handler handler) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                  socket.receive(packet);
                  handler.handle(packet);
                }
              } catch (IOException e) {
                socket.close();
              }
            });
  }

  @Override
  public void close() {
    inner.close();
    outer.close();
  }
}
