package org.tquic.quic.connection;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tquic.quic.Role;
import org.tquic.quic.path.NetworkPath;
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

/** Settings with limits that a fuzzer reaches, and the addresses of two ends. */
final class EndSettings {
  static final long SECOND_NS = 1_000_000_000;
  static final int MAX_PATH_ID = 3;
  static final int MAX_DATA = 1 << 14;
  static final int MAX_STREAMS = 8;
  static final int ID_LIMIT = 4;
  static final int IDLE_SECONDS = 30;
  static final long KEEP_ALIVE_NS = 5 * SECOND_NS;
  static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 4433);
  private static final InetSocketAddress[] CLIENTS = {
    new InetSocketAddress("10.71.0.2", 5001),
    new InetSocketAddress("10.72.0.2", 5002),
    new InetSocketAddress("10.71.0.2", 5003),
    new InetSocketAddress("192.0.2.66", 666)
  };

  private EndSettings() {}

  /** What ends offer in addition: several paths, or nothing. */
  static UnaryOperator<TransportParameters.Builder> paths(boolean several) {
    return several ? offers -> offers.initialMaxPathId(MAX_PATH_ID) : UnaryOperator.identity();
  }

  static ConnectionSettings of(
      Role role, UnaryOperator<TransportParameters.Builder> offers, SecureRandom random) {
    TransportParameters.Builder parameters =
        TransportParameters.builder()
            .maxIdleTimeoutMillis(IDLE_SECONDS * 1000)
            .maxUdpPayloadSize(1452)
            .initialMaxData(MAX_DATA)
            .initialMaxStreamDataBidiLocal(MAX_DATA / 2)
            .initialMaxStreamDataBidiRemote(MAX_DATA / 2)
            .initialMaxStreamDataUni(MAX_DATA / 2)
            .initialMaxStreamsBidi(MAX_STREAMS)
            .initialMaxStreamsUni(MAX_STREAMS)
            .activeConnectionIdLimit(ID_LIMIT)
            .maxDatagramFrameSize(1400)
            .greaseQuicBit(true);
    boolean client = role == Role.CLIENT;
    return new ConnectionSettings(
        client
            ? TestIdentity.CLIENT.trusting(
                TestIdentity.SERVER, TlsConfig.ALL_CIPHER_SUITES, List.of(NamedGroup.X25519))
            : TestIdentity.SERVER.trusting(
                TestIdentity.CLIENT, TlsConfig.ALL_CIPHER_SUITES, List.of(NamedGroup.X25519)),
        offers.apply(parameters).build(),
        NewReno.FACTORY,
        new MinRtt(),
        1452,
        ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
        KEEP_ALIVE_NS,
        1 << 16,
        random);
  }

  /** From one of the client's addresses to the server, or back. */
  static NetworkPath network(Role from, int address) {
    InetSocketAddress client = CLIENTS[address % CLIENTS.length];
    return from == Role.CLIENT
        ? new NetworkPath(client, SERVER, 0)
        : new NetworkPath(SERVER, client, 0);
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
