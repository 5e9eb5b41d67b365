package org.tquic.lan;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.MulticastSocket;
import java.net.SocketAddress;
import java.util.function.Predicate;

/** A socket to receive on, which drops what must not be looked at. */
final class GuardedSocket extends MulticastSocket {
  private final MulticastSocket socket;
  private final Predicate<DatagramPacket> good;

  /**
   * Guards a socket, which stays the caller's to close.
   *
   * @throws IOException when there are no descriptors left
   */
  GuardedSocket(MulticastSocket socket, Predicate<DatagramPacket> good) throws IOException {
    // One without a port, which is of no use itself.
    super((SocketAddress) null);
    super.close();
    this.socket = socket;
    this.good = good;
  }

  boolean guards(MulticastSocket other) {
    return socket == other;
  }

  @Override
  public void receive(DatagramPacket packet) throws IOException {
    int room = packet.getLength();
    do {
      packet.setLength(room);
      socket.receive(packet);
    } while (!good.test(packet));
  }
}
