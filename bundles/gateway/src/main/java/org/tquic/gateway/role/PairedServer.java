package org.tquic.gateway.role;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.security.cert.X509Certificate;
import java.util.Collection;
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
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PinnedServerTrust;
import org.tquic.identity.ServerPin;
import org.tquic.masque.MasqueClient;

/**
 * The server that a router is paired with, as a doctor has to know it. The key stays here: the
 * service registry is open to every bundle.
 */
final class PairedServer {
  private final String host;
  private final int port;
  private final TlsIdentity tls;
  private final String engine;

  private PairedServer(String host, int port, TlsIdentity tls, String engine) {
    this.host = host;
    this.port = port;
    this.tls = tls;
    this.engine = engine;
  }

  /** By the pairing of this machine, for the engine with this id. */
  static PairedServer of(ServerPin pin, LocalIdentity identity, String engine) {
    return new PairedServer(
        pin.address().host(),
        pin.address().port(),
        new TlsIdentity(
            identity.key(), identity.certificate(), new PinnedServerTrust(pin.fingerprint())),
        engine);
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
      return connect(id, dial, null);
    }

    @Override
    public Future<LinkCapacity> measure(String id, DoctorDial dial, int seconds) {
      Promise<LinkCapacity> measured = dial.loop().newPromise();
      CapacityMeasurement measurement =
          new CapacityMeasurement(PairedServer.this.toString(), seconds, measured);
      measurement.begin(connect(id, dial, new MasqueClient().newConnectionHandler()));
      return measured;
    }

    private Future<QuicChannel> connect(String id, DoctorDial dial, ChannelHandler handler) {
      for (ServiceReference<QuicEngine> reference : engines()) {
        QuicEngine found = bundles.getService(reference);
        try {
          if (found != null && found.id().equals(id)) {
            return found.connect(request(dial, handler));
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

    private ClientRequest request(DoctorDial dial, ChannelHandler handler) {
      return new ClientRequest(
          dial.loop(),
          dial.link(),
          dial.remote(),
          tls,
          dial.transport(),
          dial.handshakeTimeout(),
          handler,
          dial.streamHandler());
    }

    /** The address only. */
    @Override
    public String toString() {
      return PairedServer.this.toString();
    }
  }
}
