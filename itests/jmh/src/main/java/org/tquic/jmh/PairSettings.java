package org.tquic.jmh;

import java.security.SecureRandom;
import java.util.List;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.tls.TestIdentity;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.scheduler.roundrobin.RoundRobinScheduler;

/** How both ends of a pair behave; the keys are made once, all pairs have the same. */
final class PairSettings {
  private static final int UDP_PAYLOAD_BYTES = 1452;
  private static final int MAX_STREAMS = 1_000;
  private static final int WINDOW_BYTES = 1 << 24;
  private static final int DATAGRAM_QUEUE_BYTES = 1 << 20;

  private final SecureRandom random = new SecureRandom();
  private final CipherSuite suite;

  PairSettings(CipherSuite suite) {
    this.suite = suite;
  }

  ConnectionSettings ofClient() {
    return settings(TestIdentity.CLIENT, TestIdentity.SERVER);
  }

  ConnectionSettings ofServer() {
    return settings(TestIdentity.SERVER, TestIdentity.CLIENT);
  }

  private ConnectionSettings settings(TestIdentity own, TestIdentity peer) {
    return new ConnectionSettings(
        own.trusting(peer, List.of(suite), TlsConfig.ALL_GROUPS),
        TransportParameters.builder()
            .maxIdleTimeoutMillis(0)
            .maxUdpPayloadSize(UDP_PAYLOAD_BYTES)
            .initialMaxData(WINDOW_BYTES)
            .initialMaxStreamDataBidiLocal(WINDOW_BYTES)
            .initialMaxStreamDataBidiRemote(WINDOW_BYTES)
            .initialMaxStreamDataUni(WINDOW_BYTES)
            .initialMaxStreamsUni(MAX_STREAMS)
            .activeConnectionIdLimit(4)
            .maxDatagramFrameSize(UDP_PAYLOAD_BYTES)
            .initialMaxPathId(EnginePair.MAX_PATHS - 1)
            .build(),
        NewReno.FACTORY,
        new RoundRobinScheduler(),
        UDP_PAYLOAD_BYTES,
        ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
        0,
        DATAGRAM_QUEUE_BYTES,
        random);
  }
}
