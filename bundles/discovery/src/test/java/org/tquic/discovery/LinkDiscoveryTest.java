package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.linux.LinuxException;
import org.tquic.linux.netlink.NetlinkMessage;

@Timeout(60)
class LinkDiscoveryTest {
  @TempDir Path sysfs;
  private final FakeKernel kernel = new FakeKernel();
  private final Journal journal = new Journal();
  private Path memory;
  private LinkDiscovery discovery;

  @BeforeEach
  void start() {
    memory = sysfs.resolve("state").resolve("links");
    kernel.wan(2, "wan1", "192.0.2.2/24", "192.0.2.1");
    discovery = new LinkDiscovery(kernel, sysfs, Optional.of(memory), journal);
  }

  @AfterEach
  void stop() {
    discovery.close();
  }

  private LinkInfo link(String name) {
    return discovery.links().stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWanAppearsChangesAndVanishes() throws Exception {
    assertThat(journal.next().is(Journal.What.POSTED, "wan1")).isTrue();
    assertThat(discovery.links()).extracting(LinkInfo::name).containsExactly("wan1");
    kernel.wan(3, "wan2", "198.51.100.2/24", "198.51.100.1");
    assertThat(journal.next().is(Journal.What.POSTED, "wan2")).isTrue();

    kernel.tell(Messages.link(3, "wan2", Messages.NO_CARRIER));
    Journal.Entry down = journal.next();
    assertThat(down.is(Journal.What.UPDATED, "wan2")).isTrue();
    assertThat(down.link().carrier()).isFalse();

    kernel.tell(Messages.link(3, "wan2", Messages.FIT));
    assertThat(journal.next().link().carrier()).isTrue();

    kernel.tell(
        Messages.gone(Messages.address(3, "198.51.100.2/24")),
        Messages.address(3, "198.51.100.9/24"));
    assertThat(journal.next().link().addresses())
        .containsExactly(InetAddress.ofLiteral("198.51.100.9"));

    kernel.routes.removeLast();
    kernel.tell(Messages.gone(Messages.link(3, "wan2", Messages.FIT)));
    assertThat(journal.next().is(Journal.What.WITHDRAWN, "wan2")).isTrue();
    assertThat(discovery.links()).extracting(LinkInfo::name).containsExactly("wan1");
  }

  @Test
  void routesThatWentWithoutAWordAreNoticed() throws Exception {
    journal.next();
    kernel.routes.clear();
    kernel.routes.add(Messages.defaultVia(2, "192.0.2.254", 7));
    kernel.tell(Messages.link(2, "wan1", Messages.DOWN));
    journal.await(e -> e.link().metric() == 7 && !e.link().up());
    assertThat(link("wan1").gateways()).containsExactly(InetAddress.ofLiteral("192.0.2.254"));
  }

  @Test
  void aFloodOfTheSameNewsIsOneChangeOrNone() throws Exception {
    journal.next();
    NetlinkMessage[] renewals = new NetlinkMessage[1000];
    Arrays.fill(renewals, Messages.address(2, "192.0.2.2/24"));
    kernel.tell(renewals);
    NetlinkMessage[] flaps = new NetlinkMessage[1000];
    for (int i = 0; i < flaps.length; i++) {
      flaps[i] = Messages.link(2, "wan1", i % 2 == 0 ? Messages.FIT : Messages.NO_CARRIER);
    }
    kernel.tell(flaps);
    Journal.Entry only = journal.next();
    assertThat(only.is(Journal.What.UPDATED, "wan1")).isTrue();
    assertThat(only.link().carrier()).isFalse();
    discovery.close();
    assertThat(journal.entries).singleElement().matches(e -> e.is(Journal.What.WITHDRAWN, "wan1"));
  }

  @Test
  void aRenamedLinkIsAnotherService() throws Exception {
    journal.next();
    kernel.tell(Messages.link(2, "uplink", Messages.FIT));
    assertThat(journal.next().is(Journal.What.WITHDRAWN, "wan1")).isTrue();
    assertThat(journal.next().is(Journal.What.POSTED, "uplink")).isTrue();
  }

  @Test
  void theOperatorSwitchesLinksOffAndOn() throws Exception {
    journal.next();
    discovery.disable("wan1");
    assertThat(link("wan1").role()).isEqualTo(LinkRole.DISABLED);
    journal.await(e -> e.is(Journal.What.WITHDRAWN, "wan1"));
    discovery.enable("wan1");
    assertThat(link("wan1").roleReason()).isEqualTo("default route via 192.0.2.1");
    journal.await(e -> e.is(Journal.What.POSTED, "wan1"));

    kernel.tell(Messages.link(4, "lan0", Messages.FIT));
    discovery.enable("lan0");
    journal.await(e -> e.is(Journal.What.POSTED, "lan0"));
    discovery.restrictTo(List.of("wan1"));
    journal.await(e -> e.is(Journal.What.WITHDRAWN, "lan0"));
    discovery.ignore("wan1");
    journal.await(e -> e.is(Journal.What.WITHDRAWN, "wan1"));
    assertThat(link("wan1").roleReason()).isEqualTo("own tunnel");
  }

  @Test
  void impossibleWishesAreRefusedWithTheReason() {
    kernel.tell(
        Messages.link(5, "br0", Messages.FIT, 1, "bridge", 0, ""),
        Messages.link(6, "lan1", Messages.FIT, 1, "", 5, "bridge"));
    assertThatThrownBy(() -> discovery.enable("nowhere0"))
        .isInstanceOfSatisfying(TquicException.class, e -> assertThat(e.remedy()).contains("wan1"))
        .hasMessageContaining("nowhere0");
    assertThatThrownBy(() -> discovery.disable("nowhere0")).isInstanceOf(TquicException.class);
    assertThatThrownBy(() -> discovery.enable("lan1"))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("port of br0");
    // Nothing of the refused wish is left.
    kernel.tell(Messages.link(6, "lan1", Messages.FIT));
    assertThat(link("lan1").role()).isEqualTo(LinkRole.LAN);
  }

  @Test
  void aListThatFailsIsReadAtTheNextChance() throws Exception {
    journal.next();
    kernel.links.put(7, Messages.link(7, "wan3", Messages.FIT));
    kernel.routes.add(Messages.defaultVia(7, "203.0.113.1", 0));
    kernel.failure = new LinuxException("recvfrom", 110, "list the links");
    assertThatThrownBy(kernel.listener::onResync).isSameAs(kernel.failure);
    kernel.failure = null;
    kernel.listener.onDrained();
    journal.await(e -> e.is(Journal.What.POSTED, "wan3"));
  }

  @Test
  void routesThatCannotBeListedAreListedAtTheNextChance() throws Exception {
    journal.next();
    kernel.routes.clear();
    kernel.routes.add(Messages.defaultVia(2, "192.0.2.254", 7));
    kernel.failure = new LinuxException("recvfrom", 110, "list the routes");
    assertThatThrownBy(() -> kernel.tell(kernel.routes.getFirst())).isSameAs(kernel.failure);
    kernel.failure = null;
    kernel.listener.onDrained();
    journal.await(e -> e.link().metric() == 7);
  }

  @Test
  void closingWithdrawsEverything() throws Exception {
    journal.next();
    discovery.close();
    assertThat(kernel.closed).isTrue();
    assertThat(journal.entries).singleElement().matches(e -> e.is(Journal.What.WITHDRAWN, "wan1"));
    // Late news are harmless.
    kernel.tell(Messages.link(9, "wan9", Messages.FIT));
    discovery.close();
  }

  @Test
  void aConsumerMayCallBackWhileItIsCalled() throws Exception {
    LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    CountDownLatch made = new CountDownLatch(1);
    LinkDiscovery[] self = new LinkDiscovery[1];
    FakeKernel other = new FakeKernel();
    other.wan(2, "wan1", "192.0.2.2/24", "192.0.2.1");
    WanPublisher.Board board =
        link -> {
          try {
            made.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          seen.add("links " + self[0].links().size());
          self[0].disable(link.name());
          return new WanPublisher.Notice() {
            @Override
            public void update(LinkInfo now) {}

            @Override
            public void withdraw() {
              seen.add("withdrawn");
            }
          };
        };
    self[0] = new LinkDiscovery(other, sysfs, Optional.empty(), board);
    made.countDown();
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("links 1");
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("withdrawn");
    self[0].close();
  }
}
