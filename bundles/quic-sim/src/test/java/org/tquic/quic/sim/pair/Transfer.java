package org.tquic.quic.sim.pair;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Sends bytes over one stream, as fast as the stream takes them. */
final class Transfer {
  private final PairNode from;
  private final PairNode to;
  private final byte[] data;
  private final long stream;
  private int written;

  private Transfer(QuicPair pair, PairNode from, PairNode to, int bytes, long seed) {
    this.from = from;
    this.to = to;
    data = new byte[bytes];
    new SplittableRandom(seed).nextBytes(data);
    stream = from.connection.openStream(false);
    feed(pair);
  }

  static Transfer up(QuicPair pair, int bytes) {
    return new Transfer(pair, pair.client, pair.server, bytes, 7);
  }

  static Transfer down(QuicPair pair, int bytes) {
    return new Transfer(pair, pair.server, pair.client, bytes, 8);
  }

  private void feed(QuicPair pair) {
    if (from.connection.isTerminated() || written == data.length) {
      return;
    }
    int left = data.length - written;
    written += from.connection.write(stream, data, written, left, true);
    pair.simulation.after(1_000_000, () -> feed(pair));
  }

  boolean done() {
    return to.events.hasEnded(stream);
  }

  boolean intact() {
    return Arrays.equals(data, to.events.received(stream));
  }

  int receivedBytes() {
    return to.events.received(stream).length;
  }

  long stream() {
    return stream;
  }
}
