package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.path.MappingLifetime;

/** When a link is dialled, and what becomes of attempts that others overtake. */
class LinkDialerTest {
  private final FakeConnection connection = new FakeConnection();
  private final SharedTunnel shared = tunnelOn(connection);
  private final List<FakeAttempt> attempts = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final DrivenBond bond =
      new DrivenBond("test", connection.embedded.eventLoop(), new NoPort(), new NoEvents());
  private final LinkDialer dialer = new LinkDialer(new Owner(), link("192.0.2.1", true));

  private static SharedTunnel tunnelOn(FakeConnection connection) {
    SharedTunnel tunnel = SharedTunnel.on(connection.channel, new SilentOwner());
    tunnel.open(new FakeTunnel(connection.channel, Map.of()));
    return tunnel;
  }

  private static LinkInfo link(String address, boolean carrier) {
    return new LinkInfo(
        "wan1",
        1,
        LinkKind.WIRED,
        "",
        "",
        1500,
        carrier,
        true,
        List.of(InetAddress.ofLiteral(address)),
        List.of(),
        -1,
        LinkRole.WAN,
        "");
  }

  /** The same link, whose gateway does not answer ARP. */
  private static LinkInfo withSilentGateway(LinkInfo link) {
    InetAddress gateway = InetAddress.ofLiteral("192.0.2.254");
    return new LinkInfo(
        link.name(),
        link.index(),
        link.id(),
        link.alias(),
        link.kind(),
        link.driver(),
        link.busPath(),
        link.metered(),
        link.tier(),
        link.quota(),
        link.mtu(),
        link.carrier(),
        link.up(),
        link.addresses(),
        List.of(gateway),
        List.of(gateway),
        link.metric(),
        link.role(),
        link.roleReason());
  }

  @Test
  void aSilentGatewayIsAHintBesideTheReason() {
    dialer.update(withSilentGateway(link("192.0.2.1", true)));
    attempts.getLast().fail(PathReason.NO_ANSWER);
    assertThat(dialer.detail())
        .isEqualTo("because; the gateway 192.0.2.254 does not answer on the link");
    dialer.dialNow();
    attempts.getLast().fail(PathReason.TLS);
    assertThat(dialer.detail()).isEqualTo("because");
  }

  @Test
  void aLinkWhoseQuotaIsUsedUpIsClosedAtOnceAndNotDialledUntilItHasMore() {
    LinkInfo open = link("192.0.2.1", true).withQuota(quota(999));
    dialer.update(open);
    attempts.getLast().succeed();
    RouterCarrier carrier = attempts.getLast().carrier;
    assertThat(carrier.carrier().quotaLeftBytes()).isEqualTo(1);
    told.clear();
    dialer.update(open.withQuota(quota(1000)));
    assertThat(carrier.isOpen()).isFalse();
    connection.embedded.runPendingTasks();
    dialer.onCarrierClosed(carrier, PathReason.QUOTA, "");
    assertThat(told).contains("FAILED QUOTA").doesNotContain("FAILED NO_ADDRESS");
    assertThat(dialer.detail()).isEqualTo("1 kB of 1 kB used, counted anew on 2026-12-01");
    dialer.update(open.withQuota(quota(1001)));
    dialer.ensureDialling();
    assertThat(attempts).hasSize(1);
    dialer.update(open.withQuota(quota(0)));
    assertThat(attempts).hasSize(2);
  }

  @Test
  void whatADialItselfCostsBeginsNoOther() {
    LinkInfo open = link("192.0.2.1", true).withQuota(quota(0));
    dialer.update(open);
    dialer.update(open.withQuota(quota(1)));
    assertThat(attempts).hasSize(1);
    attempts.getLast().fail(PathReason.NO_ANSWER);
    dialer.update(open.withQuota(quota(2)));
    assertThat(attempts).as("waiting to try again").hasSize(1);
    dialer.dialNow();
    attempts.getLast().succeed();
    dialer.update(open.withQuota(quota(3)));
    assertThat(attempts).hasSize(2);
    assertThat(dialer.link().quota().usedBytes()).isEqualTo(3);
  }

  @Test
  void anAttemptOverALinkWhoseQuotaIsUsedUpIsGivenUp() {
    LinkInfo open = link("192.0.2.1", true).withQuota(quota(0));
    dialer.update(open);
    dialer.update(open.withQuota(quota(1000)));
    assertThat(attempts).singleElement().matches(attempt -> attempt.abandoned);
    assertThat(dialer.reason()).isEqualTo(PathReason.QUOTA);
  }

  private static LinkQuota quota(long usedBytes) {
    return new LinkQuota(1000, 1, usedBytes, "2026-12-01");
  }

  @Test
  void aPortalExplainsASilenceUntilItIsGone() {
    String portal = "a portal answers";
    dialer.update(link("192.0.2.1", true));
    dialer.explain(portal);
    attempts.getLast().fail(PathReason.NO_ANSWER);
    assertThat(told).endsWith("FAILED CAPTIVE_PORTAL");
    assertThat(dialer.detail()).isEqualTo(portal);
    dialer.explain("");
    assertThat(told).endsWith("FAILED NO_ANSWER");
    dialer.explain(portal);
    assertThat(told).endsWith("FAILED CAPTIVE_PORTAL");
    dialer.dialNow();
    attempts.getLast().fail(PathReason.TLS);
    assertThat(told).as("whoever answers is no portal").endsWith("FAILED TLS");
    dialer.explain(portal);
    assertThat(told).endsWith("FAILED TLS");
    dialer.update(link("192.0.2.7", true));
    attempts.getLast().fail(PathReason.NO_ANSWER);
    assertThat(told).as("another network").endsWith("FAILED NO_ANSWER");
  }

  @Test
  void theEndOfACarrierShowsWhatItHid() {
    dialer.update(link("192.0.2.1", true));
    attempts.getLast().succeed();
    dialer.update(link("192.0.2.1", false));
    told.clear();
    attempts.getLast().carrier.close(PathReason.SILENT);
    dialer.onCarrierClosed(dialer.carrier(), PathReason.SILENT, "");
    assertThat(told).containsExactly("FAILED NO_CARRIER");
    assertThat(attempts).hasSize(1);
  }

  private final class FakeAttempt implements Attempt {
    final RouterCarrier carrier =
        new RouterCarrier(
            new CarrierOwner(), dialer, new BondHeader.Join(1, attempts.size(), "wan1"));
    final int failures;
    SharedTunnel tunnel;
    LinkRoute route;
    boolean abandoned;

    FakeAttempt(int failures) {
      this.failures = failures;
    }

    @Override
    public RouterCarrier carrier() {
      return carrier;
    }

    @Override
    public SharedTunnel tunnel() {
      return tunnel;
    }

    @Override
    public void start(LinkRoute known) {
      route = known;
      carrier.source(known.link().source());
    }

    @Override
    public void abandon() {
      abandoned = true;
    }

    void succeed() {
      dialer.onReached(this);
      carrier.join(bond, new PathTransport(shared, 0));
      dialer.onOpen(this);
    }

    void fail(PathReason reason) {
      dialer.onFailed(this, new ConnectFailure(reason, "because", "", null));
    }
  }

  private final class Owner implements LinkDialer.Owner {
    @Override
    public EventLoop loop() {
      return connection.embedded.eventLoop();
    }

    @Override
    public Future<LinkRoute> resolve(LinkInfo link) {
      InetAddress source = link.addresses().getFirst();
      return loop()
          .newSucceededFuture(
              new LinkRoute(
                  new LinkBinding(link.name(), source), new InetSocketAddress("192.0.2.9", 4433)));
    }

    @Override
    public Attempt newAttempt(LinkDialer from, int failures) {
      FakeAttempt attempt = new FakeAttempt(failures);
      attempts.add(attempt);
      return attempt;
    }

    @Override
    public void onReplaced(RouterCarrier old, SharedTunnel tunnel) {
      told.add("replaced " + (old == null ? "none" : "old"));
    }

    @Override
    public void onRefused(String type, String detail) {
      told.add("refused " + type);
    }

    @Override
    public void onState(LinkDialer from) {
      told.add(from.state() + " " + from.reason());
    }
  }

  private final class CarrierOwner implements RouterCarrier.Owner {
    @Override
    public MappingLifetime mapping(LinkInfo link) {
      return new MappingLifetime();
    }

    @Override
    public void onAssigned(List<InetPrefix> addresses) {}

    @Override
    public void onClosed(RouterCarrier closed, PathReason reason, String evidence) {
      dialer.onCarrierClosed(closed, reason, evidence);
    }
  }

  private FakeAttempt last() {
    return attempts.getLast();
  }

  private void start() {
    dialer.update(link("192.0.2.1", true));
    assertThat(attempts).hasSize(1);
  }

  @Test
  void aLinkIsDialledUntilItHasACarrier() {
    start();
    assertThat(last().route.link().device()).isEqualTo("wan1");
    last().fail(PathReason.NO_ANSWER);
    connection.advanceMs(699);
    assertThat(attempts).hasSize(1);
    connection.advanceMs(1);
    assertThat(attempts).hasSize(2);
    assertThat(last().failures).isEqualTo(1);
    last().succeed();
    assertThat(told)
        .containsExactly("PROBING NONE", "FAILED NO_ANSWER", "VALIDATED NONE", "replaced none");
    assertThat(dialer.state()).isEqualTo(PathState.ACTIVE);
    connection.advanceMs(10_000);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void aTunnelThatLinksShareReplacesAttemptsThatKnowNothingOfIt() {
    start();
    FakeAttempt first = last();
    dialer.onSharedChanged(shared);
    assertThat(first.abandoned).isTrue();
    assertThat(attempts).as("at once").hasSize(2);
    last().tunnel = shared;
    dialer.onSharedChanged(shared);
    assertThat(last().abandoned).isFalse();
    dialer.onSharedChanged(null);
    assertThat(attempts).hasSize(3);
  }

  @Test
  void aLinkThatHasACarrierIsLeftAloneWhenTheTunnelChanges() {
    start();
    last().succeed();
    dialer.onSharedChanged(shared);
    assertThat(attempts).hasSize(1);
  }

  @Test
  void anEndedCarrierIsReplacedAtOnce() {
    start();
    last().succeed();
    last().carrier.onPathClosed("the path 0 was closed");
    assertThat(told).endsWith("FAILED CLOSED_BY_PEER", "PROBING NONE");
    assertThat(attempts).hasSize(2);
  }

  @Test
  void theEndOfACarrierThatWasReplacedChangesNothing() {
    start();
    FakeAttempt first = last();
    first.succeed();
    dialer.update(link("192.0.2.2", true));
    assertThat(attempts).as("another address").hasSize(2);
    last().succeed();
    assertThat(told).endsWith("replaced old");
    first.carrier.onPathClosed("");
    assertThat(dialer.carrier()).isSameAs(last().carrier);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void aLinkWithoutCarrierIsNotDialled() {
    start();
    dialer.update(link("192.0.2.1", false));
    assertThat(last().abandoned).isTrue();
    connection.advanceMs(10_000);
    assertThat(attempts).hasSize(1);
    assertThat(told).endsWith("FAILED NO_CARRIER");
    dialer.update(link("192.0.2.1", true));
    assertThat(attempts).hasSize(2);
  }

  @Test
  void anAttemptThatTheBondDidNotTakeIsMadeAgain() {
    start();
    dialer.onOpen(last());
    connection.advanceMs(700);
    assertThat(attempts).hasSize(2);
  }

  private static final class SilentOwner implements SharedTunnel.Owner {
    @Override
    public void onUnclaimed(SharedTunnel tunnel, long pathId, long contextId, ByteBuf payload) {
      payload.release();
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onClosed(SharedTunnel tunnel) {}
  }
}
