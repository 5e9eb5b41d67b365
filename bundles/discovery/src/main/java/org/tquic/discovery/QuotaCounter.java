package org.tquic.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkInfo;
import org.tquic.linux.netlink.TrafficMessage;

/**
 * Counts what links with a quota carry while there are any: asks the kernel as often as the
 * shortest quota needs, tells of those that are nearly or wholly used up, and writes down what
 * would be missed.
 */
final class QuotaCounter {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaCounter.class);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** What people were told of a link. */
  private enum Level {
    OPEN,
    LOW,
    USED_UP
  }

  private final NetlinkSource source;
  private final QuotaFile file;
  private final Clock clock;
  private final ScheduledExecutorService control;
  private final Supplier<List<LinkInfo>> links;
  private final Runnable onCounted;
  private final QuotaBook book;
  private final Map<String, Level> told = new HashMap<>();
  private Future<?> next;
  private boolean started;
  private boolean troubled;

  /**
   * A counter that does not count yet.
   *
   * @param clock the machine's, for dates
   * @param control where it counts
   * @param links the links as they are now
   * @param onCounted has the links worked out anew
   */
  QuotaCounter(
      NetlinkSource source,
      QuotaFile file,
      Clock clock,
      ScheduledExecutorService control,
      Supplier<List<LinkInfo>> links,
      Runnable onCounted) {
    this.source = source;
    this.file = file;
    this.clock = clock;
    this.control = control;
    this.links = links;
    this.onCounted = onCounted;
    this.book = new QuotaBook(file.read(), bootId());
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      // Then devices are taken for new ones at each start, which counts too much, not too little.
      LOG.warn("The machine's start has no id: {}", e.toString());
      return "at-" + System.currentTimeMillis();
    }
  }

  QuotaBook book() {
    return book;
  }

  /** From now on what links carry is counted. */
  synchronized void start() {
    started = true;
    schedule(0);
  }

  /** Links or their quotas are others than before. */
  synchronized void onLinks(List<LinkInfo> now) {
    if (next == null && isNeeded(now)) {
      schedule(0);
    }
  }

  private static boolean isNeeded(List<LinkInfo> links) {
    return links.stream().anyMatch(link -> link.quota().isLimited());
  }

  /** Says what a link has carried. */
  void used(LinkInfo link, long bytes) {
    book.used(link.id(), bytes, LocalDate.now(clock));
    schedule(0);
  }

  private synchronized void schedule(long delayNs) {
    if (!started) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    try {
      next = control.schedule(this::count, delayNs, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Not counting while stopping");
    }
  }

  /** Counts no more until a link has a quota. */
  private synchronized void rest() {
    next = null;
    // One may have got it while nobody looked.
    onLinks(links.get());
  }

  private void count() {
    List<LinkInfo> before = links.get();
    if (!isNeeded(before)) {
      rest();
      return;
    }
    try {
      take(before);
      onCounted.run();
      List<LinkInfo> now = links.get();
      told.keySet().retainAll(now.stream().map(LinkInfo::id).toList());
      now.forEach(this::tell);
      if (book.isUnwritten()) {
        file.write(book.written());
      }
    } catch (RuntimeException e) {
      LOG.error("Counting what links carry failed, and goes on", e);
    } finally {
      // Whatever happens: who stops to count has a link cost more than was allowed.
      schedule(book.delayNs(links.get()));
    }
  }

  /** Asks the kernel; without its answer links stay as they were. */
  private void take(List<LinkInfo> before) {
    String problem;
    try {
      List<TrafficMessage> traffic = source.traffic();
      List<String> unknown = book.count(before, traffic, LocalDate.now(clock), System.nanoTime());
      problem = unknown.isEmpty() ? "" : "the kernel tells nothing of " + unknown;
    } catch (RuntimeException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (!problem.isEmpty() && !troubled) {
      LOG.warn("What links with a quota carry cannot be counted: {}", problem);
    }
    troubled = !problem.isEmpty();
  }

  private void tell(LinkInfo link) {
    Level level =
        link.quota().isUsedUp() ? Level.USED_UP : link.quota().isLow() ? Level.LOW : Level.OPEN;
    Level before = told.put(link.id(), level);
    if (level == before || before == null && level == Level.OPEN) {
      return;
    }
    String text = link.quota().text();
    switch (level) {
      case OPEN -> LOG.info("link {} may carry traffic: {}", link.name(), text);
      case LOW -> LOG.warn("link {}: 80 % of its quota or more is used: {}", link.name(), text);
      case USED_UP ->
          LOG.warn(
              "link {} carries nothing any more, its quota is used up: {}; `link-quota {} BYTES`"
                  + " with more, or `link-used`, brings it back",
              link.name(),
              text,
              link.name());
    }
  }

  /** Ends counting, and has what is not written be written. */
  synchronized void stop() {
    if (!started) {
      return;
    }
    started = false;
    if (next != null) {
      next.cancel(false);
    }
    control.execute(() -> file.write(book.written()));
  }
}
