package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Datagrams that overtook their request or its answer (RFC 9297 section 2.1): kept within a limit,
 * the oldest going first.
 */
final class EarlyDatagrams {
  private record Early(long quarterStreamId, ByteBuf datagram) {}

  private final int limit;
  private final ArrayDeque<Early> datagrams = new ArrayDeque<>();

  EarlyDatagrams(int limit) {
    this.limit = limit;
  }

  void keep(long quarterStreamId, ByteBuf datagram) {
    datagrams.add(new Early(quarterStreamId, datagram));
    if (datagrams.size() > limit) {
      datagrams.remove().datagram().release();
    }
  }

  /** Gives those of one stream away, oldest first. */
  void take(long quarterStreamId, Consumer<ByteBuf> to) {
    ArrayDeque<ByteBuf> found = new ArrayDeque<>();
    for (Iterator<Early> i = datagrams.iterator(); i.hasNext(); ) {
      Early early = i.next();
      if (early.quarterStreamId() == quarterStreamId) {
        i.remove();
        found.add(early.datagram());
      }
    }
    found.forEach(to);
  }

  int size() {
    return datagrams.size();
  }

  void release() {
    datagrams.forEach(early -> early.datagram().release());
    datagrams.clear();
  }
}
