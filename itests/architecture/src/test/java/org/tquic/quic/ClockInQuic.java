package org.tquic.quic;

import java.net.DatagramSocket;

/** Stands where no clock and no socket may be; it is only looked at, never run. */
public final class ClockInQuic {
  long now() {
    return System.nanoTime();
  }

  int port(DatagramSocket socket) {
    return socket.getLocalPort();
  }
}
