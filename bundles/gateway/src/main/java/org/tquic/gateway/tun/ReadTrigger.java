package org.tquic.gateway.tun;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandle;
import java.util.function.BooleanSupplier;

/**
 * Calls the reader on the owner loop whenever the device has something to read. It pauses when the
 * reader answers false. Used on the owner loop only.
 */
interface ReadTrigger {
  /** Starts, or goes on after a pause. */
  void resume();

  /** Stops for good. */
  void close();

  /** The way that suits the loop: its own epoll, or a thread that waits. */
  static ReadTrigger of(PacketDevice device, EventLoop loop, BooleanSupplier reader) {
    return loop instanceof IoEventLoop ioLoop && ioLoop.isCompatible(EpollIoHandle.class)
        ? new EpollReadTrigger(device, ioLoop, reader)
        : new ThreadReadTrigger(device, loop, reader);
  }
}
