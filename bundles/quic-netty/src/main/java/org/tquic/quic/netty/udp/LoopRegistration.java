package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Puts a socket on an event loop at once, which Netty does when it is asked on that loop. */
final class LoopRegistration {
  private LoopRegistration() {}

  /**
   * Registers a handle, without interest in anything yet.
   *
   * @throws IllegalArgumentException when the loop's I/O handler is not of the handle's kind
   * @throws IllegalStateException when this is not the loop's thread
   * @throws IOException when the loop refuses, such as while it shuts down
   */
  static IoRegistration register(EventLoop loop, IoHandle handle) throws IOException {
    if (!(loop instanceof IoEventLoop io) || !io.isCompatible(handle.getClass())) {
      throw new IllegalArgumentException(
          "an event loop with the I/O handler of this transport is needed, not " + loop);
    }
    if (!loop.inEventLoop()) {
      throw new IllegalStateException("UDP sockets are opened on their event loop");
    }
    Future<IoRegistration> registration = io.register(handle);
    if (!registration.isSuccess()) {
      throw new IOException("the event loop does not take the socket", registration.cause());
    }
    return registration.getNow();
  }
}
