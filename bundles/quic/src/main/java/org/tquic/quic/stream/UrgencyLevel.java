package org.tquic.quic.stream;

/**
 * Streams of one urgency with something to send. Incremental ones take turns, the others go one
 * after the other in the order of their IDs, as RFC 9218 section 10 asks; where there are both,
 * either kind gets every second turn.
 */
final class UrgencyLevel {
  private final SlotHeap sequential = new SlotHeap();

  /** The next incremental stream; the others follow it in a ring. */
  private SendSlot turn;

  private boolean sequentialTurn = true;

  boolean isEmpty() {
    return turn == null && sequential.isEmpty();
  }

  SendSlot head() {
    if (turn == null || sequentialTurn && !sequential.isEmpty()) {
      return sequential.first();
    }
    return turn;
  }

  /** The stream has had its turn and stays. */
  void passTurn(SendSlot slot) {
    sequentialTurn = slot.heapIndex < 0;
    if (slot == turn) {
      turn = slot.next;
    }
  }

  void add(SendSlot slot) {
    if (!slot.stream.incremental) {
      sequential.add(slot);
      return;
    }
    if (turn == null) {
      turn = slot;
      slot.next = slot;
      slot.previous = slot;
      return;
    }
    slot.next = turn;
    slot.previous = turn.previous;
    slot.previous.next = slot;
    turn.previous = slot;
  }

  void remove(SendSlot slot) {
    if (slot.heapIndex >= 0) {
      sequential.remove(slot);
      return;
    }
    if (turn == slot) {
      turn = slot.next == slot ? null : slot.next;
    }
    slot.previous.next = slot.next;
    slot.next.previous = slot.previous;
    slot.next = null;
    slot.previous = null;
  }
}
