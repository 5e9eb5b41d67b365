package org.tquic.interop;

import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.endpoint.EndpointSettings;
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

/** What a test wants to be other than usual. */
final class Setup {
  static final String PROTOCOL = "tquic-interop";

  List<CipherSuite> ourSuites = TlsConfig.ALL_CIPHER_SUITES;
  List<NamedGroup> ourGroups = TlsConfig.ALL_GROUPS;
  String[] quicheGroups = {"X25519", "P-256"};
  boolean ourRetry;
  VersionPreferences ourVersions = VersionPreferences.DEFAULT;

  /** What we offer by ALPN; quiche's side knows the usual one only. */
  String ourProtocol = PROTOCOL;

  /** Whether our server wants a certificate from clients. */
  boolean ourServerAsksForCertificate = true;

  InetAddress ourAddress = InetAddress.getLoopbackAddress();

  /** Begins a unidirectional stream of ours that never ends; null for none. */
  byte[] ourOpening;

  /** What streams of the peer are answered with at their end; null to send back what came. */
  UnaryOperator<byte[]> ourAnswer;

  QuicTokenHandler quicheTokens;
  long ourIdleMillis = 30_000;
  long quicheIdleMillis = 30_000;

  EndpointSettings endpointSettings(SecureRandom random) {
    EndpointSettings usual = EndpointSettings.defaults(new byte[32], random);
    return new EndpointSettings(
        usual.connectionIdBytes(),
        usual.resetKey(),
        usual.maxConnections(),
        usual.maxHalfOpen(),
        usual.maxHalfOpenPerPrefix(),
        ourRetry ? 0 : usual.retryAboveHalfOpen(),
        usual.answersPerSecond(),
        usual.handshakeTimeoutNs(),
        usual.retryTokenLifetimeNs(),
        usual.newTokenLifetimeNs(),
        random,
        (connection, fault) -> {
          throw new Error(fault);
        });
  }

  /** Offers several paths, as this project's own peers do. */
  ConnectionSettings connectionSettings(SecureRandom random) {
    TransportParameters parameters =
        TransportParameters.builder()
            .maxIdleTimeoutMillis(ourIdleMillis)
            .maxUdpPayloadSize(1452)
            .initialMaxData(1 << 21)
            .initialMaxStreamDataBidiLocal(1 << 20)
            .initialMaxStreamDataBidiRemote(1 << 20)
            .initialMaxStreamDataUni(1 << 20)
            .initialMaxStreamsBidi(100)
            .initialMaxStreamsUni(100)
            .activeConnectionIdLimit(4)
            .maxDatagramFrameSize(1400)
            .greaseQuicBit(true)
            .initialMaxPathId(3)
            .build();
    return new ConnectionSettings(
            tls(),
            parameters,
            NewReno.FACTORY,
            new MinRttFactory(),
            1452,
            ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
            0,
            1 << 20,
            random)
        .withVersions(ourVersions);
  }

  private TlsConfig tls() {
    return new TlsConfig(
        Identities.OURS.chain(),
        Identities.OURS.key(),
        TestIdentity.pin(Identities.THEIRS),
        List.of(ourProtocol),
        null,
        ourSuites,
        ourGroups,
        ourServerAsksForCertificate);
  }

  private static final class MinRttFactory implements PathSchedulerFactory {
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
