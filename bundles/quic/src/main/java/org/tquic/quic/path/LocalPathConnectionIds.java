package org.tquic.quic.path;

import java.util.ArrayList;
import java.util.List;

/** The connection IDs issued for one path ID, by sequence number. */
final class LocalPathConnectionIds {
  final long pathId;

  /** Issued and not retired, in order of issue. */
  final List<LocalConnectionId> live = new ArrayList<>();

  /** Retired by the peer, whose packets may still be on their way; oldest first. */
  final List<LocalConnectionId> retired = new ArrayList<>();

  long nextSequence;

  /** One more than the largest sequence number that the peer was sent. */
  long nextUnsent;

  long retirePriorTo;
  boolean abandoned;
  long forgetNs = Long.MAX_VALUE;

  LocalPathConnectionIds(long pathId) {
    this.pathId = pathId;
  }

  LocalConnectionId find(long sequence) {
    for (int i = 0; i < live.size(); i++) {
      if (live.get(i).sequence == sequence) {
        return live.get(i);
      }
    }
    return null;
  }

  /** How many the peer holds when all is told, without those it is asked to retire. */
  int active() {
    int count = 0;
    for (int i = 0; i < live.size(); i++) {
      if (live.get(i).sequence >= retirePriorTo) {
        count++;
      }
    }
    return count;
  }

  /** Whether the peer has yet to retire what it was asked to. */
  boolean isReplacing() {
    return !live.isEmpty() && live.get(0).sequence < retirePriorTo;
  }

  boolean isKnownToPeer() {
    for (int i = 0; i < live.size(); i++) {
      if (live.get(i).told == LocalConnectionId.Told.KNOWN) {
        return true;
      }
    }
    return false;
  }
}
