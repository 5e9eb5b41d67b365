package org.tquic.quic.sim;

import java.net.InetSocketAddress;

/**
 * An endpoint in a simulation. After each call that may give it work, and after each action of a
 * test, {@link #pollTransmit} is called until it answers false.
 */
public interface SimNode {
  /** Answer of {@link #nextTimeoutNs} when there is no time-out. */
  long NO_TIMEOUT = Long.MAX_VALUE;

  /**
   * A datagram arrived.
   *
   * @param nowNs the time, nanoseconds
   * @param local the address it arrived at, one that was bound
   * @param remote its sender as seen here
   * @param ecn a constant of {@link org.tquic.quic.Ecn}
   * @param data the payload, the node's own from now on
   */
  void onDatagram(
      long nowNs, InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data);

  /**
   * When {@link #onTimeout} is to be called next, or {@link #NO_TIMEOUT}. A time that has passed
   * means at once.
   */
  long nextTimeoutNs();

  /** The time-out is due. It must move or go, or the node must have work to send. */
  void onTimeout(long nowNs);

  /**
   * Writes the next datagram to be sent.
   *
   * @param out takes it by one of its {@code set} methods
   * @return whether there was one
   */
  boolean pollTransmit(long nowNs, SimTransmit out);
}
