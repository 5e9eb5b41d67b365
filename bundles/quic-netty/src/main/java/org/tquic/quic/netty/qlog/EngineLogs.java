package org.tquic.quic.netty.qlog;

import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.QlogStatus;
import org.tquic.quic.Role;

/** The logs of all endpoints of an engine, and the switch for them. Thread-safe. */
public final class EngineLogs {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLogs.class);
  private static final long MIN_LIMIT_BYTES = 1 << 20;
  private static final Duration LOOPS_BOUND = Duration.ofSeconds(1);
  private static final Duration WRITER_BOUND = Duration.ofSeconds(2);

  private final Set<EndpointLogs> endpoints = ConcurrentHashMap.newKeySet();

  /** Where connections are logged, or null. */
  private final AtomicReference<QlogSession> current = new AtomicReference<>();

  /** How it was when logs were last switched off; the session itself would keep its memory. */
  private volatile QlogStatus past = QlogStatus.OFF;

  /** Logs of an endpoint that runs on this loop, the caller's, until it closes them. */
  public EndpointLogs open(EventLoop loop, Role role) {
    EndpointLogs logs = new EndpointLogs(this, loop, role);
    // In this order: whoever switches meanwhile tells it, too.
    endpoints.add(logs);
    logs.switchTo(current.get());
    return logs;
  }

  void remove(EndpointLogs logs) {
    endpoints.remove(logs);
  }

  /**
   * Switches on, see {@link org.tquic.api.engine.EngineEvidence#startQlog}.
   *
   * @throws TquicException when the folder cannot be used
   */
  public synchronized void start(Path path, long limitBytes) {
    if (limitBytes < MIN_LIMIT_BYTES) {
      throw new IllegalArgumentException("less than 1 MiB for logs: " + limitBytes);
    }
    QlogSession running = current.get();
    if (running != null && running.failure() == null && running.folder().path().equals(path)) {
      running.space().limit(limitBytes);
      return;
    }
    stop();
    QlogSession fresh = new QlogSession(QlogFolder.prepare(path), limitBytes, this::onFailure);
    current.set(fresh);
    fresh.start();
    await(tellAll());
    LOG.info("connections are logged to {}", path);
  }

  /** Switches off. */
  public synchronized void stop() {
    QlogSession ending = current.getAndSet(null);
    if (ending != null) {
      await(tellAll());
      ending.close(WRITER_BOUND);
      past = ending.status(false);
      LOG.info("connections are no longer logged to {}", ending.folder().path());
    } else if (!past.problem().isEmpty()) {
      // Whoever switches off has read why it was off already.
      past = QlogStatus.OFF;
    }
  }

  /** The logs as they are now. */
  public QlogStatus status() {
    QlogSession running = current.get();
    return running == null ? past : running.status(true);
  }

  /** The loops need not bother any more. On the writer's thread, for which others may wait. */
  private void onFailure(QlogSession failed) {
    if (current.get() == failed) {
      past = failed.status(false);
    }
    if (current.compareAndSet(failed, null)) {
      tellAll();
    }
  }

  private List<Future<?>> tellAll() {
    List<Future<?>> told = new ArrayList<>();
    for (EndpointLogs logs : endpoints) {
      try {
        told.add(logs.loop().submit(() -> logs.switchTo(current.get())));
      } catch (RejectedExecutionException e) {
        // Its loop has ended, and it with it.
        endpoints.remove(logs);
      }
    }
    return told;
  }

  private static void await(List<Future<?>> told) {
    long endNs = System.nanoTime() + LOOPS_BOUND.toNanos();
    for (Future<?> each : told) {
      try {
        each.get(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        LOG.warn("a loop is late to switch its logs");
      } catch (ExecutionException e) {
        LOG.error("logs of an endpoint could not be switched", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
