package org.tquic.paths.doctor.step;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.FrameBatch;
import org.tquic.linux.socket.PacketSocket;
import org.tquic.paths.doctor.probe.UdpFrame;

/** Looks on other links for the answers to a socket. */
final class AnswerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerWatch.class);
  private static final int BATCH = 64;

  /** Ethernet, IPv4 with options, and ports. */
  private static final int HEADER_BYTES = 128;

  /** A busy link must not hold up the examination; what is lost then comes again. */
  private static final int MAX_BATCHES = 256;

  private final InetSocketAddress from;
  private final InetSocketAddress to;
  private final List<PacketSocket> sockets = new ArrayList<>();
  private final byte[] frame = new byte[HEADER_BYTES];
  private final FrameBatch batch = new FrameBatch(BATCH, HEADER_BYTES);
  private Optional<String> seenOn = Optional.empty();

  private AnswerWatch(InetSocketAddress from, InetSocketAddress to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Begins to listen; links that cannot be listened on are left out.
   *
   * @param links names of the other links
   * @param from who answers
   * @param to the socket that asks
   */
  static AnswerWatch open(List<String> links, InetSocketAddress from, InetSocketAddress to) {
    AnswerWatch watch = new AnswerWatch(from, to);
    for (String link : links) {
      try {
        watch.sockets.add(PacketSocket.open(link, false));
      } catch (LinuxException e) {
        LOG.debug("no look at {}", link, e);
      }
    }
    return watch;
  }

  /** Goes through what has come since the last look. */
  void look() {
    for (PacketSocket socket : sockets) {
      int count = BATCH;
      for (int i = 0; i < MAX_BATCHES && count == BATCH && seenOn.isEmpty(); i++) {
        count = socket.receive(batch);
        for (int slot = 0; slot < count; slot++) {
          int length = batch.read(slot, frame);
          if (UdpFrame.isBetween(from, to, frame, length)) {
            seenOn = Optional.of(socket.name());
          }
        }
      }
    }
  }

  /** The link that an answer came by. */
  Optional<String> seenOn() {
    return seenOn;
  }

  @Override
  public void close() {
    sockets.forEach(PacketSocket::close);
    batch.close();
  }
}
