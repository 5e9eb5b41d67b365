package org.tquic.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between one client and a server as a NAT does, which can forget its mapping, and as a bad
 * link does, which loses datagrams and changes their order.
 */
final class Relay implements AutoCloseable {
  /** How long a datagram is held back when no other comes to overtake it. */
  private static final int HELD_MILLIS = 5;

  private static final int SOCKET_BUFFER_BYTES = 1 << 22;

  final AtomicInteger lost = new AtomicInteger();
  final AtomicInteger reordered = new AtomicInteger();
  private final double share;
  private final long seed;
  private final DatagramSocket inner;
  private final InetSocketAddress server;
  private volatile DatagramSocket outer;
  private volatile SocketAddress client;

  /**
   * A relay to a server.
   *
   * @param share of the datagrams that are lost, and as many that are overtaken, 0 to 1
   */
  Relay(InetSocketAddress server, double share, long seed) {
    this.server = server;
    this.share = share;
    this.seed = seed;
    try {
      inner = open();
      rebind();
      start(inner, true, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) inner.getLocalSocketAddress();
  }

  /** Datagrams come to the server from another port from now on. */
  void rebind() throws IOException {
    DatagramSocket old = outer;
    DatagramSocket next = open();
    outer = next;
    start(next, false, seed + 1);
    if (old != null) {
      old.close();
    }
  }

  private static DatagramSocket open() throws SocketException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
    return socket;
  }

  private void start(DatagramSocket socket, boolean fromClient, long directionSeed) {
    Thread.ofPlatform()
        .daemon()
        .name("relay")
        .start(
            () -> {
              try {
                relay(socket, fromClient, new Random(directionSeed));
              } catch (IOException e) {
                socket.close();
              }
            });
  }

  private void relay(DatagramSocket socket, boolean fromClient, Random random) throws IOException {
    byte[] array = new byte[65_535];
    byte[] held = null;
    while (true) {
      DatagramPacket packet = new DatagramPacket(array, array.length);
      socket.setSoTimeout(held == null ? 0 : HELD_MILLIS);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        forward(fromClient, held, held.length);
        held = null;
        continue;
      }
      if (fromClient) {
        client = packet.getSocketAddress();
      }
      double fate = random.nextDouble();
      if (fate < share) {
        lost.incrementAndGet();
      } else if (fate < 2 * share && held == null) {
        held = new byte[packet.getLength()];
        System.arraycopy(array, 0, held, 0, held.length);
      } else {
        forward(fromClient, array, packet.getLength());
        if (held != null) {
          reordered.incrementAndGet();
          forward(fromClient, held, held.length);
          held = null;
        }
      }
    }
  }

  private void forward(boolean fromClient, byte[] array, int length) throws IOException {
    if (fromClient) {
      outer.send(new DatagramPacket(array, length, server));
    } else {
      inner.send(new DatagramPacket(array, length, client));
    }
  }

  @Override
  public void close() {
    inner.close();
    outer.close();
  }
}
