package org.tquic.simulate.inner;

import java.util.BitSet;

/**
 * The receiving end of a TCP flow: acknowledges every second segment, and at once what is out of
 * order or fills a gap (RFC 5681 section 4.2), with the last runs received (RFC 2018) and what came
 * twice (RFC 2883). Discards what was sent before the newest that it has passed on (RFC 7323
 * section 5.3), as most stacks do: a path that lets repeated segments overtake others loses these.
 */
public final class TcpReceiver {
  private static final int MAX_BLOCKS = 3;
  private static final long DELAYED_ACK_NS = 40_000_000;

  private final Host host;
  private final int port;
  private final BitSet received = new BitSet();
  private final long[] blocks = new long[2 * (MAX_BLOCKS + 1)];
  private final long[] recent = new long[MAX_BLOCKS];
  private long next;
  private int unacknowledged;
  private long acknowledged;
  private long recentMs;
  private int acknowledgements;
  private long progressNs;
  private long longestPauseNs;

  /** A receiver of nothing so far. */
  public TcpReceiver(Host host, int port) {
    this.host = host;
    this.port = port;
  }

  /** A segment came. */
  public void onSegment(InnerPacket packet) {
    long number = packet.number();
    long sentMs = packet.sentNs() / 1_000_000;
    if (sentMs < recentMs) {
      acknowledge(next, false);
      return;
    }
    if (number <= acknowledged) {
      recentMs = sentMs;
    }
    boolean twice = number < next || received.get((int) number);
    boolean gap = number != next || received.nextSetBit((int) number + 1) >= 0;
    received.set((int) number);
    if (number == next) {
      next = received.nextClearBit((int) next);
      longestPauseNs = longestPauseNs();
      progressNs = host.nowNs();
    }
    unacknowledged++;
    if (gap || twice || unacknowledged >= 2) {
      acknowledge(number, twice);
    } else {
      int before = acknowledgements;
      host.at(
          host.nowNs() + DELAYED_ACK_NS,
          () -> {
            if (before == acknowledgements) {
              acknowledge(number, false);
            }
          });
    }
  }

  /** Segments delivered in order. */
  public long delivered() {
    return next;
  }

  /** Begins to measure pauses anew. */
  public void mark() {
    progressNs = host.nowNs();
    longestPauseNs = 0;
  }

  /** Longest time since then in which nothing was delivered, nanoseconds. */
  public long longestPauseNs() {
    return Math.max(longestPauseNs, host.nowNs() - progressNs);
  }

  private void acknowledge(long latest, boolean twice) {
    acknowledgements++;
    unacknowledged = 0;
    acknowledged = next;
    int count = 0;
    if (twice) {
      blocks[0] = latest;
      blocks[1] = latest;
      count = 1;
    } else if (latest > next) {
      remember(latest);
    }
    for (long one : recent) {
      if (one > next && count <= MAX_BLOCKS - 1 && received.get((int) one)) {
        blocks[2 * count] = received.previousClearBit((int) one) + 1L;
        blocks[2 * count + 1] = received.nextClearBit((int) one) - 1L;
        count++;
      }
    }
    host.send(InnerPacket.acknowledgement(port, next, blocks, count));
    host.flush();
  }

  /** Keeps one number of each of the latest runs. */
  private void remember(long number) {
    int same = recent.length - 1;
    long first = received.previousClearBit((int) number);
    for (int i = 0; i < recent.length; i++) {
      if (recent[i] > first && recent[i] < received.nextClearBit((int) number)) {
        same = i;
        break;
      }
    }
    System.arraycopy(recent, 0, recent, 1, same);
    recent[0] = number;
  }
}
