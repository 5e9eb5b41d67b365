package org.tquic.quic.endpoint;

import java.security.SecureRandom;
import java.util.Objects;
import org.tquic.quic.wire.ConnectionId;

/**
 * How an endpoint behaves, above all towards strangers.
 *
 * @param connectionIdBytes length of all own connection IDs, 8 to 20
 * @param resetKey secret of the stateless reset tokens, at least 32 bytes; the same after a
 *     restart, so that peers of lost connections learn of it, RFC 9000 section 10.3.2
 * @param maxConnections connections of clients at a time, at least 1
 * @param maxHalfOpen of these, in the handshake; at least 1
 * @param maxHalfOpenPerPrefix of these, from one /24 of IPv4 or /56 of IPv6; at least 1. Clients
 *     that have proven their address are counted apart, so that forged addresses cannot lock them
 *     out.
 * @param retryAboveHalfOpen handshakes at which clients have to prove their address by Retry first;
 *     0 for always, at most {@code maxHalfOpen}
 * @param answersPerSecond stateless answers of each kind, 1 to 1,000,000
 * @param handshakeTimeoutNs time for a handshake, of either role
 * @param retryTokenLifetimeNs time in which a token of Retry is taken
 * @param newTokenLifetimeNs time in which a token of NEW_TOKEN is taken
 * @param random unpredictable source of connection IDs and tokens
 * @param faults hears of exceptions that ended a connection
 */
public record EndpointSettings(
    int connectionIdBytes,
    byte[] resetKey,
    int maxConnections,
    int maxHalfOpen,
    int maxHalfOpenPerPrefix,
    int retryAboveHalfOpen,
    int answersPerSecond,
    long handshakeTimeoutNs,
    long retryTokenLifetimeNs,
    long newTokenLifetimeNs,
    SecureRandom random,
    FaultSink faults) {
  private static final int MIN_ID_BYTES = 8;
  private static final int MIN_KEY_BYTES = 32;
  private static final int MAX_ANSWERS_PER_SECOND = 1_000_000;
  private static final long SECOND_NS = 1_000_000_000;

  /**
   * Checks the ranges and copies the key.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public EndpointSettings {
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(faults, "faults");
    resetKey = resetKey.clone();
    check(
        connectionIdBytes >= MIN_ID_BYTES && connectionIdBytes <= ConnectionId.MAX_LENGTH,
        "connection IDs have 8 to 20 bytes");
    check(resetKey.length >= MIN_KEY_BYTES, "the reset key has at least 32 bytes");
    check(
        maxConnections > 0 && maxHalfOpen > 0 && maxHalfOpenPerPrefix > 0,
        "at least one connection is let in");
    check(
        retryAboveHalfOpen >= 0 && retryAboveHalfOpen <= maxHalfOpen,
        "Retry is asked for before handshakes are refused");
    check(
        answersPerSecond > 0 && answersPerSecond <= MAX_ANSWERS_PER_SECOND,
        "there are 1 to 1000000 answers per second");
    check(
        handshakeTimeoutNs > 0 && retryTokenLifetimeNs > 0 && newTokenLifetimeNs > 0,
        "times are positive");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** Settings for a server of some thousand clients, or a client. */
  public static EndpointSettings defaults(byte[] resetKey, SecureRandom random) {
    return new EndpointSettings(
        MIN_ID_BYTES,
        resetKey,
        10_000,
        1_000,
        100,
        200,
        1_000,
        10 * SECOND_NS,
        10 * SECOND_NS,
        7 * 24 * 3600 * SECOND_NS,
        random,
        FaultSink.NONE);
  }

  /** The same with another sink of faults. */
  public EndpointSettings withFaults(FaultSink sink) {
    return new EndpointSettings(
        connectionIdBytes,
        resetKey,
        maxConnections,
        maxHalfOpen,
        maxHalfOpenPerPrefix,
        retryAboveHalfOpen,
        answersPerSecond,
        handshakeTimeoutNs,
        retryTokenLifetimeNs,
        newTokenLifetimeNs,
        random,
        sink);
  }

  /** A copy of the key. */
  @Override
  public byte[] resetKey() {
    return resetKey.clone();
  }
}
