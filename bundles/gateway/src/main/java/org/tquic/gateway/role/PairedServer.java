package org.tquic.gateway.role;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.tquic.api.doctor.DoctorTarget;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PinnedServerTrust;
import org.tquic.identity.ServerPin;

/** The server that a router is paired with, as a doctor has to know it. */
record PairedServer(String host, int port, TlsIdentity tls, String engine) implements DoctorTarget {
  /** By the pairing of this machine, for the engine with this id. */
  static PairedServer of(ServerPin pin, LocalIdentity identity, String engine) {
    return new PairedServer(
        pin.address().host(),
        pin.address().port(),
        new TlsIdentity(
            identity.key(), identity.certificate(), new PinnedServerTrust(pin.fingerprint())),
        engine);
  }

  /** Makes it a service. */
  ServiceRegistration<DoctorTarget> publish(BundleContext bundles) {
    return bundles.registerService(DoctorTarget.class, this, null);
  }

  /** The address only. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
