package org.tquic.quic.path;

import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/** The connection IDs that the peer issued for one path ID, and the retirements it is owed. */
final class RemotePathConnectionIds {
  /** Holes in the peer's sequence numbers come from reordering alone, so they are few. */
  private static final int MAX_RANGES = 64;

  final long pathId;
  final List<RemoteConnectionId> live = new ArrayList<>();
  RemoteConnectionId inUse;

  /** The one that was used before a move, kept for what is still to be said from there; or null. */
  RemoteConnectionId former;

  /** Whether one was taken into use, so that there must be one in use whenever there can be. */
  boolean opened;

  long retirePriorTo;
  long nextSequence;

  /** The next sequence number that the peer was told is missing, -1 for none. */
  long blockedAt = -1;

  boolean owesBlocked;

  private final SequenceSet retired = new SequenceSet(MAX_RANGES);
  private final long[] retiring;
  private final boolean[] owed;
  private int retiringCount;

  RemotePathConnectionIds(long pathId, int maxRetiring) {
    this.pathId = pathId;
    retiring = new long[maxRetiring];
    owed = new boolean[maxRetiring];
  }

  RemoteConnectionId find(long sequence) {
    for (int i = 0; i < live.size(); i++) {
      if (live.get(i).sequence == sequence) {
        return live.get(i);
      }
    }
    return null;
  }

  /** The unused one that was issued first, or null. */
  RemoteConnectionId unused() {
    RemoteConnectionId first = null;
    for (int i = 0; i < live.size(); i++) {
      RemoteConnectionId entry = live.get(i);
      if (entry != inUse && entry != former && (first == null || entry.sequence < first.sequence)) {
        first = entry;
      }
    }
    return first;
  }

  boolean isRetired(long sequence) {
    return retired.contains(sequence);
  }

  /** Retirements that the peer has not acknowledged. */
  int retiringCount() {
    return retiringCount;
  }

  /** Notes that a sequence number is to be retired. */
  void retire(long sequence, long frameType) {
    if (retiringCount == retiring.length) {
      throw new QuicException(
          TransportError.CONNECTION_ID_LIMIT_ERROR,
          frameType,
          "more than " + retiring.length + " connection IDs wait for their retirement");
    }
    if (!retired.add(sequence)) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION, frameType, "sequence numbers with too many gaps");
    }
    retiring[retiringCount] = sequence;
    owed[retiringCount++] = true;
  }

  /** The sequence number of the next retirement to send, which counts as sent; -1 for none. */
  long takeOwed() {
    for (int i = 0; i < retiringCount; i++) {
      if (owed[i]) {
        owed[i] = false;
        return retiring[i];
      }
    }
    return -1;
  }

  boolean owesRetirement() {
    for (int i = 0; i < retiringCount; i++) {
      if (owed[i]) {
        return true;
      }
    }
    return false;
  }

  void onRetirementAcked(long sequence) {
    for (int i = 0; i < retiringCount; i++) {
      if (retiring[i] == sequence) {
        int after = retiringCount - i - 1;
        System.arraycopy(retiring, i + 1, retiring, i, after);
        System.arraycopy(owed, i + 1, owed, i, after);
        retiringCount--;
        return;
      }
    }
  }

  void onRetirementLost(long sequence) {
    for (int i = 0; i < retiringCount; i++) {
      owed[i] |= retiring[i] == sequence;
    }
  }
}
