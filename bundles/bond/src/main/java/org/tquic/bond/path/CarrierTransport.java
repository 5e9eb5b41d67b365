package org.tquic.bond.path;

import io.netty.buffer.ByteBuf;
import org.tquic.api.bond.PathReason;

/** The connection below a carrier, as far as the bond needs it. Used on the owner loop. */
public interface CarrierTransport {
  /**
   * Sends one HTTP Datagram; takes ownership.
   *
   * @return whether it was handed to the connection
   */
  boolean send(long context, ByteBuf payload);

  /** Ends a batch of sends. */
  void flush();

  /** Reads the connection's state into the sample, or leaves it as it is. */
  void sample(TransportSample into);

  /** Largest payload of a datagram in the sequenced context, bytes. */
  int maxPayload();

  /** Closes the connection and tells the peer. */
  void close(PathReason reason);

  /** Own address, for people. */
  String local();

  /** Peer's address, for people. */
  String remote();
}
