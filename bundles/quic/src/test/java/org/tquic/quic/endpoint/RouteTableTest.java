package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.ConnectionId;

class RouteTableTest {
  private final RouteTable table = new RouteTable(new SplittableRandom(1));

  private HostedConnection host() {
    return new HostedConnection(table, null);
  }

  private HostedConnection find(ConnectionId id) {
    byte[] datagram = new byte[id.length() + 5];
    System.arraycopy(id.toBytes(), 0, datagram, 3, id.length());
    return table.get(datagram, 3, id.length());
  }

  @Property(tries = 50)
  void findsWhatAMapFinds(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<HostedConnection> hosts = List.of(host(), host(), host());
    Map<ConnectionId, HostedConnection> model = new HashMap<>();
    int ids = random.nextInt(2, 400);
    for (int step = 0; step < 1000; step++) {
      // Few different bytes: many IDs, of several lengths, come twice.
      byte[] bytes = new byte[1 + step % 20];
      bytes[0] = (byte) random.nextInt(ids);
      ConnectionId id = ConnectionId.of(bytes);
      HostedConnection host = hosts.get(random.nextInt(3));
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 ->
            assertThat(table.add(id, host)).isEqualTo(model.putIfAbsent(id, host) == null);
        case 4, 5, 6 -> {
          table.remove(id, host);
          model.remove(id, host);
        }
        default -> {
          if (random.nextInt(20) == 0) {
            table.removeAll(host);
            model.values().removeIf(other -> other == host);
          }
        }
      }
      assertThat(find(id)).isSameAs(model.get(id));
    }
    assertThat(table.size()).isEqualTo(model.size());
    model.forEach((id, host) -> assertThat(find(id)).isSameAs(host));
    hosts.forEach(table::removeAll);
    assertThat(table.size()).isZero();
  }

  @Test
  void routeOfAnotherIsNotTakenOver() {
    ConnectionId id = ConnectionId.of(new byte[8]);
    HostedConnection first = host();
    HostedConnection second = host();
    assertThat(first.add(id)).isTrue();
    assertThat(second.add(id)).isFalse();
    second.remove(id);
    assertThat(find(id)).isSameAs(first);
  }

  @Test
  void lookupMakesNoGarbage() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] datagram = new byte[1200];
    random.nextBytes(datagram);
    HostedConnection host = host();
    for (int i = 0; i < 1000; i++) {
      host.add(ConnectionId.of(datagram, i, 8));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    int found = 0;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20_000; i++) {
        found += table.get(datagram, i % 1000, 8) == host ? 1 : 0;
      }
      best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(found).isEqualTo(100_000);
    assertThat(best).isLessThan(20_000);
  }
}
