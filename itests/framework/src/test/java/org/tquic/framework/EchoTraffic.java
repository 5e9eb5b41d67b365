package org.tquic.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * UDP packets through the bond and back, as fast as the answers come: a few are always under way,
 * each answer sends the next. Its answers are the events that tests wait for.
 */
final class EchoTraffic implements AutoCloseable {
  private static final int UNDER_WAY = 4;
  private static final int SIZE = 600;
  private static final int SILENCE_MS = 100;
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final DatagramSocket socket;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private long answers;

  EchoTraffic(InetSocketAddress echo) throws IOException {
    socket = new DatagramSocket();
    socket.connect(echo);
    socket.setSoTimeout(SILENCE_MS);
    thread = Thread.ofPlatform().name("echo-traffic").daemon().start(this::run);
  }

  private void run() {
    DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
    try {
      burst();
      while (!socket.isClosed()) {
        try {
          socket.receive(packet);
          lock.lock();
          try {
            answers++;
            answered.signalAll();
          } finally {
            lock.unlock();
          }
          socket.send(new DatagramPacket(new byte[SIZE], SIZE));
        } catch (SocketTimeoutException e) {
          burst();
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void burst() {
    for (int i = 0; i < UNDER_WAY; i++) {
      try {
        socket.send(new DatagramPacket(new byte[SIZE], SIZE));
      } catch (IOException e) {
        // No route while the bond is coming up; the next silence tries again.
        return;
      }
    }
  }

  long answers() {
    lock.lock();
    try {
      return answers;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until so many more packets have come back. */
  void awaitAnswers(int more) throws InterruptedException {
    long target = answers() + more;
    awaitWhileFlowing(more + " answers", () -> answers() >= target);
  }

  /** Waits until a condition holds, looking at it whenever packets came back. */
  void awaitWhileFlowing(String what, BooleanSupplier condition) throws InterruptedException {
    long deadlineNs = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      lock.lock();
      try {
        long seen = answers;
        // Some answers at a time, lest looking become the main traffic.
        while (answers < seen + UNDER_WAY) {
          long leftNs = deadlineNs - System.nanoTime();
          if (leftNs <= 0) {
            throw new AssertionError(
                "no " + what + " within " + BOUND.toSeconds() + " s; " + answers + " answers");
          }
          answered.await(leftNs, TimeUnit.NANOSECONDS);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    socket.close();
    try {
      thread.join(BOUND.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
