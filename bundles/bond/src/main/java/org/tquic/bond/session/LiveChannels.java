package org.tquic.bond.session;

import io.netty.handler.codec.quic.QuicChannel;
import java.util.HashSet;
import java.util.Set;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** The connections whose plug-ins change while they run, those of a multipath engine. */
final class LiveChannels {
  private final Set<MultipathChannel> channels = new HashSet<>();
  private PathSchedulerFactory scheduler;
  private CongestionControllerFactory controller;

  LiveChannels(PathSchedulerFactory scheduler, CongestionControllerFactory controller) {
    this.scheduler = scheduler;
    this.controller = controller;
  }

  /**
   * Gives a new connection the plug-ins chosen; one of another engine keeps what it has.
   *
   * @param begunWith the congestion controller that it was opened with
   */
  void add(QuicChannel added, CongestionControllerFactory begunWith) {
    if (!(added instanceof MultipathChannel channel)) {
      return;
    }
    channels.add(channel);
    channel.closeFuture().addListener(closed -> channels.remove(channel));
    if (begunWith != controller) {
      channel.selectCongestion(controller);
    }
    if (scheduler != null) {
      channel.selectScheduler(scheduler);
    }
  }

  /** Swaps the congestion controller; null for the built-in. */
  void selectCongestion(CongestionControllerFactory factory) {
    controller = factory;
    channels.forEach(channel -> channel.selectCongestion(factory));
  }

  /** Swaps the scheduler; null for the built-in. */
  void selectScheduler(PathSchedulerFactory factory) {
    scheduler = factory;
    channels.forEach(channel -> channel.selectScheduler(factory));
  }
}
