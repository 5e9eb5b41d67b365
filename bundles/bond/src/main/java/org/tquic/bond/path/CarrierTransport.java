package org.tquic.bond.path;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Map;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.bond.PacketSink;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.spi.congestion.CongestionControllerFactory;

/**
 * The connection below a carrier, or its one path of a connection that others share, as far as the
 * bond needs it. Used on the owner loop.
 */
public interface CarrierTransport {
  /** What most control messages fit into. */
  int MESSAGE_BYTES = 512;

  /**
   * Sends one HTTP Datagram; takes ownership.
   *
   * @return whether it was handed to the connection
   */
  boolean send(long context, ByteBuf payload);

  /** Sends one control message. */
  default boolean send(ControlMessage message) {
    ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(PacketSink.HEADROOM + MESSAGE_BYTES);
    buffer.writerIndex(PacketSink.HEADROOM).readerIndex(PacketSink.HEADROOM);
    message.encode(buffer);
    return send(ControlMessage.CONTEXT, buffer);
  }

  /** Whether a window and a pacer of the path bound what is sent on it; else the bond has to. */
  default boolean boundsItself() {
    return false;
  }

  /** Bytes that the path takes now; asked only of one that bounds itself. */
  default long room() {
    throw new UnsupportedOperationException("the bond bounds this path");
  }

  /** Ends a batch of sends. */
  void flush();

  /** Reads the connection's state into the sample, or leaves it as it is. */
  void sample(TransportSample into);

  /** Largest payload of a datagram in the sequenced context, bytes. */
  int maxPayload();

  /** Id of the congestion controller in use. */
  String congestion();

  /**
   * Puts a congestion controller in place on this path, which keeps it whatever is chosen for all;
   * null for the built-in. Nothing where the engine's controllers are not plug-ins.
   */
  default void selectCongestion(CongestionControllerFactory factory) {}

  /** Has the path run again on what is chosen for all. */
  default void followCongestion() {}

  /**
   * Tells the peer's engine whether to use the path, or only when no other is left. What the bond
   * sends names its path; this is for what the engine sends by itself.
   */
  default void prefer(boolean available) {}

  /** Has the engine's logs show what the bond makes of the path. */
  default void note(PathState state, PathReason reason) {}

  /** What the engine has counted on the path by name; empty where it does not. */
  default Map<String, Long> counters() {
    return Map.of();
  }

  /** Closes the path, or the connection that is the carrier's alone, and tells the peer. */
  void close(PathReason reason);

  /** Own address, for people. */
  String local();

  /** Peer's address, for people. */
  String remote();
}
