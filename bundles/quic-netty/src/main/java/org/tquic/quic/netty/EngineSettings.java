package org.tquic.quic.netty;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.engine.TransportSettings;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.endpoint.EndpointSettings;
import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.tls.KeyLog;
import org.tquic.quic.tls.PeerVerifier;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** Settings of connections: transport parameters (RFC 9000 section 18.2), TLS and plug-ins. */
final class EngineSettings {
  private static final String ALPN = "h3";

  /**
   * A router has to get through whatever is between, and a firewall that drops versions it does not
   * know would end each handshake that a server moved to another one.
   */
  private static final VersionPreferences CLIENT_VERSIONS = VersionPreferences.only(QuicVersion.V1);

  private static final long MAX_DATA = 1 << 20;
  private static final long MAX_STREAM_DATA = 1 << 20;
  private static final long MAX_REQUESTS = 100;

  /** Control and two QPACK streams, and some of kinds unknown to us (RFC 9114 section 6.2). */
  private static final long MAX_UNIDIRECTIONAL = 8;

  private static final int MAX_DATAGRAM_FRAME_BYTES = 65_535;

  /** Connection IDs of a path: the one in use, and one to move to; each twice for safety. */
  private static final int CONNECTION_IDS_PER_PATH = 4;

  /** IDs are not used again: some links, and some replacements of each. */
  private static final int MAX_PATH_ID = 15;

  /** Bytes to count with for a queued datagram. */
  private static final int DATAGRAM_BYTES = 1500;

  /** Short, for each packet to us carries one. */
  private static final int OWN_ID_BYTES = 8;

  /**
   * More than the 10 of RFC 9002 section 7.2: a path bears many flows, each of which would start
   * with 10 of its own, and one slow start inside another takes very long.
   */
  private static final int INITIAL_WINDOW_PACKETS = 256;

  private static final int RESET_KEY_BYTES = 32;
  private static final int MAX_CONNECTIONS = 1024;
  private static final int MAX_HALF_OPEN = 256;
  private static final int MAX_HALF_OPEN_PER_PREFIX = 32;
  private static final int RETRY_ABOVE_HALF_OPEN = 32;
  private static final int STATELESS_ANSWERS_PER_SECOND = 1000;
  private static final Duration RETRY_TOKEN_LIFETIME = Duration.ofSeconds(15);
  private static final Duration NEW_TOKEN_LIFETIME = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(EngineSettings.class);

  private EngineSettings() {}

  /** What an endpoint bears, above all of strangers. Its reset key is a new one each time. */
  static EndpointSettings endpoint(Duration handshakeTimeout, SecureRandom random) {
    byte[] resetKey = new byte[RESET_KEY_BYTES];
    random.nextBytes(resetKey);
    return new EndpointSettings(
        OWN_ID_BYTES,
        resetKey,
        MAX_CONNECTIONS,
        MAX_HALF_OPEN,
        MAX_HALF_OPEN_PER_PREFIX,
        RETRY_ABOVE_HALF_OPEN,
        STATELESS_ANSWERS_PER_SECOND,
        handshakeTimeout.toNanos(),
        RETRY_TOKEN_LIFETIME.toNanos(),
        NEW_TOKEN_LIFETIME.toNanos(),
        random,
        (connection, fault) -> LOG.error("a connection ended by a defect", fault));
  }

  /** A client's. The server opens no bidirectional streams in HTTP/3 (RFC 9114 section 6.1). */
  static ConnectionSettings client(
      TransportSettings transport,
      TlsIdentity tls,
      PeerVerifier verifier,
      KeyLog keyLog,
      SecureRandom random) {
    return settings(transport, tls(tls, verifier).withKeyLog(keyLog), 0, random)
        .withVersions(CLIENT_VERSIONS);
  }

  static ConnectionSettings server(
      TransportSettings transport,
      TlsIdentity tls,
      PeerVerifier verifier,
      KeyLog keyLog,
      SecureRandom random) {
    return settings(transport, tls(tls, verifier).withKeyLog(keyLog), MAX_REQUESTS, random);
  }

  private static ConnectionSettings settings(
      TransportSettings transport, TlsConfig tls, long bidirectional, SecureRandom random) {
    ConnectionSettings settings =
        new ConnectionSettings(
            tls,
            parameters(transport, bidirectional),
            congestion(transport),
            BuiltinMinRtt.FACTORY,
            transport.maxUdpPayload(),
            ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
            0,
            Math.multiplyExact(transport.datagramQueue(), DATAGRAM_BYTES),
            random);
    return settings.withInitialWindow(INITIAL_WINDOW_PACKETS);
  }

  private static TransportParameters parameters(TransportSettings transport, long bidirectional) {
    return TransportParameters.builder()
        .maxIdleTimeoutMillis(transport.idleTimeout().toMillis())
        .maxUdpPayloadSize(transport.maxUdpPayload())
        .initialMaxData(MAX_DATA)
        .initialMaxStreamDataBidiLocal(MAX_STREAM_DATA)
        .initialMaxStreamDataBidiRemote(MAX_STREAM_DATA)
        .initialMaxStreamDataUni(MAX_STREAM_DATA)
        .initialMaxStreamsBidi(bidirectional)
        .initialMaxStreamsUni(MAX_UNIDIRECTIONAL)
        .activeConnectionIdLimit(CONNECTION_IDS_PER_PATH)
        .maxDatagramFrameSize(MAX_DATAGRAM_FRAME_BYTES)
        .initialMaxPathId(MAX_PATH_ID)
        .build();
  }

  private static TlsConfig tls(TlsIdentity tls, PeerVerifier verifier) {
    return new TlsConfig(
        new X509Certificate[] {tls.certificate()},
        tls.key(),
        verifier,
        List.of(ALPN),
        null,
        TlsConfig.ALL_CIPHER_SUITES,
        TlsConfig.ALL_GROUPS,
        true);
  }

  private static CongestionControllerFactory congestion(TransportSettings transport) {
    if (transport.controller() != null) {
      return transport.controller();
    }
    if (!NewReno.ID.equals(transport.congestion())) {
      throw new ConnectFailure(
          PathReason.INTERNAL,
          "Engine multipath has no congestion controller '"
              + transport.congestion()
              + "' of its own",
          "Select newreno, or one that a plug-in brings.",
          null);
    }
    return NewReno.FACTORY;
  }
}
