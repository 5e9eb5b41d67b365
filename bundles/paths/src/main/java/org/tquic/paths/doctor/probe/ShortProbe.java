package org.tquic.paths.doctor.probe;

import java.util.random.RandomGenerator;

/**
 * A small packet that many QUIC servers answer: it belongs to no connection, so that it draws a
 * Stateless Reset (RFC 9000 section 10.3). An answer proves that small datagrams pass; silence
 * proves nothing.
 */
public final class ShortProbe {
  /** Long enough for an answer, which is shorter (RFC 9000 section 10.3). */
  private static final int BYTES = 64;

  private ShortProbe() {}

  /** The UDP payload of a new probe. */
  public static byte[] datagram(RandomGenerator random) {
    byte[] datagram = new byte[BYTES];
    random.nextBytes(datagram);
    datagram[0] = (byte) (0x40 | (datagram[0] & 0x3f));
    return datagram;
  }
}
