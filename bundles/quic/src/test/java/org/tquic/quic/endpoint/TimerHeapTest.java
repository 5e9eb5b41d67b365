package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TimerHeapTest {
  @Property(tries = 50)
  void givesTheEarliest(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TimerHeap heap = new TimerHeap();
    HostedConnection[] hosts = new HostedConnection[200];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] = new HostedConnection(null, null);
    }
    Map<HostedConnection, Long> model = new HashMap<>();
    for (int step = 0; step < 2000; step++) {
      HostedConnection host = hosts[random.nextInt(hosts.length)];
      switch (random.nextInt(6)) {
        case 0 -> {
          heap.remove(host);
          model.remove(host);
        }
        case 1 -> {
          heap.set(host, HostedConnection.NEVER);
          model.remove(host);
        }
        default -> {
          long timeoutNs = random.nextLong(-500, 500);
          heap.set(host, timeoutNs);
          model.put(host, timeoutNs);
        }
      }
      long earliest =
          model.values().stream().mapToLong(Long::longValue).min().orElse(HostedConnection.NEVER);
      assertThat(heap.nextTimeoutNs()).isEqualTo(earliest);
      assertThat(heap.size()).isEqualTo(model.size());
    }
    long lastNs = Long.MIN_VALUE;
    while (heap.first() != null) {
      HostedConnection host = heap.first();
      assertThat(model.remove(host)).isEqualTo(host.timeoutNs).isGreaterThanOrEqualTo(lastNs);
      lastNs = host.timeoutNs;
      heap.remove(host);
    }
    assertThat(model).isEmpty();
  }
}
