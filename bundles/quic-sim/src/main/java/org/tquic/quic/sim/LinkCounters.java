package org.tquic.quic.sim;

/**
 * What one direction of a link has done so far. Bytes are those of IP packets.
 *
 * @param offered datagrams that came to the link
 * @param delivered datagrams that left it at the other end, copies included
 * @param deliveredBytes bytes of those
 * @param queueDrops datagrams that did not fit into the queue
 * @param mtuDrops datagrams larger than the MTU
 * @param losses datagrams lost on the line
 * @param blackholed datagrams swallowed while the direction was dead
 * @param duplicated datagrams that arrive twice
 * @param corrupted datagrams of which a bit was flipped
 * @param heldBack datagrams held back to let others overtake
 * @param ceMarked datagrams that got the mark Congestion Experienced
 * @param backlogBytes bytes waiting or being sent now
 * @param maxBacklogBytes the most bytes that ever waited
 */
public record LinkCounters(
    long offered,
    long delivered,
    long deliveredBytes,
    long queueDrops,
    long mtuDrops,
    long losses,
    long blackholed,
    long duplicated,
    long corrupted,
    long heldBack,
    long ceMarked,
    long backlogBytes,
    long maxBacklogBytes) {}
