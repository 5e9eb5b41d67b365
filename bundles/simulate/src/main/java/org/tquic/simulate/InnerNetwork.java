package org.tquic.simulate;

import java.util.function.Consumer;
import org.tquic.simulate.inner.Host;
import org.tquic.simulate.inner.InnerPacket;

/** What joins the hosts behind the router with those behind the server. */
interface InnerNetwork {
  /** The hosts behind the router. */
  Host client();

  /** The hosts behind the server. */
  Host server();

  /** Sets who takes packets, at the server's side and at the router's. */
  void deliver(Consumer<InnerPacket> atServer, Consumer<InnerPacket> atClient);
}
