package org.tquic.quic.connection;

/**
 * What a path has carried since it was opened; bytes are those of QUIC packets. A packet that was
 * sent is acknowledged, lost, under way or, with its keys or its path, given up. One that was lost
 * only seemingly counts as lost and as spurious, not as acknowledged.
 *
 * @param packetsSent packets sent
 * @param bytesSent bytes in them
 * @param packetsReceived packets that were authentic and new
 * @param bytesReceived bytes in them
 * @param packetsAcked packets that the peer acknowledged in time
 * @param packetsLost packets held lost, MTU probes included
 * @param bytesLost bytes in them
 * @param spuriousLosses packets that were acknowledged after they had been held lost
 * @param acksReceived ACK and PATH_ACK frames for this path's packets
 * @param probeTimeouts probe timeouts, RFC 9002 section 6.2
 * @param ecnMarksReceived packets that came with CE
 * @param ecnMarksReported packets that, by the peer's count, arrived with CE
 * @param datagramsDropped DATAGRAM payloads for this path alone that were never sent
 */
public record PathCounters(
    long packetsSent,
    long bytesSent,
    long packetsReceived,
    long bytesReceived,
    long packetsAcked,
    long packetsLost,
    long bytesLost,
    long spuriousLosses,
    long acksReceived,
    long probeTimeouts,
    long ecnMarksReceived,
    long ecnMarksReported,
    long datagramsDropped) {
  /** Of a path that has carried nothing. */
  public static final PathCounters NONE = new PathCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sums of both. */
  public PathCounters plus(PathCounters other) {
    return new PathCounters(
        packetsSent + other.packetsSent,
        bytesSent + other.bytesSent,
        packetsReceived + other.packetsReceived,
        bytesReceived + other.bytesReceived,
        packetsAcked + other.packetsAcked,
        packetsLost + other.packetsLost,
        bytesLost + other.bytesLost,
        spuriousLosses + other.spuriousLosses,
        acksReceived + other.acksReceived,
        probeTimeouts + other.probeTimeouts,
        ecnMarksReceived + other.ecnMarksReceived,
        ecnMarksReported + other.ecnMarksReported,
        datagramsDropped + other.datagramsDropped);
  }
}
