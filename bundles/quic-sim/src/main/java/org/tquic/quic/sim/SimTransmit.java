package org.tquic.quic.sim;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;

/** Takes a datagram that a node wants to send. Is used again for the next one. */
public final class SimTransmit {
  /** Most bytes that a UDP datagram over IPv4 can carry. */
  public static final int MAX_PAYLOAD_BYTES = 65_507;

  private final byte[] buffer = new byte[MAX_PAYLOAD_BYTES];
  private InetSocketAddress local;
  private InetSocketAddress remote;
  private int ecn;
  private int length;
  private boolean filled;

  /**
   * Where the payload may be written, from index 0, before {@link #set(InetSocketAddress,
   * InetSocketAddress, int, int)}.
   */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * The datagram is in {@link #buffer()}.
   *
   * @param local source, an address that is bound
   * @param remote destination
   * @param ecn a constant of {@link org.tquic.quic.Ecn}
   * @param length bytes of payload, 0 to {@link #MAX_PAYLOAD_BYTES}
   */
  public void set(InetSocketAddress local, InetSocketAddress remote, int ecn, int length) {
    if (length < 0 || length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a payload of " + length + " bytes is not 0 to " + MAX_PAYLOAD_BYTES);
    }
    this.local = Objects.requireNonNull(local, "local");
    this.remote = Objects.requireNonNull(remote, "remote");
    this.ecn = ecn;
    this.length = length;
    this.filled = true;
  }

  /** The datagram is the given part of an array, which is copied. */
  public void set(
      InetSocketAddress local,
      InetSocketAddress remote,
      int ecn,
      byte[] data,
      int offset,
      int length) {
    set(local, remote, ecn, length);
    System.arraycopy(data, offset, buffer, 0, length);
  }

  /** Takes the datagram out. */
  SimDatagram take(String node) {
    if (!filled) {
      throw new IllegalStateException("node " + node + " has a datagram to send but set none");
    }
    filled = false;
    return new SimDatagram(local, remote, ecn, Arrays.copyOf(buffer, length));
  }
}
