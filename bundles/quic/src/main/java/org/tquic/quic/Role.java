package org.tquic.quic;

/** Which end of a connection this is. */
public enum Role {
  /** Opened the connection. */
  CLIENT,
  /** Accepted it. */
  SERVER;

  /** The other end. */
  public Role peer() {
    return this == CLIENT ? SERVER : CLIENT;
  }
}
