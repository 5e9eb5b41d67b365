package org.tquic.quic.connection;

/** What went over one path so far; bytes are those of UDP payloads. */
final class PathCounters {
  long datagramsSent;
  long bytesSent;
  long packetsReceived;
  long bytesReceived;
  long packetsLost;
  long bytesLost;

  void onSent(int bytes) {
    datagramsSent++;
    bytesSent += bytes;
  }

  void onReceived(int bytes) {
    packetsReceived++;
    bytesReceived += bytes;
  }

  void onLost(int bytes) {
    packetsLost++;
    bytesLost += bytes;
  }
}
