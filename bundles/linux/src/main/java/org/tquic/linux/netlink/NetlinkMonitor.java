package org.tquic.linux.netlink;

import java.util.List;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;

/**
 * Watches links, IPv4 and IPv6 addresses, routes and neighbours of the network namespace that the
 * starting thread is in, on a thread of its own, until closed. The kernel wakes it; nothing is
 * polled.
 */
public final class NetlinkMonitor implements AutoCloseable {
  private static final int RTMGRP_LINK = 0x1;
  private static final int RTMGRP_NEIGH = 0x4;
  private static final int RTMGRP_IPV4_IFADDR = 0x10;
  private static final int RTMGRP_IPV4_ROUTE = 0x40;
  private static final int RTMGRP_IPV6_IFADDR = 0x100;
  private static final int RTMGRP_IPV6_ROUTE = 0x400;
  static final int GROUPS =
      RTMGRP_LINK
          | RTMGRP_NEIGH
          | RTMGRP_IPV4_IFADDR
          | RTMGRP_IPV4_ROUTE
          | RTMGRP_IPV6_IFADDR
          | RTMGRP_IPV6_ROUTE;
  // A flood of changes must not keep a listener from acting on the first of them.
  private static final int DATAGRAMS_PER_TURN = 64;

  private final NetlinkListener listener;
  private final NetlinkSocket socket;
  private final Poller poller;
  private final Thread thread;
  private volatile boolean closed;

  private NetlinkMonitor(NetlinkListener listener) {
    this.listener = listener;
    this.socket = new NetlinkSocket(GROUPS);
    this.poller = new Poller(1);
    poller.add(socket.fd(), Poller.READABLE);
    this.thread = Thread.ofPlatform().name("tquic-netlink").daemon().unstarted(this::run);
  }

  /**
   * Starts watching. Changes from now on are not missed: {@link NetlinkListener#onResync} comes
   * first and later changes wait in the socket.
   *
   * @throws LinuxException when no netlink socket can be had
   */
  public static NetlinkMonitor start(NetlinkListener listener) {
    NetlinkMonitor monitor = new NetlinkMonitor(listener);
    monitor.thread.start();
    return monitor;
  }

  /** Stops watching; the listener is not called after this, unless it calls this itself. */
  @Override
  public void close() {
    closed = true;
    poller.wake();
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      guard(listener::onResync);
      while (!closed) {
        poller.poll(-1);
        if (!closed) {
          turn();
        }
      }
    } catch (LinuxException e) {
      listener.onFailure(e);
    } finally {
      poller.close();
      socket.close();
    }
  }

  private void turn() {
    try {
      int datagrams = 0;
      List<NetlinkFrame> frames;
      while (!closed && datagrams < DATAGRAMS_PER_TURN && (frames = socket.receive()) != null) {
        datagrams++;
        for (NetlinkFrame frame : frames) {
          guard(() -> listener.onMessage(frame.message()));
        }
      }
      if (datagrams > 0) {
        guard(listener::onDrained);
      }
    } catch (MalformedNetlinkException e) {
      listener.onFailure(e);
      guard(listener::onResync);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOBUFS) {
        throw e;
      }
      discardWaiting();
      guard(listener::onResync);
    }
  }

  /** What is still waiting is older than what will be read anew, and would only bring it back. */
  private void discardWaiting() {
    boolean more = true;
    while (more && !closed) {
      try {
        more = socket.receiveBytes() != null;
      } catch (LinuxException e) {
        if (e.errno() != Errno.ENOBUFS) {
          throw e;
        }
      }
    }
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }
}
