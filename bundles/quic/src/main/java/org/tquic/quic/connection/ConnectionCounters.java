package org.tquic.quic.connection;

import java.util.Map;

/**
 * What a connection has done so far.
 *
 * @param paths sums of all paths, those that are gone included
 * @param packetsDropped packets thrown away on arrival, by reason; those without any are absent
 * @param packetsBuffered packets kept because they came before their keys
 * @param datagramsSent UDP datagrams written
 * @param bytesSent UDP payload in them
 * @param datagramsReceived UDP datagrams handed in
 * @param bytesReceived UDP payload in them
 * @param keyUpdates updates of the 1-RTT keys that packets are sealed with
 * @param datagramsDropped DATAGRAM payloads for any path that were never sent
 */
public record ConnectionCounters(
    PathCounters paths,
    Map<DropReason, Long> packetsDropped,
    long packetsBuffered,
    long datagramsSent,
    long bytesSent,
    long datagramsReceived,
    long bytesReceived,
    long keyUpdates,
    long datagramsDropped) {
  /** Copies. */
  public ConnectionCounters {
    packetsDropped = Map.copyOf(packetsDropped);
  }
}
