package org.tquic.gateway.tun;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What went through a tunnel's device and what did not. */
final class TunCounters {
  /** One count; its name in lower case is its name outside. */
  enum Counter {
    READ_PACKETS,
    READ_BYTES,
    WRITTEN_PACKETS,
    WRITTEN_BYTES,
    /** Read, and no whole IP packet. */
    MALFORMED_PACKETS,
    /** Read, and meant for this link only. */
    LOCAL_PACKETS,
    /** Read, and larger than the bond can carry. */
    TOO_BIG_PACKETS,
    /** ICMP answers to those. */
    TOO_BIG_ANSWERS,
    /** Not taken by the kernel. */
    REFUSED_PACKETS,
    /** Dropped because the kernel had no room for too long. */
    OVERFLOWN_PACKETS
  }

  private final Map<Counter, LongAdder> counts = new EnumMap<>(Counter.class);

  TunCounters() {
    for (Counter counter : Counter.values()) {
      counts.put(counter, new LongAdder());
    }
  }

  void add(Counter counter, long count) {
    counts.get(counter).add(count);
  }

  Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new LinkedHashMap<>();
    counts.forEach(
        (counter, count) ->
            snapshot.put("tun_" + counter.name().toLowerCase(Locale.ROOT), count.sum()));
    return snapshot;
  }
}
