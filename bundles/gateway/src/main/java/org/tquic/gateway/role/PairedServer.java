package org.tquic.gateway.role;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.tquic.api.bond.PathReason;
import org.tquic.api.doctor.DoctorDial;
import org.tquic.api.doctor.DoctorTarget;
import org.tquic.api.doctor.LinkCapacity;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.engine.TransportSettings;
import org.tquic.bond.CongestionChoice;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PinnedServerTrust;
import org.tquic.identity.ServerPin;
import org.tquic.masque.MasqueClient;
import org.tquic.masque.SeenAddress;

/**
 * The server that a router is paired with, as a doctor has to know it. The key stays here: the
 * service registry is open to every bundle.
 */
final class PairedServer {
  private final String host;
  private final int port;
  private final TlsIdentity tls;
  private final String engine;
  private final LinkCongestion congestion;

  private PairedServer(
      String host, int port, TlsIdentity tls, String engine, LinkCongestion congestion) {
    this.host = host;
    this.port = port;
    this.tls = tls;
    this.engine = engine;
    this.congestion = congestion;
  }

  /**
   * By the pairing of this machine.
   *
   * @param engine id of the one that the bond uses
   * @param congestion what the bond has on its links
   */
  static PairedServer of(
      ServerPin pin, LocalIdentity identity, String engine, LinkCongestion congestion) {
    return new PairedServer(
        pin.address().host(),
        pin.address().port(),
        new TlsIdentity(
            identity.key(), identity.certificate(), new PinnedServerTrust(pin.fingerprint())),
        engine,
        congestion);
  }

  /** Own identity, and the key that the server must have. */
  TlsIdentity tls() {
    return tls;
  }

  /** Makes it a service. */
  ServiceRegistration<DoctorTarget> publish(BundleContext bundles) {
    return bundles.registerService(DoctorTarget.class, new Target(bundles), null);
  }

  /** The address only. */
  @Override
  public String toString() {
    return host + ":" + port;
  }

  private final class Target implements DoctorTarget {
    private final BundleContext bundles;

    Target(BundleContext bundles) {
      this.bundles = bundles;
    }

    @Override
    public String host() {
      return host;
    }

    @Override
    public int port() {
      return port;
    }

    @Override
    public String engine() {
      return engine;
    }

    @Override
    public X509Certificate certificate() {
      return tls.certificate();
    }

    @Override
    public Future<QuicChannel> connect(String id, DoctorDial dial) {
      return with(id, dial, found -> found.connect(request(dial, dial.transport())));
    }

    @Override
    public Future<InetSocketAddress> seenAs(QuicChannel connection) {
      return SeenAddress.ask(connection, PairedServer.this.toString());
    }

    @Override
    public Future<LinkCapacity> measure(String id, DoctorDial dial, int seconds) {
      return with(id, dial, found -> measure(found, dial, seconds));
    }

    /** With the controller that the bond has there, so that it finds what the bond would. */
    private Future<LinkCapacity> measure(QuicEngine found, DoctorDial dial, int seconds) {
      CongestionChoice choice = congestion.of(found, dial.link().device());
      TransportSettings transport =
          new TransportSettings(
              dial.transport().maxUdpPayload(),
              dial.transport().idleTimeout(),
              dial.transport().datagramQueue(),
              choice.algorithm(),
              choice.controller());
      Promise<LinkCapacity> measured = dial.loop().newPromise();
      CapacityMeasurement measurement =
          new CapacityMeasurement(PairedServer.this.toString(), seconds, choice.id(), measured);
      measurement.begin(found.connect(request(dial, transport)));
      return measured;
    }

    private <V> Future<V> with(String id, DoctorDial dial, Function<QuicEngine, Future<V>> use) {
      for (ServiceReference<QuicEngine> reference : engines()) {
        QuicEngine found = bundles.getService(reference);
        try {
          if (found != null && found.id().equals(id)) {
            return use.apply(found);
          }
        } finally {
          bundles.ungetService(reference);
        }
      }
      return dial.loop()
          .newFailedFuture(
              new ConnectFailure(
                  PathReason.INTERNAL,
                  "there is no engine " + id,
                  "`felix:lb` shows the bundles of the engines.",
                  null));
    }

    private Collection<ServiceReference<QuicEngine>> engines() {
      try {
        return bundles.getServiceReferences(QuicEngine.class, null);
      } catch (InvalidSyntaxException e) {
        throw new IllegalStateException("no filter was given", e);
      }
    }

    private ClientRequest request(DoctorDial dial, TransportSettings transport) {
      return new ClientRequest(
          dial.loop(),
          dial.link(),
          dial.remote(),
          tls,
          transport,
          dial.handshakeTimeout(),
          new MasqueClient().newConnectionHandler(),
          dial.streamHandler());
    }

    /** The address only. */
    @Override
    public String toString() {
      return PairedServer.this.toString();
    }
  }
}
