package org.tquic.quic;

/** ECN codepoints of the IP header, RFC 3168 section 5, as the two bits that travel. */
public final class Ecn {
  /** Not ECN-capable. */
  public static final int NOT_ECT = 0;

  /** ECN-capable, ECT(1): L4S, RFC 9331. */
  public static final int ECT_1 = 1;

  /** ECN-capable, ECT(0). */
  public static final int ECT_0 = 2;

  /** Congestion experienced. */
  public static final int CE = 3;

  private Ecn() {}
}
