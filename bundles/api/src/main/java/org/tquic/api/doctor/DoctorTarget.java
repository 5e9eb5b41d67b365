package org.tquic.api.doctor;

import org.tquic.api.engine.TlsIdentity;

/** The server that a router is paired with, as an OSGi service; its values do not change. */
public interface DoctorTarget {
  /** Address or name of the server. */
  String host();

  /** Its UDP port. */
  int port();

  /** Own identity, and the key that the server must have. */
  TlsIdentity tls();

  /** Id of the engine that the bond uses. */
  String engine();
}
