package org.tquic.bond;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.tquic.api.bond.PathStatus;

/** What a router's bond tells its owner, on the owner loop. */
public interface RouterBondListener {
  /** The server assigned these addresses; called again when they change. */
  void onAssigned(List<InetPrefix> addresses);

  /** The largest inner packet is now this many bytes; never 0. */
  void onMtu(int bytes);

  /** The first carrier came up, or the last one went. */
  void onConnected(boolean connected);

  /** A path changed its state. */
  void onPath(PathStatus path);

  /**
   * The server refuses this router for a reason that no new attempt cures.
   *
   * @param type problem type: {@code revoked}, {@code unknown-router}, …
   * @param detail the server's words
   */
  void onRefused(String type, String detail);

  /**
   * The server does not know tiers of links and sends over all alike, or it obeys them now.
   *
   * @param ignored whether it ignores them
   */
  default void onTiersIgnored(boolean ignored) {}

  /** An inner packet is too large; valid during the call only. */
  void onTooBig(ByteBuf packet, int maxBytes);
}
