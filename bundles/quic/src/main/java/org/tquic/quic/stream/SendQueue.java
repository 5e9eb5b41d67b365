package org.tquic.quic.stream;

/** Streams with something to send, most urgent first. */
final class SendQueue {
  private final UrgencyLevel[] levels = new UrgencyLevel[Priority.URGENCIES];

  /** Bit u tells that level u is not empty. */
  private int occupied;

  SendQueue() {
    for (int urgency = 0; urgency < levels.length; urgency++) {
      levels[urgency] = new UrgencyLevel();
    }
  }

  boolean isEmpty() {
    return occupied == 0;
  }

  /** The highest urgency in it; a lower number is more urgent. Above all when empty. */
  int urgency() {
    return Integer.numberOfTrailingZeros(occupied);
  }

  /** Whose turn it is; not when empty. */
  SendSlot head() {
    return levels[urgency()].head();
  }

  /** Puts the slot in or takes it out. */
  void set(SendSlot slot, boolean wanted) {
    if (wanted == slot.isQueued()) {
      return;
    }
    int urgency = slot.stream.urgency;
    UrgencyLevel level = levels[urgency];
    if (wanted) {
      level.add(slot);
      occupied |= 1 << urgency;
      return;
    }
    level.remove(slot);
    if (level.isEmpty()) {
      occupied &= ~(1 << urgency);
    }
  }

  /** The stream has sent and stays. */
  void passTurn(SendSlot slot) {
    levels[slot.stream.urgency].passTurn(slot);
  }
}
