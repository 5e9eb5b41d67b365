package org.tquic.discovery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkQuota;
import org.tquic.linux.netlink.TrafficMessage;

/**
 * What links with a quota have carried, by their lasting ids. Devices count for themselves; what
 * this keeps is how much of a device's count is in the sum already, so that nothing is counted
 * twice or left out when the program or the device begins anew. Time is an argument; thread-safe.
 */
final class QuotaBook {
  /** Links that are remembered; of more, those that were not counted for longest are forgotten. */
  static final int LIMIT = 64;

  private static final int STEPS = 1000;

  /** What may be lost with the machine's power, a share of each link's limit. */
  private static final int UNWRITTEN_PARTS = 100;

  private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_NS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What a link may suddenly carry that was never seen to, bytes per second. */
  private static final double USUAL_RATE_BPS = 12.5e6;

  /**
   * What a device had counted when it was last asked.
   *
   * @param boot id of the machine's start, after which devices count from 0
   * @param index interface index, another one whenever a device is plugged in
   * @param bytes both directions
   */
  record Reading(String boot, int index, long bytes) {}

  /**
   * One link.
   *
   * @param usedBytes carried since it was counted anew
   * @param on date of the latest count
   * @param reading empty where the device was not asked since the sum was set
   */
  record Entry(String id, long usedBytes, LocalDate on, Optional<Reading> reading) {
    Entry(String id, long usedBytes, LocalDate on, Reading reading) {
      this(id, usedBytes, on, Optional.of(reading));
    }
  }

  private final String boot;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Long> writtenBytes = new HashMap<>();
  private double fastestBps = USUAL_RATE_BPS;
  private long countedNs;
  private boolean counted;
  private boolean unwritten;

  /**
   * Begins with what was written.
   *
   * @param boot id of the machine's start
   */
  QuotaBook(List<Entry> read, String boot) {
    this.boot = boot;
    read.forEach(this::put);
    written();
  }

  private void put(Entry entry) {
    entries.remove(entry.id());
    entries.put(entry.id(), entry);
    if (entries.size() > LIMIT) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  /**
   * A link's quota as it is now.
   *
   * @param limitBytes as {@link LinkQuota} has it
   * @param day as {@link LinkQuota} has it
   */
  synchronized LinkQuota quota(String id, long limitBytes, int day) {
    if (limitBytes == LinkQuota.NO_LIMIT) {
      return LinkQuota.NONE;
    }
    Entry entry = entries.get(id);
    long used = entry == null ? 0 : entry.usedBytes();
    long step = Math.max(1, limitBytes / STEPS);
    // Whoever hears of each change is not to hear of each packet.
    long shown = used >= limitBytes ? Math.max(limitBytes, used - used % step) : used - used % step;
    String resetsOn =
        entry == null || day == LinkQuota.NEVER ? "" : QuotaPeriod.next(entry.on(), day).toString();
    return new LinkQuota(limitBytes, day, shown, resetsOn);
  }

  /**
   * Adds what links with a quota have carried since the last time.
   *
   * @param traffic what the kernel says of all links
   * @return links whose device the kernel has no count of
   */
  synchronized List<String> count(
      List<LinkInfo> links, List<TrafficMessage> traffic, LocalDate today, long nowNs) {
    Map<Integer, Long> bytes = new HashMap<>();
    traffic.forEach(of -> bytes.put(of.index(), of.bytes()));
    List<String> unknown = new ArrayList<>();
    double elapsedS = counted ? Math.max(1, nowNs - countedNs) / 1e9 : Double.POSITIVE_INFINITY;
    for (LinkInfo link : links) {
      if (link.quota().isLimited()) {
        Long now = bytes.get(link.index());
        if (now == null) {
          unknown.add(link.name());
        } else {
          fastestBps = Math.max(fastestBps, count(link, now, today) / elapsedS);
        }
      }
    }
    counted = true;
    countedNs = nowNs;
    return unknown;
  }

  /** Adds what one link has carried; returns how much that is. */
  private long count(LinkInfo link, long bytes, LocalDate today) {
    Reading now = new Reading(boot, link.index(), bytes);
    Entry before = entries.get(link.id());
    if (before == null) {
      unwritten = true;
      put(new Entry(link.id(), 0, today, now));
      return 0;
    }
    LocalDate on = before.on().isAfter(today) ? before.on() : today;
    if (QuotaPeriod.beganBetween(before.on(), today, link.quota().resetDay())) {
      // Nobody knows how much of what came since the last count came before the new period.
      unwritten = true;
      put(new Entry(link.id(), 0, on, now));
      return 0;
    }
    long added = before.reading().map(last -> since(last, now)).orElse(0L);
    long used = Math.min(before.usedBytes() + added, LinkQuota.MAX_BYTES);
    put(new Entry(link.id(), used, on, now));
    noteUnwritten(link, before.usedBytes(), used);
    return added;
  }

  private static long since(Reading last, Reading now) {
    boolean same = last.boot().equals(now.boot()) && last.index() == now.index();
    return same && now.bytes() >= last.bytes() ? now.bytes() - last.bytes() : now.bytes();
  }

  private void noteUnwritten(LinkInfo link, long before, long used) {
    long limit = link.quota().limitBytes();
    boolean crossed = before < limit != used < limit;
    long unwrittenBytes = used - writtenBytes.getOrDefault(link.id(), 0L);
    unwritten |= crossed || unwrittenBytes >= Math.max(1, limit / UNWRITTEN_PARTS);
  }

  /** Says what a link has carried; counting goes on from there. */
  synchronized void used(String id, long bytes, LocalDate today) {
    Optional<Reading> reading = Optional.ofNullable(entries.get(id)).flatMap(Entry::reading);
    put(new Entry(id, bytes, today, reading));
    unwritten = true;
  }

  /** How long the next count may wait, so that no link goes far beyond its limit. */
  synchronized long delayNs(List<LinkInfo> links) {
    double seconds = Double.POSITIVE_INFINITY;
    for (LinkInfo link : links) {
      LinkQuota quota = link.quota();
      if (quota.isLimited() && !quota.isUsedUp()) {
        Entry entry = entries.get(link.id());
        long left = quota.limitBytes() - (entry == null ? 0 : entry.usedBytes());
        seconds = Math.min(seconds, left / (2 * fastestBps));
      }
    }
    return Math.clamp((long) (seconds * 1e9), SHORTEST_NS, LONGEST_NS);
  }

  /** Whether so much changed that it has to be written now. */
  synchronized boolean isUnwritten() {
    return unwritten;
  }

  /** All there is to write, which is written then. */
  synchronized List<Entry> written() {
    unwritten = false;
    writtenBytes.clear();
    entries.values().forEach(entry -> writtenBytes.put(entry.id(), entry.usedBytes()));
    return List.copyOf(entries.values());
  }
}
