package org.tquic.api.engine;

import java.net.InetSocketAddress;

/**
 * What is known of a path at one moment; times in nanoseconds, -1 for unknown.
 *
 * @param id path ID of draft-ietf-quic-multipath
 * @param device the link's network interface, empty where it is not bound to one
 * @param local own address
 * @param remote the peer's address
 * @param validated whether the peer's address is validated
 * @param silent whether data is outstanding and nothing was heard for a probe timeout
 * @param maxUdpPayload largest UDP payload proven, bytes
 * @param smoothedRttNs smoothed round-trip time
 * @param minRttNs least round-trip time
 * @param congestionWindow window of the controller, bytes
 * @param bytesInFlight sent and neither acknowledged nor lost
 * @param queuedBytes datagrams for this path that wait to be sent
 * @param deliveryRateBps measured rate, bytes per second
 * @param lossRate share of packets lost lately, 0 to 1
 * @param congestion id of the congestion controller in use, or what it says in place of that
 */
public record PathInfo(
    long id,
    String device,
    InetSocketAddress local,
    InetSocketAddress remote,
    boolean validated,
    boolean silent,
    int maxUdpPayload,
    long smoothedRttNs,
    long minRttNs,
    long congestionWindow,
    long bytesInFlight,
    long queuedBytes,
    long deliveryRateBps,
    double lossRate,
    String congestion) {}
