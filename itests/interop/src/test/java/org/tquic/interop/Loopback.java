package org.tquic.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of the loopback interface, so that each path has its own. */
final class Loopback {
  /** What a socket without an address sends from. */
  static final InetAddress CLIENT = address(1);

  static final InetAddress CLIENT_TOO = address(2);
  static final InetAddress SERVER = address(9);

  private Loopback() {}

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's address with a port that was free just now. */
  static InetSocketAddress freePort() {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(SERVER, 0))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
