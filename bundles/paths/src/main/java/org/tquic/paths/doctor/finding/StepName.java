package org.tquic.paths.doctor.finding;

/** Names of the steps, in their order. */
public final class StepName {
  /** The device and its driver. */
  public static final String LINK = "link";

  /** The lower layer. */
  public static final String CARRIER = "carrier";

  /** The address. */
  public static final String ADDRESS = "address";

  /** The server, as far as it has to be known to go on. */
  public static final String SERVER = "server";

  /** The route to the server. */
  public static final String ROUTE = "route";

  /** ICMP echo of several sizes. */
  public static final String ICMP = "icmp";

  /** QUIC Version Negotiation. */
  public static final String VERSION = "version";

  /** Small UDP datagrams. */
  public static final String SMALL_UDP = "small-udp";

  /** Handshake of the independent engine. */
  public static final String INDEPENDENT = "independent";

  /** Handshake of the engine in use. */
  public static final String HANDSHAKE = "handshake";

  /** PATH_CHALLENGE and PATH_RESPONSE. */
  public static final String CHALLENGE = "challenge";

  /** The longest datagram. */
  public static final String SIZE = "size";

  /** Loss, round trip and jitter. */
  public static final String LOSS = "loss";

  /** Which addresses NATs give to flows. */
  public static final String NAT = "nat";

  /** How much the link carries. */
  public static final String CAPACITY = "capacity";

  /** Captive portal. */
  public static final String PORTAL = "portal";

  /** The machine's clock. */
  public static final String CLOCK = "clock";

  /** What the running bond says of its path. */
  public static final String BOND = "bond";

  /** How long NATs remember a silent flow. */
  public static final String NAT_TIMEOUT = "nat-timeout";

  private StepName() {}
}
