package org.tquic.quic.connection;

import org.tquic.quic.stream.DatagramQueue;

/** Counts what a path carries. */
final class PathTally {
  long packetsSent;
  long bytesSent;
  long packetsReceived;
  long bytesReceived;
  long packetsAcked;
  long packetsLost;
  long bytesLost;
  long acksReceived;
  long probeTimeouts;
  long ecnMarksReceived;

  static PathCounters of(Path path) {
    PathTally tally = path.tally;
    return new PathCounters(
        tally.packetsSent,
        tally.bytesSent,
        tally.packetsReceived,
        tally.bytesReceived,
        tally.packetsAcked,
        tally.packetsLost,
        tally.bytesLost,
        path.recovery.spuriousLosses(),
        tally.acksReceived,
        tally.probeTimeouts,
        tally.ecnMarksReceived,
        path.recovery.ecnMarks(),
        dropped(path.datagrams));
  }

  /** Payloads that a queue was given, or offered, and that were never sent. */
  static long dropped(DatagramQueue queue) {
    return queue.droppedFull() + queue.droppedLate() + queue.droppedTooLarge();
  }
}
