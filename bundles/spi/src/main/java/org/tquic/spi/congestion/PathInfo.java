package org.tquic.spi.congestion;

import java.util.random.RandomGenerator;

/**
 * The path a controller works for.
 *
 * @param pathId id of the path within its connection
 * @param generation how often the path got another address; each generation has its own controller
 * @param maxDatagramBytes largest datagram now; {@link CongestionController#onMtuChanged} tells of
 *     others
 * @param initialWindowBytes window of a first start, RFC 9002 section 7.2
 * @param minimumWindowBytes smallest window a controller may ask for: two datagrams
 * @param initialRttNs round-trip time assumed before the first sample
 * @param random seeded source of whatever randomness the controller wants
 * @param events takes what the controller wants to be seen
 * @param siblings the other paths of the connection, for coupled controllers
 */
public record PathInfo(
    long pathId,
    long generation,
    int maxDatagramBytes,
    long initialWindowBytes,
    long minimumWindowBytes,
    long initialRttNs,
    RandomGenerator random,
    CongestionEventSink events,
    SiblingPaths siblings) {}
