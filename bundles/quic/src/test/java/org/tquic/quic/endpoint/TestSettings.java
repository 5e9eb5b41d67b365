package org.tquic.quic.endpoint;

import java.security.SecureRandom;
import java.util.List;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.tls.TestIdentity;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Settings that a test changes where it matters. */
final class TestSettings {
  static final long SECOND = 1_000_000_000L;
  static final SecureRandom RANDOM = new SecureRandom();

  int connectionIdBytes = 8;
  byte[] resetKey = new byte[32];
  int maxConnections = 1000;
  int maxHalfOpen = 100;
  int maxHalfOpenPerPrefix = 100;
  int retryAboveHalfOpen = 100;
  int answersPerSecond = 1000;
  long handshakeTimeoutNs = 10 * SECOND;
  long retryTokenLifetimeNs = 10 * SECOND;
  long newTokenLifetimeNs = 3600 * SECOND;

  /** A test expects none, unless it says so; an Error as such is not contained. */
  FaultSink faults =
      (connection, fault) -> {
        throw new Error(fault);
      };

  EndpointSettings build() {
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
        RANDOM,
        faults);
  }

  static ConnectionSettings connection(TestIdentity own, TestIdentity peer, NamedGroup... groups) {
    return new ConnectionSettings(
        own.trusting(peer, TlsConfig.ALL_CIPHER_SUITES, List.of(groups)),
        TransportParameters.builder()
            .maxIdleTimeoutMillis(30_000)
            .maxUdpPayloadSize(1452)
            .initialMaxData(1 << 20)
            .initialMaxStreamDataBidiLocal(1 << 18)
            .initialMaxStreamDataBidiRemote(1 << 18)
            .initialMaxStreamsBidi(100)
            .activeConnectionIdLimit(4)
            .initialMaxPathId(3)
            .build(),
        NewReno.FACTORY,
        new MinRtt(),
        1452,
        ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
        0,
        1 << 20,
        RANDOM);
  }

  private static final class MinRtt implements PathSchedulerFactory {
    @Override
    public String id() {
      return "minrtt";
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return new BuiltinMinRtt();
    }
  }
}
