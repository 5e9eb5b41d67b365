package org.tquic.quic.stream;

/** Streams that owe the peer a frame other than STREAM, in the order in which that came up. */
final class ControlQueue {
  private Stream first;
  private Stream last;

  /** The stream that waits longest, or null. */
  Stream first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** The stream owes a frame. */
  void owe(Stream stream, int frames) {
    if (stream.owed == 0 && frames != 0) {
      stream.previousInControl = last;
      if (last == null) {
        first = stream;
      } else {
        last.nextInControl = stream;
      }
      last = stream;
    }
    stream.owed |= frames;
  }

  /** The stream owes these frames no more. */
  void settle(Stream stream, int frames) {
    if (stream.owed == 0) {
      return;
    }
    stream.owed &= ~frames;
    if (stream.owed == 0) {
      unlink(stream);
    }
  }

  private void unlink(Stream stream) {
    Stream before = stream.previousInControl;
    Stream after = stream.nextInControl;
    if (before == null) {
      first = after;
    } else {
      before.nextInControl = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previousInControl = before;
    }
    stream.previousInControl = null;
    stream.nextInControl = null;
  }
}
