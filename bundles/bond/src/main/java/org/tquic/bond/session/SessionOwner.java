package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.tquic.api.bond.PathStatus;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** What a server's sessions need of the server. */
interface SessionOwner {
  EventLoop loop();

  /** The scheduler chosen, or null for the built-in. */
  PathSchedulerFactory scheduler();

  String congestionId();

  /** The congestion controllers of single links, as routers call them. */
  LinkControllers links();

  void onPath(PathStatus path);

  /** A session's largest packet changed. */
  void onMaxPacket();

  void onTooBig(ByteBuf packet, int maxBytes);

  /** The session has no connection left and will have none. */
  void onEnded(ServerSession session);
}
