package org.tquic.quic.sim;

/**
 * How a NAT maps and filters, in the terms of RFC 4787.
 *
 * @param mapping when a mapping is used again, section 4.1
 * @param filtering whose datagrams are let in, section 5
 * @param idleNs a mapping is forgotten when nothing was sent out through it for longer than this,
 *     nanoseconds, section 4.3; 0 = never
 */
public record NatBehaviour(Mapping mapping, Filtering filtering, long idleNs) {
  /** When a mapping is used again. */
  public enum Mapping {
    /** One public port per inside address and port. */
    ENDPOINT_INDEPENDENT,
    /** One public port per inside address and port and remote address and port. */
    ADDRESS_AND_PORT_DEPENDENT
  }

  /** Whose datagrams are let in. */
  public enum Filtering {
    /** Anyone's. */
    ENDPOINT_INDEPENDENT,
    /** Those of hosts that were sent to. */
    ADDRESS_DEPENDENT,
    /** Those of addresses and ports that were sent to. */
    ADDRESS_AND_PORT_DEPENDENT
  }

  /** What most home routers do; forgets nothing. */
  public static final NatBehaviour USUAL =
      new NatBehaviour(Mapping.ENDPOINT_INDEPENDENT, Filtering.ADDRESS_AND_PORT_DEPENDENT, 0);

  /** Checks the range. */
  public NatBehaviour {
    if (idleNs < 0) {
      throw new IllegalArgumentException("an idle time of " + idleNs + " ns is negative");
    }
  }
}
