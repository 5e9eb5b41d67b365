package org.tquic.paths.capture;

import java.net.InetAddress;
import java.util.List;
import org.tquic.paths.doctor.probe.UdpFrame;

/** Tells the packets of a bond from all others: UDP from or to the server. */
final class ServerPackets {
  /** Result where a frame holds none. */
  static final int NONE = -1;

  private final List<InetAddress> server;
  private final int port;

  ServerPackets(List<InetAddress> server, int port) {
    this.server = List.copyOf(server);
    this.port = port;
  }

  /**
   * Where in a frame the packet begins, or {@link #NONE} where it is not one of them.
   *
   * @param length bytes of the frame in the array
   */
  int find(byte[] frame, int length) {
    for (InetAddress address : server) {
      if (UdpFrame.isFromOrTo(address, port, frame, length)) {
        return UdpFrame.packetAt(frame, length);
      }
    }
    return NONE;
  }
}
