package org.tquic.gateway.guard;

import java.util.Objects;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SentEvent;
import org.tquic.spi.congestion.SpuriousLossEvent;

/**
 * Passes everything on to a controller and records what goes wrong. What is called for each packet
 * or each acknowledgement is measured.
 */
final class WatchedController implements CongestionController {
  private final CongestionController controller;
  private final PluginRecord errors;
  private final CallBudget budget;
  private long minimumWindowBytes;

  WatchedController(
      CongestionController controller, PathInfo path, PluginRecord errors, CallBudget budget) {
    this.controller = Objects.requireNonNull(controller, "it made no controller");
    this.errors = errors;
    this.budget = budget;
    this.minimumWindowBytes = path.minimumWindowBytes();
  }

  private void end(long begin) {
    long tookNs = budget.end(begin);
    if (tookNs >= 0) {
      throw errors.failed(new SlowPluginException(tookNs));
    }
  }

  @Override
  public void onPacketSent(SentEvent event) {
    long begin = budget.begin();
    try {
      controller.onPacketSent(event);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
    end(begin);
  }

  @Override
  public void onAck(AckEvent event) {
    long begin = budget.begin();
    try {
      controller.onAck(event);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
    end(begin);
  }

  @Override
  public void onLoss(LossEvent event) {
    try {
      controller.onLoss(event);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    try {
      controller.onEcnCe(event);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void onSpuriousLoss(SpuriousLossEvent event) {
    try {
      controller.onSpuriousLoss(event);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void onPto(int count, long nowNs) {
    try {
      controller.onPto(count, nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void onIdleRestart(long nowNs) {
    try {
      controller.onIdleRestart(nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    minimumWindowBytes = 2L * maxDatagramBytes;
    try {
      controller.onMtuChanged(maxDatagramBytes, nowNs);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  // Queries. The engine judges the answers; what it will not take is recorded here.

  @Override
  public long congestionWindow() {
    try {
      long window = controller.congestionWindow();
      return window >= minimumWindowBytes ? window : illegal("window", window);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public long pacingRateBps() {
    try {
      long rate = controller.pacingRateBps();
      return rate > 0 || rate == -1 ? rate : illegal("pacing rate", rate);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public long sendQuantumBytes() {
    try {
      long quantum = controller.sendQuantumBytes();
      return quantum > 0 || quantum == -1 ? quantum : illegal("send quantum", quantum);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public long ssthreshBytes() {
    try {
      long threshold = controller.ssthreshBytes();
      return threshold >= -1 ? threshold : illegal("threshold", threshold);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public long bandwidthBps() {
    try {
      long bandwidth = controller.bandwidthBps();
      return bandwidth >= -1 ? bandwidth : illegal("bandwidth", bandwidth);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  private long illegal(String what, long value) {
    errors.note("answered with a " + what + " of " + value);
    return value;
  }

  @Override
  public CongestionPhase phase() {
    try {
      return Objects.requireNonNull(controller.phase(), "is in no phase");
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public boolean isL4s() {
    try {
      return controller.isL4s();
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public String status() {
    try {
      return controller.status();
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public CongestionHandover handover(CongestionHandover measured) {
    try {
      return controller.handover(measured);
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }

  @Override
  public void close() {
    try {
      controller.close();
    } catch (Throwable e) {
      throw errors.failed(e);
    }
  }
}
