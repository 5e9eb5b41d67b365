package org.tquic.quic.connection;

import java.security.SecureRandom;
import java.util.Objects;
import org.tquic.quic.recovery.RecoveryConfig;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * How a connection behaves.
 *
 * @param tls own key and certificate, whom to trust, protocols
 * @param parameters transport parameters to offer; connection IDs and tokens are added to them
 * @param congestion makes the controller of each path
 * @param scheduler makes the scheduler
 * @param maxUdpPayloadBytes largest datagram to send once the path has proven it, 1200 to 65527
 * @param initialRttNs assumed before the first sample, RFC 9002 section 6.2.2
 * @param keepAliveNs silence after which a path is probed so that it stays open, or 0 for never
 * @param datagramQueueBytes bytes of DATAGRAM payloads that may wait to be sent
 * @param random unpredictable source of connection IDs, challenges and gaps
 * @param preferredAddress whether a server offers another address, and a client follows
 * @param initialWindowPackets full packets that may be under way on a path before anything is known
 *     of it, at least 2; {@link RecoveryConfig#INITIAL_WINDOW_PACKETS} is what RFC 9002 section 7.2
 *     recommends
 * @param versions which versions of QUIC are spoken, and which are liked best
 */
public record ConnectionSettings(
    TlsConfig tls,
    TransportParameters parameters,
    CongestionControllerFactory congestion,
    PathSchedulerFactory scheduler,
    int maxUdpPayloadBytes,
    long initialRttNs,
    long keepAliveNs,
    int datagramQueueBytes,
    SecureRandom random,
    PreferredAddressPolicy preferredAddress,
    int initialWindowPackets,
    VersionPreferences versions) {
  /** RFC 9002 section 6.2.2. */
  public static final long DEFAULT_INITIAL_RTT_NS = 333_000_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public ConnectionSettings {
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(congestion, "congestion");
    Objects.requireNonNull(scheduler, "scheduler");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(preferredAddress, "preferredAddress");
    Objects.requireNonNull(versions, "versions");
    if (maxUdpPayloadBytes < 1200 || maxUdpPayloadBytes > 65_527) {
      throw new IllegalArgumentException(
          "a datagram has 1200 to 65527 bytes, not " + maxUdpPayloadBytes);
    }
    if (initialRttNs <= 0 || keepAliveNs < 0 || datagramQueueBytes < 0) {
      throw new IllegalArgumentException("times and sizes are not negative");
    }
    if (initialWindowPackets < 2) {
      throw new IllegalArgumentException(
          "a window has at least 2 packets, not " + initialWindowPackets);
    }
  }

  /** Settings of a connection that does in all else what is usual. */
  public ConnectionSettings(
      TlsConfig tls,
      TransportParameters parameters,
      CongestionControllerFactory congestion,
      PathSchedulerFactory scheduler,
      int maxUdpPayloadBytes,
      long initialRttNs,
      long keepAliveNs,
      int datagramQueueBytes,
      SecureRandom random) {
    this(
        tls,
        parameters,
        congestion,
        scheduler,
        maxUdpPayloadBytes,
        initialRttNs,
        keepAliveNs,
        datagramQueueBytes,
        random,
        PreferredAddressPolicy.NONE,
        RecoveryConfig.INITIAL_WINDOW_PACKETS,
        VersionPreferences.DEFAULT);
  }

  /** The same with another policy for preferred addresses. */
  public ConnectionSettings withPreferredAddress(PreferredAddressPolicy policy) {
    return with(policy, initialWindowPackets, versions);
  }

  /** The same with another first window. */
  public ConnectionSettings withInitialWindow(int packets) {
    return with(preferredAddress, packets, versions);
  }

  /** The same with other versions. */
  public ConnectionSettings withVersions(VersionPreferences preferences) {
    return with(preferredAddress, initialWindowPackets, preferences);
  }

  private ConnectionSettings with(
      PreferredAddressPolicy policy, int windowPackets, VersionPreferences preferences) {
    return new ConnectionSettings(
        tls,
        parameters,
        congestion,
        scheduler,
        maxUdpPayloadBytes,
        initialRttNs,
        keepAliveNs,
        datagramQueueBytes,
        random,
        policy,
        windowPackets,
        preferences);
  }
}
