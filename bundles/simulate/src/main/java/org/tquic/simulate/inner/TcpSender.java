package org.tquic.simulate.inner;

import java.util.SplittableRandom;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionEventSink;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SiblingPaths;

/**
 * The sending end of a TCP flow that always has data: a window of the given controller, no pacing,
 * a window that shrinks by {@link RateReduction}, losses found as RACK-TLP does (RFC 8985) with a
 * reordering window that grows with what was sent again for nothing, and the timeout of RFC 6298
 * with a minimum of 200 ms, as Linux has it.
 */
public final class TcpSender {
  private static final int SEGMENT = InnerPacket.SEGMENT_BYTES;
  private static final long MIN_TIMEOUT_NS = 200_000_000;
  private static final int INITIAL_WINDOW = 10 * SEGMENT;
  private static final int DUPLICATE_THRESHOLD = 3;
  private static final int KEEP_ROUNDS = 16;
  private static final long NEVER = Long.MAX_VALUE;

  private final Host host;
  private final int port;
  private final CongestionController controller;
  private final Scoreboard board = new Scoreboard();
  private final TcpEvents events = new TcpEvents();
  private final RateReduction reduction = new RateReduction();

  private long oldest;
  private long next;
  private long highestDelivered = -1;
  private long outstanding;
  private long latestSentNs;
  private long latestRttNs;
  private long epochNs = -1;
  private boolean recovering;
  private long recoveryEnd;
  private int sackedInFront;
  private boolean reordering;
  private int windowSteps = 1;
  private int roundsKept;
  private int lostWaiting;
  private long probed = -1;

  private long lossCheckNs = NEVER;
  private long probeNs = NEVER;
  private long timeoutNs = NEVER;
  private long armedNs = NEVER;
  private int backoff;
  private long sentAgain;
  private long sent;

  /** A flow that has not begun. */
  public TcpSender(Host host, int port, CongestionControllerFactory factory) {
    this.host = host;
    this.port = port;
    PathInfo path =
        new PathInfo(
            port,
            0,
            SEGMENT,
            INITIAL_WINDOW,
            2L * SEGMENT,
            100_000_000,
            new SplittableRandom(port),
            CongestionEventSink.NONE,
            SiblingPaths.NONE);
    this.controller = factory.create(path, CongestionHandover.none(), host.nowNs());
  }

  /** Begins. */
  public void start() {
    pump();
  }

  /** Segments sent, repeated ones included. */
  public long sent() {
    return sent;
  }

  /** Segments sent more than once. */
  public long sentAgain() {
    return sentAgain;
  }

  /** Smoothed round-trip time, nanoseconds, or -1. */
  public long smoothedRttNs() {
    return events.smoothedRttNs;
  }

  private void pump() {
    long nowNs = host.nowNs();
    events.nowNs = nowNs;
    boolean any = false;
    while (maySend() && next - oldest < Scoreboard.SIZE - 1) {
      transmit(lostWaiting > 0 ? firstLost() : next, nowNs);
      reduction.onSent();
      any = true;
    }
    events.windowLimited = any || outstanding * SEGMENT + SEGMENT > controller.congestionWindow();
    if (any) {
      host.flush();
    }
    arm();
  }

  private boolean maySend() {
    return reduction.isActive()
        ? reduction.maySend()
        : outstanding * SEGMENT + SEGMENT <= controller.congestionWindow();
  }

  private long firstLost() {
    for (long n = oldest; n < next; n++) {
      if (board.isLost(n)) {
        return n;
      }
    }
    throw new AssertionError("none is lost");
  }

  private void transmit(long number, long nowNs) {
    events.packetNumber = next;
    events.inFlightBefore = outstanding * SEGMENT;
    controller.onPacketSent(events);
    if (number == next) {
      board.sent(next++, nowNs);
      outstanding++;
    } else {
      if (board.isLost(number)) {
        lostWaiting--;
        outstanding++;
      }
      board.sentAgain(number, nowNs);
      sentAgain++;
    }
    sent++;
    host.send(InnerPacket.segment(port, number, host.nowNs()));
    if (timeoutNs == NEVER) {
      timeoutNs = nowNs + timeout();
    }
    probeNs = nowNs + Math.max(2 * Math.max(events.smoothedRttNs, 0), 10_000_000);
  }

  private long timeout() {
    long base =
        events.smoothedRttNs < 0
            ? 1_000_000_000
            : events.smoothedRttNs + Math.max(4 * events.varianceNs, MIN_TIMEOUT_NS);
    return base << Math.min(backoff, 6);
  }

  /** An acknowledgement came. */
  public void onAcknowledgement(InnerPacket packet) {
    long nowNs = host.nowNs();
    events.nowNs = nowNs;
    events.sampled = false;
    events.acked = 0;
    events.ackedSinceEpoch = 0;
    events.inFlightBefore = outstanding * SEGMENT;
    long oldestBefore = oldest;
    long[] blocks = packet.blocks();
    for (int i = 0; i < blocks.length; i += 2) {
      if (blocks[i] < packet.number()) {
        onSentForNothing(blocks[i], nowNs);
      } else {
        for (long n = Math.max(blocks[i], oldest); n <= Math.min(blocks[i + 1], next - 1); n++) {
          deliver(n, nowNs);
        }
      }
    }
    for (; oldest < Math.min(packet.number(), next); oldest++) {
      deliver(oldest, nowNs);
      sackedInFront--;
    }
    if (events.acked == 0) {
      pump();
      return;
    }
    endRecovery();
    backoff = oldest > oldestBefore ? 0 : backoff;
    timeoutNs = oldest == next ? NEVER : nowNs + timeout();
    probeNs = oldest == next ? NEVER : nowNs + Math.max(2 * events.smoothedRttNs, 10_000_000);
    events.delivered += events.acked;
    detectLosses(nowNs);
    events.inFlightAfter = outstanding * SEGMENT;
    controller.onAck(events);
    updateReduction(events.acked / SEGMENT);
    pump();
  }

  private void updateReduction(long delivered) {
    reduction.update(delivered, outstanding, controller.congestionWindow() / SEGMENT);
  }

  private void endRecovery() {
    if (recovering && oldest >= recoveryEnd) {
      recovering = false;
      reduction.end();
      if (--roundsKept <= 0) {
        windowSteps = 1;
      }
    }
  }

  private void deliver(long number, long nowNs) {
    if (board.isDelivered(number)) {
      return;
    }
    if (board.isLost(number)) {
      // It was only late.
      lostWaiting--;
      spurious(number, nowNs);
    } else {
      outstanding--;
    }
    long sentNs = board.sentNs(number);
    long rttNs = nowNs - sentNs;
    boolean again = board.wasSentAgain(number);
    if (!again || rttNs >= events.minRttNs) {
      if (!again) {
        events.sample(rttNs);
        reordering |= number < highestDelivered;
      }
      if (sentNs >= latestSentNs) {
        latestSentNs = sentNs;
        latestRttNs = rttNs;
      }
    }
    highestDelivered = Math.max(highestDelivered, number);
    board.delivered(number);
    sackedInFront++;
    events.acked += SEGMENT;
    events.ackedSinceEpoch += sentNs > epochNs ? SEGMENT : 0;
    events.largestNumber = highestDelivered;
    events.largestSentNs = latestSentNs;
  }

  /** The receiver had it already; a probe says nothing of the order, as Linux sees it. */
  private void onSentForNothing(long number, long nowNs) {
    if (reordering && number != probed) {
      windowSteps = Math.min(windowSteps + (roundsKept == KEEP_ROUNDS ? 0 : 1), 16);
      roundsKept = KEEP_ROUNDS;
    }
    spurious(number, nowNs);
  }

  private void spurious(long number, long nowNs) {
    events.nowNs = nowNs;
    events.spurious = SEGMENT;
    events.largestLostNs = board.lostNs(number);
    controller.onSpuriousLoss(events);
  }

  /** Segments sent well before one that was delivered are lost, RFC 8985 section 6.2. */
  private void detectLosses(long nowNs) {
    lossCheckNs = NEVER;
    boolean noPatience = !reordering && (recovering || sackedInFront >= DUPLICATE_THRESHOLD);
    long patienceNs =
        noPatience
            ? 0
            : Math.min(windowSteps * Math.max(events.minRttNs, 0) / 4, events.smoothedRttNs);
    int lost = 0;
    long largestSentNs = 0;
    for (long n = oldest; n < next && n <= highestDelivered; n++) {
      if (!board.isOutstanding(n) || board.sentNs(n) > latestSentNs) {
        continue;
      }
      long lostAtNs = board.sentNs(n) + latestRttNs + patienceNs;
      if (lostAtNs <= nowNs) {
        board.lost(n, nowNs);
        lost++;
        largestSentNs = Math.max(largestSentNs, board.sentNs(n));
      } else {
        lossCheckNs = Math.min(lossCheckNs, lostAtNs);
      }
    }
    if (lost > 0) {
      onLost(lost, largestSentNs, false, nowNs);
    }
  }

  private void onLost(int count, long largestSentNs, boolean timedOut, long nowNs) {
    events.nowNs = nowNs;
    events.inFlightBefore = outstanding * SEGMENT;
    outstanding -= count;
    lostWaiting += count;
    events.lost = (long) count * SEGMENT;
    events.newEpoch = largestSentNs > epochNs;
    events.timedOut = timedOut;
    events.inFlightAfter = outstanding * SEGMENT;
    if (events.newEpoch) {
      epochNs = nowNs;
      recovering = true;
      recoveryEnd = next;
      reduction.begin(outstanding + count);
    }
    if (timedOut) {
      reduction.end();
    }
    controller.onLoss(events);
  }

  private void arm() {
    long at = Math.min(timeoutNs, Math.min(lossCheckNs, probeNs));
    if (at < armedNs) {
      armedNs = at;
      host.at(Math.max(at, host.nowNs()), () -> onTimer(at));
    }
  }

  private void onTimer(long at) {
    if (at != armedNs) {
      return;
    }
    armedNs = NEVER;
    long nowNs = host.nowNs();
    if (nowNs >= lossCheckNs) {
      detectLosses(nowNs);
      updateReduction(0);
    }
    if (nowNs >= timeoutNs) {
      onTimeout(nowNs);
    } else if (nowNs >= probeNs && oldest < next) {
      // A tail loss probe: the newest segment once more.
      probed = next - 1;
      transmit(probed, nowNs);
      probeNs = NEVER;
      host.flush();
    }
    pump();
  }

  private void onTimeout(long nowNs) {
    backoff++;
    probeNs = NEVER;
    timeoutNs = nowNs + timeout();
    int lost = 0;
    long largestSentNs = 0;
    for (long n = oldest; n < next; n++) {
      if (board.isOutstanding(n)) {
        board.lost(n, nowNs);
        lost++;
        largestSentNs = Math.max(largestSentNs, board.sentNs(n));
      }
    }
    onLost(lost, largestSentNs, true, nowNs);
  }
}
