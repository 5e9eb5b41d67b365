package org.tquic.quic.connection;

import org.tquic.quic.path.NetworkPath;

/**
 * A datagram to send. The driver owns the array; the connection writes from {@link #offset} and
 * sets the rest.
 */
public final class Transmit {
  /** Where to write, with room for the largest datagram from {@link #offset}. */
  public final byte[] array;

  /** Index of the first byte; set by the driver. */
  public int offset;

  /** Bytes written. */
  public int length;

  /** From which to which address, on which link. */
  public NetworkPath network;

  /** ECN codepoint of the IP header, see {@link org.tquic.quic.Ecn}. */
  public int ecn;

  /** With an array of so many bytes. */
  public Transmit(int capacityBytes) {
    array = new byte[capacityBytes];
  }
}
