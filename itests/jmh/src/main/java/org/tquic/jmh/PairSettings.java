package org.tquic.jmh;

import java.security.SecureRandom;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.scheduler.roundrobin.RoundRobinScheduler;

/** How both ends of a pair behave; the keys are made once, all pairs have the same. */
final class PairSettings {
  private static final int UDP_PAYLOAD_BYTES = 1452;
  private static final int MAX_STREAMS = 1_000;
  private static final int WINDOW_BYTES = 1 << 24;
  private static final int DATAGRAM_QUEUE_BYTES = 1 << 20;

  private final Identity client = Identity.create("client");
  private final Identity server = Identity.create("server");
  private final SecureRandom random = new SecureRandom();
  private final CipherSuite suite;

  PairSettings(CipherSuite suite) {
    this.suite = suite;
  }

  ConnectionSettings ofClient() {
    return settings(client, server);
  }

  ConnectionSettings ofServer() {
    return settings(server, client);
  }

  private ConnectionSettings settings(Identity own, Identity peer) {
    return new ConnectionSettings(
        own.trusting(peer, suite),
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
