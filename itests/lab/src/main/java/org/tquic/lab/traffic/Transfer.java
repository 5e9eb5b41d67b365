package org.tquic.lab.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.tquic.lab.LabException;

/**
 * A transfer under way or over, as its receiving end sees it. Times are those of {@link
 * System#nanoTime()}. Thread-safe.
 */
public final class Transfer {
  private record Progress(long timeNs, long bytes) {}

  private record Gap(int flow, long fromNs, long toNs) {}

  private final int flows;
  private final List<Progress> progress = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long endedBytes;
  private int ended;

  Transfer(int flows, long startNs) {
    this.flows = flows;
    progress.add(new Progress(startNs, 0));
  }

  /** Takes a line of either end, without its run. */
  synchronized void onLine(String kind, String[] values) {
    switch (kind) {
      case "progress" ->
          progress.add(new Progress(Long.parseLong(values[0]), Long.parseLong(values[1])));
      case "gap" ->
          gaps.add(
              new Gap(
                  Integer.parseInt(values[0]),
                  Long.parseLong(values[1]),
                  Long.parseLong(values[2])));
      case "end" -> {
        ended++;
        endedBytes += Long.parseLong(values[1]);
        if (!values[2].equals("intact")) {
          failures.add("flow " + values[0] + " " + values[2]);
        }
      }
      case "failed" -> {
        ended++;
        failures.add("flow " + values[0] + " failed: " + values[1]);
      }
      default -> throw new IllegalArgumentException(kind);
    }
    notifyAll();
  }

  /** Bytes received by the last report. */
  public synchronized long bytes() {
    return progress.getLast().bytes;
  }

  /** Whether all flows have ended. */
  public synchronized boolean isOver() {
    return ended >= flows;
  }

  /** What went wrong so far; empty when every flow that ended arrived unharmed. */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * Waits until so many bytes have been received.
   *
   * @throws LabException when the transfer ends or the time is up before
   */
  public synchronized void awaitBytes(long wanted, Duration timeout) {
    await(() -> bytes() >= wanted, wanted + " bytes", timeout);
  }

  /**
   * Waits for the end of all flows.
   *
   * @return bytes received
   * @throws LabException when the time is up before, or a flow was broken or damaged
   */
  public synchronized long awaitEnd(Duration timeout) {
    await(this::isOver, "the end", timeout);
    if (!failures.isEmpty()) {
      throw new LabException("the transfer failed: " + String.join("; ", failures), "");
    }
    return endedBytes;
  }

  private void await(BooleanSupplier reached, String what, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!reached.getAsBoolean()) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (isOver() || leftMs <= 0) {
        throw new LabException(
            "the transfer did not reach %s in %d s: %d of %d flows ended, %d bytes came %s"
                .formatted(what, timeout.toSeconds(), ended, flows, bytes(), failures),
            "");
      }
      try {
        wait(leftMs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while waiting for a transfer", "", e);
      }
    }
  }

  /** Mbit/s of payload received between two times, by the reports nearest to them. */
  public synchronized double mbps(long fromNs, long toNs) {
    Progress first = at(fromNs);
    Progress last = at(toNs);
    return last.timeNs <= first.timeNs
        ? 0
        : (last.bytes - first.bytes) * 8e3 / (last.timeNs - first.timeNs);
  }

  private Progress at(long timeNs) {
    Progress nearest = progress.getFirst();
    for (Progress one : progress) {
      if (Math.abs(one.timeNs - timeNs) < Math.abs(nearest.timeNs - timeNs)) {
        nearest = one;
      }
    }
    return nearest;
  }

  /**
   * The longest time in which nothing came on some flow, of those that touch a span of time;
   * milliseconds, 0 when no flow paused for 20 ms. A pause is known when it has ended.
   */
  public synchronized double worstStallMs(long fromNs, long toNs) {
    return gaps.stream()
        .filter(gap -> gap.fromNs <= toNs && gap.toNs >= fromNs)
        .mapToDouble(gap -> (gap.toNs - gap.fromNs) / 1e6)
        .max()
        .orElse(0);
  }

  /** When the transfer was asked for. */
  public synchronized long startNs() {
    return progress.getFirst().timeNs;
  }
}
