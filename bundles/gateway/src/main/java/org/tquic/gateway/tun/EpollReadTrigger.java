package org.tquic.gateway.tun;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device's descriptor at the loop's own epoll, level-triggered: what is left is told again. */
final class EpollReadTrigger implements ReadTrigger, EpollIoHandle {
  private static final Logger LOG = LoggerFactory.getLogger(EpollReadTrigger.class);

  private final FileDescriptor fd;
  private final IoEventLoop loop;
  private final BooleanSupplier reader;
  private IoRegistration registration;
  private boolean registering;
  private boolean armed;
  private boolean inReader;
  private boolean resumedInReader;
  private boolean closed;

  EpollReadTrigger(PacketDevice device, IoEventLoop loop, BooleanSupplier reader) {
    this.fd = new FileDescriptor(device.fd());
    this.loop = loop;
    this.reader = reader;
  }

  @Override
  public FileDescriptor fd() {
    return fd;
  }

  @Override
  public void resume() {
    if (inReader) {
      resumedInReader = true;
    } else if (registration != null) {
      arm();
    } else if (!registering && !closed) {
      registering = true;
      loop.register(this).addListener((Future<IoRegistration> done) -> registered(done));
    }
  }

  private void registered(Future<IoRegistration> done) {
    if (!done.isSuccess()) {
      LOG.error("the tunnel's device cannot be watched by the event loop", done.cause());
      return;
    }
    registration = done.getNow();
    if (closed) {
      close();
    } else {
      arm();
    }
  }

  private void arm() {
    if (!armed) {
      armed = true;
      registration.submit(EpollIoOps.EPOLLIN);
    }
  }

  @Override
  public void handle(IoRegistration origin, IoEvent event) {
    if (closed) {
      return;
    }
    inReader = true;
    resumedInReader = false;
    boolean more = reader.getAsBoolean();
    inReader = false;
    if (((EpollIoEvent) event).ops().contains(EpollIoOps.EPOLLERR)) {
      // The device was deleted, which epoll would tell for ever; the reader has seen it.
      close();
    } else if (!more && !resumedInReader && !closed) {
      armed = false;
      // Errors only, which epoll tells in any case; to ask for nothing at all ends a registration.
      registration.submit(EpollIoOps.EPOLLERR);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (registration != null) {
      registration.cancel();
      registration = null;
    }
  }
}
