package org.tquic.paths.capture;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkInfo;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;
import org.tquic.linux.socket.FrameBatch;
import org.tquic.linux.socket.PacketSocket;

/** Packet sockets that see all that some links carry, both ways. One thread at a time. */
final class LinkTaps implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkTaps.class);

  /** Segmentation offload shows several datagrams as one, up to what IP can have. */
  private static final int FRAME_BYTES = 65_600;

  private static final int BATCH = 16;

  private final List<PacketSocket> sockets = new ArrayList<>();
  private final FrameBatch batch = new FrameBatch(BATCH, FRAME_BYTES);
  private final byte[] frame = new byte[FRAME_BYTES];
  private Poller poller;

  /** Who gets the frames. */
  interface Receiver {
    /**
     * A frame of a link.
     *
     * @param tap number of the link
     * @param length bytes of the frame in the array
     */
    void onFrame(int tap, byte[] frame, int length);
  }

  /**
   * Opens one for each link that has a device.
   *
   * @return the links that are seen, by their numbers
   * @throws LinuxException EPERM without CAP_NET_RAW
   */
  List<LinkInfo> open(List<LinkInfo> links) {
    List<LinkInfo> seen = new ArrayList<>();
    for (LinkInfo link : links) {
      try {
        sockets.add(PacketSocket.openBothWays(link.name()));
        seen.add(link);
      } catch (LinuxException e) {
        if (e.errno() == Errno.EPERM) {
          throw e;
        }
        LOG.debug("no look at {}", link.name(), e);
      }
    }
    poller = new Poller(Math.max(1, sockets.size()));
    sockets.forEach(socket -> poller.add(socket.fd(), Poller.READABLE));
    return seen;
  }

  /** Waits for frames, and hands over those that have come. */
  void look(long timeoutNs, Receiver receiver) {
    poller.poll(timeoutNs);
    for (int tap = 0; tap < sockets.size(); tap++) {
      int count = sockets.get(tap).receive(batch);
      for (int slot = 0; slot < count; slot++) {
        receiver.onFrame(tap, frame, batch.read(slot, frame));
      }
    }
  }

  @Override
  public void close() {
    if (poller != null) {
      poller.close();
    }
    sockets.forEach(PacketSocket::close);
    batch.close();
  }
}
