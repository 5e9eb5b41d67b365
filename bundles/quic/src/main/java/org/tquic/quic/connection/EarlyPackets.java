package org.tquic.quic.connection;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.PacketHeader;

/**
 * Packets that came before their keys, RFC 9001 section 5.7. A few are kept, so that reordering in
 * the handshake costs no round trip; anybody can send them, so they are few.
 */
final class EarlyPackets {
  private static final int MAX_PACKETS = 10;

  /** A copy of one. */
  record Kept(EncryptionLevel level, NetworkPath from, int ecn, byte[] bytes) {}

  private final Deque<Kept> packets = new ArrayDeque<>();

  /** Whether it was kept. */
  boolean keep(
      EncryptionLevel level, NetworkPath from, int ecn, byte[] array, PacketHeader header) {
    if (level == EncryptionLevel.INITIAL || packets.size() == MAX_PACKETS) {
      return false;
    }
    byte[] copy = Arrays.copyOfRange(array, header.packetOffset(), header.packetEnd());
    return packets.add(new Kept(level, from, ecn, copy));
  }

  /** Whether the keys of one are there by now. */
  boolean releasable(KeyRing keys) {
    for (Kept kept : packets) {
      if (keys.canReceive(kept.level())) {
        return true;
      }
    }
    return false;
  }

  /** Takes the oldest one whose keys are there. */
  Kept take(KeyRing keys) {
    for (Iterator<Kept> all = packets.iterator(); all.hasNext(); ) {
      Kept kept = all.next();
      if (keys.canReceive(kept.level())) {
        all.remove();
        return kept;
      }
    }
    throw new IllegalStateException("no packet can be read");
  }
}
