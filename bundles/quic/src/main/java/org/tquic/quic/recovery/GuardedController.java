package org.tquic.quic.recovery;

import java.util.Objects;
import java.util.SplittableRandom;
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
 * Holds a path's controller and keeps the path safe from it. One that throws, or whose answers
 * cannot be, is replaced by {@link NewReno} at once: it starts from the last good answers and is
 * given the events of which the other made nothing.
 *
 * <p>Answers are read once after each group of events, so that the queries here cost a field.
 */
public final class GuardedController {
  /** No window is larger: 1 TiB. */
  private static final long LARGEST_WINDOW = 1L << 40;

  /** What a packet counts for in the first window, RFC 9002 section 7.2. */
  private static final int INITIAL_PACKET_BYTES = 1472;

  private static final int MINIMUM_DATAGRAMS = 2;

  private final RecoveryConfig config;
  private final RttEstimator rtt;
  private final RecoveryEpoch epoch;
  private final DeliveryRateSampler rate;

  private CongestionControllerFactory factory;
  private CongestionController controller;
  private String id;
  private int generation;
  private int datagramBytes;
  private long lastPacketNumber = -1;

  private long windowBytes;
  private long pacingRateBps;
  private long quantumBytes;
  private long ssthreshBytes;
  private long bandwidthBps;
  private CongestionPhase phase;
  private boolean l4s;

  private long faults;
  private String lastFault = "";

  // Events since the answers were last read; views of them live that long.
  private EcnEvent ecnEvent;
  private LossEvent lossEvent;
  private AckEvent ackEvent;

  GuardedController(
      RecoveryConfig config,
      CongestionControllerFactory factory,
      RttEstimator rtt,
      RecoveryEpoch epoch,
      DeliveryRateSampler rate,
      long nowNs) {
    this.config = config;
    this.factory = factory;
    this.rtt = rtt;
    this.epoch = epoch;
    this.rate = rate;
    this.datagramBytes = config.maxDatagramBytes();
    install(factory, CongestionHandover.none(), nowNs);
  }

  /** Id of the controller in use. */
  public String id() {
    return id;
  }

  /** What operators see of it: its id, or what it says in place of that. */
  public String status() {
    try {
      String said = controller.status();
      return said == null || said.isEmpty() ? id : said;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fault(e.toString());
      return id;
    }
  }

  /** How often a controller failed. */
  public long faults() {
    return faults;
  }

  /** What the last failure was, empty for none. */
  public String lastFault() {
    return lastFault;
  }

  /** Congestion window, bytes. */
  public long congestionWindow() {
    return windowBytes;
  }

  /** Pacing rate that the controller asks for, bytes per second, or -1. */
  public long pacingRateBps() {
    return pacingRateBps;
  }

  /** Bytes that may be sent back to back, or -1. */
  public long sendQuantumBytes() {
    return quantumBytes;
  }

  /** Slow start threshold in bytes, or -1. */
  public long ssthreshBytes() {
    return ssthreshBytes;
  }

  /** Bandwidth that the controller believes in, bytes per second, or -1. */
  public long bandwidthBps() {
    return bandwidthBps;
  }

  /** What the controller is doing. */
  public CongestionPhase phase() {
    return phase;
  }

  /** Whether packets are to carry ECT(1). */
  public boolean isL4s() {
    return l4s;
  }

  /** Smallest window, RFC 9002 section 7.2. */
  long minimumWindowBytes() {
    return (long) MINIMUM_DATAGRAMS * datagramBytes;
  }

  private PathInfo pathInfo() {
    long packetBytes = Math.min(datagramBytes, INITIAL_PACKET_BYTES);
    long initial = Math.max(minimumWindowBytes(), config.initialWindowPackets() * packetBytes);
    return new PathInfo(
        config.pathId(),
        generation,
        datagramBytes,
        initial,
        minimumWindowBytes(),
        config.initialRttNs(),
        new SplittableRandom(config.seed() + generation),
        config.events(),
        config.siblings());
  }

  /**
   * Puts another controller in this one's place, with hand-over.
   *
   * @return whether it is in use now; if not, it failed at once and {@link NewReno} is
   */
  boolean swap(CongestionControllerFactory successor, long nowNs) {
    CongestionHandover measured = measured(nowNs);
    CongestionHandover handover = measured;
    try {
      CongestionHandover own = controller.handover(measured);
      if (isSound(own, measured)) {
        handover = own;
      } else {
        fault("left a hand-over that cannot be: " + own);
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fault(e.toString());
    }
    close();
    return install(successor, handover, nowNs);
  }

  private boolean isSound(CongestionHandover own, CongestionHandover measured) {
    return own != null
        && own.isPresent()
        && own.phase() != null
        && own.windowBytes() >= minimumWindowBytes()
        && own.windowBytes() <= measured.windowBytes();
  }

  /** Starts over with a new controller of the same kind and without hand-over. */
  void restart(int newGeneration, long nowNs) {
    generation = newGeneration;
    close();
    install(factory, CongestionHandover.none(), nowNs);
  }

  private CongestionHandover measured(long nowNs) {
    CongestionHandover handover =
        new CongestionHandover(
            id,
            nowNs,
            Math.max(windowBytes, minimumWindowBytes()),
            ssthreshBytes,
            rate.rateBps(),
            rate.rateAgeNs(nowNs),
            rtt.minNs(),
            rtt.minAgeNs(nowNs),
            phase,
            epoch.startNs(),
            lastPacketNumber);
    return bandwidthBps < 0 ? handover : handover.withBandwidth(bandwidthBps, 0);
  }

  private boolean install(
      CongestionControllerFactory with, CongestionHandover handover, long nowNs) {
    CongestionController before = controller;
    try {
      factory = with;
      id = Objects.requireNonNull(with.id());
      controller = Objects.requireNonNull(with.create(pathInfo(), handover, nowNs));
      long most = handover.isPresent() ? handover.windowBytes() : LARGEST_WINDOW;
      String wrong = read(Math.max(most, minimumWindowBytes()));
      if (wrong == null) {
        return true;
      }
      fault(wrong);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fault(e.toString());
    }
    if (controller != before) {
      close();
    }
    useBuiltIn(handover, nowNs);
    return false;
  }

  private void useBuiltIn(CongestionHandover handover, long nowNs) {
    factory = NewReno.FACTORY;
    id = NewReno.ID;
    controller = factory.create(pathInfo(), handover, nowNs);
    if (ecnEvent != null) {
      controller.onEcnCe(ecnEvent);
    }
    if (lossEvent != null) {
      controller.onLoss(lossEvent);
    }
    if (ackEvent != null) {
      controller.onAck(ackEvent);
    }
    String wrong = read(LARGEST_WINDOW);
    if (wrong != null) {
      throw new IllegalStateException("the built-in controller " + wrong);
    }
  }

  /** Reads the answers; null, or what is wrong with them. Wrong ones are not kept. */
  private String read(long largestWindow) {
    long window = controller.congestionWindow();
    if (window < minimumWindowBytes() || window > largestWindow) {
      return "asked for a window of " + window + " bytes";
    }
    long pacing = controller.pacingRateBps();
    if (pacing != -1 && pacing <= 0) {
      return "asked for a pacing rate of " + pacing;
    }
    long quantum = controller.sendQuantumBytes();
    if (quantum != -1 && quantum <= 0) {
      return "asked for a send quantum of " + quantum;
    }
    long ssthresh = controller.ssthreshBytes();
    long bandwidth = controller.bandwidthBps();
    if (ssthresh < -1 || bandwidth < -1) {
      return "answered with threshold " + ssthresh + ", bandwidth " + bandwidth;
    }
    CongestionPhase now = controller.phase();
    if (now == null) {
      return "is in no phase";
    }
    l4s = controller.isL4s();
    windowBytes = window;
    pacingRateBps = pacing;
    quantumBytes = quantum;
    ssthreshBytes = ssthresh;
    bandwidthBps = bandwidth;
    phase = now;
    return null;
  }

  /** The events of one group were given: reads the answers. */
  void endEvents(long nowNs) {
    try {
      String wrong = read(LARGEST_WINDOW);
      if (wrong != null) {
        replace(wrong, nowNs);
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
    ecnEvent = null;
    lossEvent = null;
    ackEvent = null;
  }

  private void replace(String reason, long nowNs) {
    if (factory == NewReno.FACTORY) {
      throw new IllegalStateException("the built-in controller failed: " + reason);
    }
    CongestionHandover handover = measured(nowNs);
    fault(reason);
    close();
    useBuiltIn(handover, nowNs);
  }

  private void fault(String what) {
    faults++;
    lastFault = id + ": " + what;
  }

  /** Closes the controller. */
  void close() {
    try {
      controller.close();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      fault(e.toString());
    }
  }

  void onPacketSent(SentEvent event, long nowNs) {
    lastPacketNumber = event.packetNumber();
    try {
      controller.onPacketSent(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onAck(AckEvent event, long nowNs) {
    ackEvent = event;
    try {
      controller.onAck(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onLoss(LossEvent event, long nowNs) {
    lossEvent = event;
    try {
      controller.onLoss(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onEcnCe(EcnEvent event, long nowNs) {
    ecnEvent = event;
    try {
      controller.onEcnCe(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onSpuriousLoss(SpuriousLossEvent event, long nowNs) {
    try {
      controller.onSpuriousLoss(event);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onPto(int count, long nowNs) {
    try {
      controller.onPto(count, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onIdleRestart(long nowNs) {
    try {
      controller.onIdleRestart(nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }

  void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    try {
      controller.onMtuChanged(maxDatagramBytes, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      replace(e.toString(), nowNs);
    }
  }
}
