package org.tquic.bond;

import io.netty.buffer.ByteBuf;

/** The inner side of a bond: where IP packets enter it. Called on the owner loop. */
public interface PacketSink {
  /** Bytes that a packet's buffer should leave free before its reader index, for headers. */
  int HEADROOM = 64;

  /** Takes ownership of one whole IP packet. */
  void accept(ByteBuf packet);

  /** The last packet of a batch was given; what can be sent is sent now. */
  void flush();

  /**
   * Whether more packets are welcome. When not, the source stops reading until {@link
   * #onWritable(Runnable)}'s callback runs.
   */
  boolean isWritable();

  /** Sets the callback that runs on the owner loop when the sink is writable again. */
  void onWritable(Runnable callback);
}
