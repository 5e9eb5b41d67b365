package org.tquic.gateway.tun;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * A thread that waits for the device where the loop cannot. It only waits: all reading is done on
 * the loop, one batch at a time.
 */
final class ThreadReadTrigger implements ReadTrigger {
  private final PacketDevice device;
  private final EventLoop loop;
  private final BooleanSupplier reader;
  private final Semaphore turn = new Semaphore(0);
  private volatile boolean closed;
  private boolean started;
  private boolean paused = true;

  ThreadReadTrigger(PacketDevice device, EventLoop loop, BooleanSupplier reader) {
    this.device = device;
    this.loop = loop;
    this.reader = reader;
  }

  @Override
  public void resume() {
    if (!started) {
      started = true;
      Thread.ofPlatform().name("tquic-tun").daemon().start(this::watch);
    }
    if (paused) {
      paused = false;
      turn.release();
    }
  }

  private void watch() {
    try {
      while (!closed) {
        turn.acquire();
        while (!closed && !device.awaitReadable()) {
          // Woken by a signal.
        }
        loop.execute(this::read);
      }
    } catch (InterruptedException | RejectedExecutionException e) {
      // The loop is shut down: there is nobody left to read for.
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    paused = true;
    if (!closed && reader.getAsBoolean()) {
      resume();
    }
  }

  @Override
  public void close() {
    closed = true;
    turn.release();
  }
}
