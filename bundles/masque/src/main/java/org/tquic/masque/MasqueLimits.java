package org.tquic.masque;

import java.time.Duration;

/**
 * What this end accepts from a peer. All of it may come from a stranger, on each of its connections
 * and requests at once.
 *
 * @param headerBytes header section (RFC 9114 section 4.2.2), bytes
 * @param bodyBytes content of a request or reply other than CONNECT, or capsules before the answer
 *     to one, bytes
 * @param capsuleBytes value of a capsule that is understood, bytes
 * @param entries addresses or routes in one capsule
 * @param requests requests in progress on one connection
 * @param earlyDatagrams datagrams kept for a request stream that was not seen yet
 * @param answerTimeout time for the peer's settings and its answer
 */
public record MasqueLimits(
    int headerBytes,
    int bodyBytes,
    int capsuleBytes,
    int entries,
    int requests,
    int earlyDatagrams,
    Duration answerTimeout) {
  /** Limits that suit a router and its server, whose longest content is a problem document. */
  public static final MasqueLimits DEFAULT =
      new MasqueLimits(16 * 1024, 4 * 1024, 64 * 1024, 512, 16, 32, Duration.ofSeconds(10));
}
