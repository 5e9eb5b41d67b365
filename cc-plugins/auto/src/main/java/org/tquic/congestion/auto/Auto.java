package org.tquic.congestion.auto;

import java.util.function.Supplier;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SentEvent;
import org.tquic.spi.congestion.SpuriousLossEvent;

/**
 * Passes everything on to the controller that is chosen for a path, and changes it with hand-over.
 * Choosing takes place after an acknowledgement, once in a period.
 */
final class Auto implements CongestionController {
  private static final String START = "to begin with";

  private final Supplier<Installed> installed;
  private final PathEvidence evidence;
  private final Judgement judgement = new Judgement();

  private PathInfo path;
  private CongestionControllerFactory factory;
  private CongestionController controller;
  private String status;
  private long lastPacketNumber = -1;
  private long rateBps = -1;

  Auto(Supplier<Installed> installed, PathInfo path, CongestionHandover handover, long nowNs) {
    this.installed = installed;
    this.path = path;
    this.evidence = new PathEvidence(path.maxDatagramBytes(), nowNs);
    install(installed.get().first(), START, handover, nowNs);
  }

  private void install(
      CongestionControllerFactory next, String reason, CongestionHandover handover, long nowNs) {
    controller = next.create(path, handover, nowNs);
    factory = next;
    status = AutoPlugin.ID + ": " + next.id() + ", " + reason;
    judgement.onChange(next.id(), nowNs);
    evidence.restart(nowNs);
  }

  @Override
  public void onAck(AckEvent event) {
    controller.onAck(event);
    if (event.sampleDeliveredBytes() > 0 && event.sampleIntervalNs() > 0) {
      rateBps = (long) (event.sampleDeliveredBytes() * 1e9 / event.sampleIntervalNs());
    }
    Installed now = installed.get();
    if (now.get(factory.id()) != factory) {
      evidence.restart(event.nowNs());
      change(now.first(), "the one before is gone", event);
      return;
    }
    Findings seen = evidence.onAck(event);
    if (seen != null) {
      judge(seen, now, event);
    }
  }

  private void judge(Findings seen, Installed now, AckEvent event) {
    Choice choice = judgement.onPeriod(seen, factory.id(), now.ids(), event.nowNs());
    if (choice != null) {
      change(now.get(choice.id()), choice.reason(), event);
    }
  }

  private void change(CongestionControllerFactory next, String reason, AckEvent event) {
    CongestionHandover measured =
        new CongestionHandover(
            factory.id(),
            event.nowNs(),
            controller.congestionWindow(),
            controller.ssthreshBytes(),
            controller.bandwidthBps() >= 0 ? controller.bandwidthBps() : rateBps,
            0,
            event.minRttNs(),
            0,
            controller.phase(),
            -1,
            lastPacketNumber);
    CongestionHandover left = controller.handover(measured);
    controller.close();
    install(next, reason, left, event.nowNs());
  }

  @Override
  public void onPacketSent(SentEvent event) {
    lastPacketNumber = event.packetNumber();
    controller.onPacketSent(event);
  }

  @Override
  public void onLoss(LossEvent event) {
    evidence.onLoss(event);
    controller.onLoss(event);
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    evidence.onMark(event);
    controller.onEcnCe(event);
  }

  @Override
  public void onSpuriousLoss(SpuriousLossEvent event) {
    controller.onSpuriousLoss(event);
  }

  @Override
  public void onPto(int count, long nowNs) {
    controller.onPto(count, nowNs);
  }

  @Override
  public void onIdleRestart(long nowNs) {
    evidence.restart(nowNs);
    controller.onIdleRestart(nowNs);
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    path =
        new PathInfo(
            path.pathId(),
            path.generation(),
            maxDatagramBytes,
            path.initialWindowBytes(),
            2L * maxDatagramBytes,
            path.initialRttNs(),
            path.random(),
            path.events(),
            path.siblings());
    evidence.datagramBytes(maxDatagramBytes);
    controller.onMtuChanged(maxDatagramBytes, nowNs);
  }

  @Override
  public long congestionWindow() {
    return controller.congestionWindow();
  }

  @Override
  public long pacingRateBps() {
    return controller.pacingRateBps();
  }

  @Override
  public long sendQuantumBytes() {
    return controller.sendQuantumBytes();
  }

  @Override
  public long ssthreshBytes() {
    return controller.ssthreshBytes();
  }

  @Override
  public long bandwidthBps() {
    return controller.bandwidthBps();
  }

  @Override
  public CongestionPhase phase() {
    return controller.phase();
  }

  @Override
  public boolean isL4s() {
    return controller.isL4s();
  }

  @Override
  public String status() {
    return status;
  }

  @Override
  public CongestionHandover handover(CongestionHandover measured) {
    return controller.handover(measured);
  }

  @Override
  public void close() {
    controller.close();
  }
}
