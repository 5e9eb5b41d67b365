package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.linux.Namespace;

/** Against the kernel, in a network namespace; needs root. */
@Timeout(60)
class KernelDiscoveryTest {
  @TempDir Path emptySysfs;
  private final Journal journal = new Journal();

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  private LinkInfo changed(String name, Predicate<LinkInfo> wanted) throws InterruptedException {
    return journal.await(e -> e.is(Journal.What.UPDATED, name) && wanted.test(e.link()));
  }

  @Test
  void aWanAppearsLosesCarrierChangesAddressAndVanishes() throws Exception {
    try (Namespace lab = Namespace.open()) {
      LinkDiscovery discovery =
          lab.call(
              () -> new LinkDiscovery(new KernelNetlink(), emptySysfs, Optional.empty(), journal));
      try {
        assertThat(discovery.links()).extracting(LinkInfo::name).contains("lo");
        lab.ip("link add wan1 type veth peer name gw1");
        lab.ip("link set gw1 up");
        lab.ip("link set wan1 up");
        lab.ip("address add 192.0.2.2/24 dev wan1");
        lab.ip("route add default via 192.0.2.1 dev wan1 metric 100");
        LinkInfo wan = journal.await(e -> e.is(Journal.What.POSTED, "wan1"));
        assertThat(wan.kind()).isEqualTo(LinkKind.WIRED);
        assertThat(wan.carrier()).isTrue();
        assertThat(wan.addresses()).containsExactly(ip("192.0.2.2"));
        assertThat(wan.gateways()).containsExactly(ip("192.0.2.1"));
        assertThat(wan.metric()).isEqualTo(100);

        lab.ip("link set gw1 down");
        changed("wan1", link -> !link.carrier() && link.up());
        lab.ip("link set gw1 up");
        changed("wan1", LinkInfo::carrier);

        lab.ip("address del 192.0.2.2/24 dev wan1");
        // The kernel took the route away without a word.
        changed("wan1", link -> link.addresses().isEmpty() && link.metric() == -1);
        lab.ip("address add 192.0.2.9/24 dev wan1");
        lab.ip("route add default via 192.0.2.254 dev wan1 metric 50");
        LinkInfo moved = changed("wan1", link -> link.metric() == 50);
        assertThat(moved.addresses()).containsExactly(ip("192.0.2.9"));
        assertThat(moved.gateways()).containsExactly(ip("192.0.2.254"));

        lab.ip("route replace default via 192.0.2.77 dev wan1 metric 50");
        changed("wan1", link -> link.gateways().equals(List.of(ip("192.0.2.77"))));

        // A renewed lease is no news; the next entry is that of the gateway that does not answer.
        lab.ip("address change 192.0.2.9/24 dev wan1 valid_lft 3600 preferred_lft 1800");
        lab.ip("address change 192.0.2.9/24 dev wan1 valid_lft 7200 preferred_lft 3600");
        journal.entries.clear();
        lab.ip("address change 192.0.2.9/24 dev wan1 valid_lft 3600 preferred_lft 1800");
        lab.ip("neighbour add 192.0.2.77 lladdr 02:00:00:00:00:77 dev wan1 nud reachable");
        lab.ip("neighbour change 192.0.2.77 dev wan1 nud failed");
        Journal.Entry silent = journal.next();
        assertThat(silent.link().silentGateways()).containsExactly(ip("192.0.2.77"));
        lab.ip("neighbour replace 192.0.2.77 lladdr 02:00:00:00:00:77 dev wan1 nud reachable");
        changed("wan1", link -> link.silentGateways().isEmpty());

        lab.ip("link set wan1 down");
        LinkInfo down = changed("wan1", link -> !link.up() && link.metric() == -1);
        assertThat(down.role()).isEqualTo(LinkRole.WAN);
        lab.ip("link set wan1 mtu 1400 up");
        changed("wan1", link -> link.up() && link.mtu() == 1400);

        lab.ip("link del wan1");
        journal.await(e -> e.is(Journal.What.WITHDRAWN, "wan1"));
        assertThat(discovery.links()).extracting(LinkInfo::name).doesNotContain("wan1");
      } finally {
        discovery.close();
      }
    }
  }

  @Test
  void aWanLivesByRouterAdvertisements() throws Exception {
    try (Namespace lab = Namespace.open()) {
      LinkDiscovery discovery =
          lab.call(
              () -> new LinkDiscovery(new KernelNetlink(), emptySysfs, Optional.empty(), journal));
      try {
        lab.ip("link add wan1 type veth peer name gw1");
        lab.sysctl("net.ipv6.conf.wan1.accept_ra", 2);
        lab.sysctl("net.ipv6.conf.wan1.addr_gen_mode", 0);
        lab.ip("link set gw1 up");
        lab.ip("link set wan1 up");
        lab.settle("wan1");
        advertise(lab, "fe80::99", "2001:db8:5::", 1800);
        LinkInfo wan = journal.await(e -> e.is(Journal.What.POSTED, "wan1"));
        LinkInfo addressed =
            wan.addresses().isEmpty() ? changed("wan1", link -> !link.addresses().isEmpty()) : wan;
        assertThat(addressed.gateways()).containsExactly(ip("fe80::99"));
        assertThat(addressed.addresses())
            .singleElement()
            .satisfies(a -> assertThat(a.getHostAddress()).startsWith("2001:db8:5:"));

        // The same again is no news; the next entry is that of another router.
        journal.entries.clear();
        advertise(lab, "fe80::99", "2001:db8:5::", 1800);
        advertise(lab, "fe80::77", "2001:db8:5::", 1800);
        advertise(lab, "fe80::99", "2001:db8:5::", 0);
        LinkInfo moved = changed("wan1", link -> link.gateways().equals(List.of(ip("fe80::77"))));
        assertThat(moved.addresses()).isEqualTo(addressed.addresses());

        advertise(lab, "fe80::77", "2001:db8:6::", 1800);
        changed("wan1", link -> link.addresses().size() == 2);
        advertise(lab, "fe80::77", "2001:db8:6::", 0);
        LinkInfo alone = changed("wan1", link -> link.gateways().isEmpty());
        assertThat(alone.role()).as("it waits for a router").isEqualTo(LinkRole.WAN);
      } finally {
        discovery.close();
      }
    }
  }

  private static void advertise(Namespace lab, String router, String prefix, int routerSeconds) {
    lab.call(
        () -> {
          RouterAdvertisement.send("gw1", router, prefix, routerSeconds);
          return null;
        });
  }

  @Test
  void whatIsThereAtTheStartIsFoundAndBridgePortsAreLeft() throws Exception {
    try (Namespace lab = Namespace.open()) {
      lab.ip("link add wan1 type veth peer name gw1");
      lab.ip("link set gw1 up");
      lab.ip("link set wan1 up");
      lab.ip("address add 2001:db8::2/64 dev wan1 nodad");
      lab.ip("-6 route add default via fe80::1 dev wan1 metric 9");
      lab.ip("link add br0 type bridge");
      lab.ip("link add lan1 type veth peer name pc1");
      lab.ip("link set lan1 master br0 up");
      lab.ip("link set br0 up");
      lab.ip("address add 192.168.1.1/24 dev br0");
      lab.ip("tuntap add mode tun name tquic0");
      LinkDiscovery discovery =
          lab.call(
              () -> new LinkDiscovery(new KernelNetlink(), emptySysfs, Optional.empty(), journal));
      try {
        discovery.ignore("tquic0");
        assertThat(discovery.links())
            .extracting(link -> link.name() + " " + link.role() + ": " + link.roleReason())
            .contains(
                "wan1 WAN: default route via fe80:0:0:0:0:0:0:1, metric 9",
                "br0 IGNORED: virtual link (bridge)",
                "lan1 IGNORED: port of br0",
                "pc1 LAN: no address",
                "tquic0 IGNORED: own tunnel",
                "lo IGNORED: loopback");
        LinkInfo wan = journal.await(e -> e.is(Journal.What.POSTED, "wan1"));
        assertThat(wan.addresses()).containsExactly(ip("2001:db8::2"));
        lab.ip("link set wan1 master br0");
        journal.await(e -> e.is(Journal.What.WITHDRAWN, "wan1"));
      } finally {
        discovery.close();
      }
    }
  }
}
