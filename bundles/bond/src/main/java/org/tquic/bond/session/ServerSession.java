package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.tquic.api.bond.BondStatus;
import org.tquic.bond.InetPrefix;
import org.tquic.masque.ConnectIpRequest;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** One router at the server. Used on the owner loop. */
interface ServerSession {
  /** The router's name. */
  String name();

  /** Its inner addresses. */
  List<InetPrefix> addresses();

  /** Whether the request continues this session rather than beginning another. */
  boolean continuedBy(BondHeader.Join join);

  /** Accepts one more request of this session. */
  void accept(ConnectIpRequest request, BondHeader.Join join);

  /** An inner packet for the router; takes ownership. */
  void send(ByteBuf packet);

  /** The end of a batch of packets. */
  void flush();

  /** Largest inner packet, bytes; 0 while there is no carrier. */
  int maxPacket();

  /** Swaps the scheduler; null for the built-in. */
  void selectScheduler(PathSchedulerFactory factory);

  /** Another congestion controller is chosen for a link. */
  default void onLinkCongestion(String link) {}

  /** The session as it is now. */
  BondStatus status();

  /** Ends all its connections. */
  void close();
}
