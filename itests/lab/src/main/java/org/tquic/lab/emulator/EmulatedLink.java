package org.tquic.lab.emulator;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * One direction of a link: a drop-tail queue in front of a serialiser of fixed rate, followed by a
 * line with delay, jitter and loss. It moves frame numbers, not bytes, and learns the time from its
 * caller: call {@link #offer} for each frame that arrives, {@link #poll} until it returns {@link
 * #NONE} for those that leave, and come back at {@link #nextDepartureNs}. Times are nanoseconds of
 * one monotonic clock and must not run backwards. Not thread-safe.
 */
public final class EmulatedLink {
  /** No frame leaves now. */
  public static final int NONE = -1;

  /** What became of an offered frame. */
  public enum Verdict {
    /** It will leave through {@link #poll}; the link keeps its number until then. */
    QUEUED,
    /** It did not fit into the queue; the number is the caller's again. */
    DROPPED,
    /** It takes its time on the link but will not arrive; the number is the caller's again. */
    LOST,
    /** The direction is dead; the number is the caller's again. */
    BLACKHOLED
  }

  private static final int INITIAL_CAPACITY = 1024;

  private final SplittableRandom random;
  private final LossProcess lossProcess;
  private final FrameRing waiting = new FrameRing(INITIAL_CAPACITY);
  private final FrameRing line = new FrameRing(INITIAL_CAPACITY);
  private LinkProfile profile;
  private long queueLimitBytes;
  private boolean blackhole;

  private long backlogBytes;
  // When the frame at the head of the queue has been sent, or the last one was.
  private long serialiserEndNs;
  private long lastDepartureNs;

  private long frames;
  private long bytes;
  private long wireBytes;
  private long queueDrops;
  private long losses;
  private long blackholed;

  /**
   * @param profile how the link behaves at first
   * @param seed of its jitter and losses: the same frames at the same times fare the same
   * @param nowNs the time
   */
  public EmulatedLink(LinkProfile profile, long seed, long nowNs) {
    this.random = new SplittableRandom(seed);
    this.lossProcess = new LossProcess(random.split());
    this.serialiserEndNs = nowNs;
    this.lastDepartureNs = nowNs;
    setProfile(profile, nowNs);
  }

  /** The behaviour now. */
  public LinkProfile profile() {
    return profile;
  }

  /** Changes the behaviour for the frames that are not yet on the line. */
  public void setProfile(LinkProfile next, long nowNs) {
    serialise(nowNs);
    profile = next;
    queueLimitBytes = next.queueLimitBytes();
    lossProcess.set(next.loss(), next.lossBurst());
    if (!waiting.isEmpty()) {
      // A frame begun at a crawl must not hold up a link that has become fast.
      serialiserEndNs = Math.min(serialiserEndNs, nowNs + sendingNs(waiting.headBytes()));
    }
  }

  /**
   * Makes the direction swallow everything without a sign, or stops that. What is under way is lost
   * too.
   *
   * @param release takes back the numbers of the frames lost
   */
  public void setBlackhole(boolean dead, IntConsumer release) {
    blackhole = dead;
    if (dead) {
      blackholed += waiting.clear(release) + line.clear(release);
      backlogBytes = 0;
    }
  }

  /** Whether the direction is dead. */
  public boolean isBlackhole() {
    return blackhole;
  }

  /**
   * A frame arrives at the link.
   *
   * @param frame its number, 0 or more
   * @param frameBytes its length, Ethernet header included, check sequence not
   */
  public Verdict offer(int frame, int frameBytes, long nowNs) {
    if (blackhole) {
      blackholed++;
      return Verdict.BLACKHOLED;
    }
    serialise(nowNs);
    int wire = LinkProfile.wireBytes(frameBytes);
    if (waiting.isEmpty()) {
      serialiserEndNs = Math.max(nowNs, serialiserEndNs) + sendingNs(frameBytes);
    } else if (backlogBytes + wire > queueLimitBytes) {
      queueDrops++;
      return Verdict.DROPPED;
    }
    backlogBytes += wire;
    if (lossProcess.loses()) {
      losses++;
      waiting.add(NONE, frameBytes, 0);
      return Verdict.LOST;
    }
    waiting.add(frame, frameBytes, 0);
    return Verdict.QUEUED;
  }

  /** The number of a frame that leaves the link by now, or {@link #NONE}. */
  public int poll(long nowNs) {
    serialise(nowNs);
    if (line.isEmpty() || line.headTimeNs() > nowNs) {
      return NONE;
    }
    int frameBytes = line.headBytes();
    frames++;
    bytes += frameBytes;
    wireBytes += LinkProfile.wireBytes(frameBytes);
    return line.remove();
  }

  /** When to call {@link #poll} again, {@link Long#MAX_VALUE} when nothing is under way. */
  public long nextDepartureNs() {
    long next = line.isEmpty() ? Long.MAX_VALUE : line.headTimeNs();
    if (!waiting.isEmpty() && (line.isEmpty() || profile.reordering())) {
      long earliest = serialiserEndNs + Math.max(0, profile.delayNs() - profile.jitterNs());
      next = Math.min(next, earliest);
    }
    return next;
  }

  /** What it has done so far. */
  public LinkCounters counters() {
    return new LinkCounters(frames, bytes, wireBytes, queueDrops, losses, blackholed, backlogBytes);
  }

  /** Moves the frames that have been sent by now from the queue to the line. */
  private void serialise(long nowNs) {
    while (!waiting.isEmpty() && serialiserEndNs <= nowNs) {
      int frameBytes = waiting.headBytes();
      int frame = waiting.remove();
      backlogBytes -= LinkProfile.wireBytes(frameBytes);
      if (frame != NONE) {
        depart(frame, frameBytes, serialiserEndNs);
      }
      if (!waiting.isEmpty()) {
        serialiserEndNs += sendingNs(waiting.headBytes());
      }
    }
  }

  private void depart(int frame, int frameBytes, long sentNs) {
    long delayNs = profile.delayNs();
    if (profile.jitterNs() > 0) {
      delayNs += random.nextLong(-profile.jitterNs(), profile.jitterNs() + 1);
    }
    long departureNs = sentNs + Math.max(0, delayNs);
    if (profile.reordering()) {
      line.insertByTime(frame, frameBytes, departureNs);
    } else {
      lastDepartureNs = Math.max(lastDepartureNs, departureNs);
      line.insertByTime(frame, frameBytes, lastDepartureNs);
    }
  }

  /** Nanoseconds that a frame occupies the link. */
  private long sendingNs(int frameBytes) {
    long rateBps = profile.rateBps();
    return rateBps == 0 ? 0 : LinkProfile.wireBytes(frameBytes) * 8_000_000_000L / rateBps;
  }
}
