package org.tquic.gateway.role;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tquic.api.TquicException;
import org.tquic.api.engine.QuicEngine;
import org.tquic.gateway.tun.TunPacketDevice;
import org.tquic.gateway.tun.TunPort;
import org.tquic.linux.LinuxException;
import org.tquic.linux.tun.TunDevice;

/** What a role's packets run on: the owner loop, and the tunnel's device on it. */
final class Carriage implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS = 2;
  private static final long SETTLE_MILLIS = 500;

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final TunPort port;

  private Carriage(EventLoopGroup group, EventLoop loop, TunPort port) {
    this.group = group;
    this.loop = loop;
    this.port = port;
  }

  /**
   * Makes the device and the loop.
   *
   * @param device name of the tunnel's device
   * @param fail ends the run when somebody deletes the device; called on the loop
   */
  static Carriage open(QuicEngine engine, String device, Consumer<Throwable> fail) {
    TunDevice tun = TunDevice.open(device);
    EventLoopGroup group = engine.newEventLoopGroup(1, "tquic-loop");
    EventLoop loop = group.next();
    // A thread lives in the network namespace of the one that started it: let it be this one.
    loop.submit(() -> {}).syncUninterruptibly();
    TunPort port =
        new TunPort(
            new TunPacketDevice(tun),
            loop,
            System::nanoTime,
            gone -> fail.accept(deleted(device, gone)));
    return new Carriage(group, loop, port);
  }

  private static TquicException deleted(String device, LinuxException gone) {
    return new TquicException(
        "the device " + device + " was deleted: " + gone.getMessage(),
        "start the role again, and leave that device to it",
        gone);
  }

  EventLoop loop() {
    return loop;
  }

  TunPort port() {
    return port;
  }

  /** Waits until the loop has done what it was given so far, with a bound. */
  void settle() {
    loop.submit(() -> {}).awaitUninterruptibly(SETTLE_MILLIS);
  }

  /** Deletes the device and ends the loop. */
  @Override
  public void close() {
    port.close();
    group
        .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}
