package org.tquic.lab.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tquic.lab.LabException;

/** Probes under way or over. Times are those of {@link System#nanoTime()}. Thread-safe. */
public final class Pings {
  private record Answer(long timeNs, long rttNs) {}

  private final List<Answer> answers = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Duration patience;

  Pings(Duration patience) {
    this.patience = patience;
  }

  synchronized void onAnswer(long timeNs, long rttNs) {
    answers.add(new Answer(timeNs, rttNs));
    notifyAll();
  }

  void onOver() {
    over.countDown();
  }

  /**
   * Waits until all are sent and had a second to come back.
   *
   * @return round-trip times of those that came back, in milliseconds, ascending
   */
  public List<Double> await() {
    try {
      if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LabException("the probes did not end in " + patience.toSeconds() + " s", "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while probing", "", e);
    }
    synchronized (this) {
      return answers.stream().map(answer -> answer.rttNs / 1e6).sorted().toList();
    }
  }

  /**
   * Waits for an answer to a probe that was sent after a time.
   *
   * @return when it came
   * @throws LabException when none comes in time
   */
  public synchronized long awaitAnswerToProbeAfter(long sinceNs, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    int next = 0;
    while (true) {
      for (; next < answers.size(); next++) {
        Answer answer = answers.get(next);
        if (answer.timeNs - answer.rttNs > sinceNs) {
          return answer.timeNs;
        }
      }
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (leftMs <= 0) {
        throw new LabException("no probe came back in " + timeout.toSeconds() + " s", "");
      }
      try {
        wait(leftMs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while probing", "", e);
      }
    }
  }
}
