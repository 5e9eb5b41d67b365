package org.tquic.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tquic.linux.Namespace;

@Timeout(60)
class NetlinkMonitorTest {
  /** Everything that the monitor says, as objects in one queue. */
  private static final class Diary implements NetlinkListener {
    final BlockingQueue<Object> entries = new LinkedBlockingQueue<>();

    @Override
    public void onResync() {
      entries.add("resync");
    }

    @Override
    public void onMessage(NetlinkMessage message) {
      entries.add(message);
      if (message instanceof AddressMessage address && address.local().length() == 31) {
        throw new IllegalStateException("a listener with a fault");
      }
    }

    @Override
    public void onDrained() {
      entries.add("drained");
    }

    @Override
    public void onFailure(RuntimeException cause) {
      entries.add(cause);
    }

    Object await(Predicate<Object> wanted) throws InterruptedException {
      while (true) {
        Object entry = entries.poll(10, TimeUnit.SECONDS);
        assertThat(entry).as("an entry in time").isNotNull();
        if (wanted.test(entry)) {
          return entry;
        }
      }
    }
  }

  @Test
  void tellsOfLinksAddressesAndRoutesAsTheyChange() throws Exception {
    Diary diary = new Diary();
    try (Namespace lab = Namespace.open()) {
      NetlinkMonitor monitor = lab.call(() -> NetlinkMonitor.start(diary));
      assertThat(diary.entries.poll(10, TimeUnit.SECONDS)).isEqualTo("resync");
      lab.ip("link add wan1 type veth peer name gw1");
      diary.await(e -> e instanceof LinkMessage l && l.name().equals("wan1"));
      diary.await("drained"::equals);
      lab.ip("link set gw1 up");
      lab.ip("link set wan1 up");
      diary.await(e -> e instanceof LinkMessage l && l.name().equals("wan1") && l.lowerUp());
      lab.ip("address add 192.0.2.2/24 dev wan1");
      diary.await(
          e -> e instanceof AddressMessage a && a.local().equals(IpPrefix.parse("192.0.2.2/24")));
      lab.ip("route add default via 192.0.2.1 dev wan1");
      diary.await(e -> e instanceof RouteMessage r && r.isDefault() && !r.removed());
      lab.ip("-6 route add default dev wan1 metric 9");
      diary.await(e -> e instanceof RouteMessage r && r.isDefault() && r.destination().isV6());
      lab.ip("neighbour add 192.0.2.1 lladdr 02:00:00:00:00:01 dev wan1 nud reachable");
      diary.await(e -> e instanceof NeighbourMessage n && n.present());
      lab.ip("neighbour change 192.0.2.1 dev wan1 nud failed");
      diary.await(
          e ->
              e instanceof NeighbourMessage n
                  && n.failed()
                  && n.address().equals(IpPrefix.parse("192.0.2.1").address()));
      lab.ip("link set gw1 down");
      diary.await(e -> e instanceof LinkMessage l && l.name().equals("wan1") && !l.lowerUp());
      lab.ip("link del wan1");
      diary.await(e -> e instanceof LinkMessage l && l.name().equals("wan1") && l.removed());
      monitor.close();
      diary.entries.clear();
      lab.ip("link add wan2 type veth peer name gw2");
      assertThat(diary.entries).isEmpty();
    }
  }

  @Test
  void aFaultOfTheListenerDoesNotEndTheWatch() throws Exception {
    Diary diary = new Diary();
    try (Namespace lab = Namespace.open();
        NetlinkMonitor monitor = lab.call(() -> NetlinkMonitor.start(diary))) {
      assertThat(monitor).isNotNull();
      lab.ip("address add 192.0.2.2/31 dev lo");
      diary.await(e -> e instanceof IllegalStateException);
      lab.ip("address add 192.0.2.9/32 dev lo");
      diary.await(
          e -> e instanceof AddressMessage a && a.local().equals(IpPrefix.parse("192.0.2.9")));
    }
  }

  @Test
  void lostChangesLeadToANewStart() throws Exception {
    CountDownLatch flooded = new CountDownLatch(1);
    BlockingQueue<String> resyncs = new LinkedBlockingQueue<>();
    NetlinkListener slow =
        new NetlinkListener() {
          @Override
          public void onResync() {
            resyncs.add("resync");
            try {
              assertThat(flooded.await(40, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void onMessage(NetlinkMessage message) {}

          @Override
          public void onDrained() {}

          @Override
          public void onFailure(RuntimeException cause) {
            resyncs.add("failure " + cause);
          }
        };
    try (Namespace lab = Namespace.open();
        NetlinkMonitor monitor = lab.call(() -> NetlinkMonitor.start(slow));
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      assertThat(monitor).isNotNull();
      assertThat(resyncs.poll(10, TimeUnit.SECONDS)).isEqualTo("resync");
      // Each change takes some 2 KiB of the socket's 8 MiB.
      AddressMessage address = AddressMessage.of(1, IpPrefix.parse("192.0.2.2/32"));
      for (int i = 0; i < 6000; i++) {
        netlink.addAddress(address);
        netlink.deleteAddress(address);
      }
      flooded.countDown();
      assertThat(resyncs.poll(20, TimeUnit.SECONDS)).isEqualTo("resync");
    }
  }
}
