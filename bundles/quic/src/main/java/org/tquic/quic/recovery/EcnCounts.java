package org.tquic.quic.recovery;

import org.tquic.quic.wire.AckFrame;

/** What was sent and what the peer reported with ECN codepoints in one packet number space. */
final class EcnCounts {
  long sentEct0;
  long sentEct1;
  long reportedEct0;
  long reportedEct1;
  long reportedCe;

  /** Takes over what the peer reports. */
  void report(AckFrame ack) {
    if (ack.hasEcn) {
      reportedEct0 = ack.ect0;
      reportedEct1 = ack.ect1;
      reportedCe = ack.ce;
    }
  }
}
