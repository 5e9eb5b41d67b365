package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.wire.ControlMessage.LinkTier;
import org.tquic.bond.wire.ControlMessage.Tiered;
import org.tquic.bond.wire.ControlMessage.Tiers;
import org.tquic.spi.scheduler.ConnectionInfo;

/** What one end says and believes of tiers, message by message. */
class LinkTiersMessagesTest {
  private static final long AGAIN_NS = 100_000_000;

  private final VirtualClock clock = new VirtualClock();
  private final SimulatedLink link =
      new SimulatedLink(clock, UnpooledByteBufAllocator.DEFAULT, 10, 10, 1);
  private final Carrier carrier = new Carrier(1, "phone", link, 0);
  private final List<Carrier> carriers = new ArrayList<>(List.of(carrier));
  private final Sender sender =
      new Sender(carriers, new SchedulerSlot(new ConnectionInfo("test", 1), 0));
  private final List<Boolean> ignored = new ArrayList<>();
  private final LinkTiers tiers = new LinkTiers(carriers, sender, new Events());

  private final class Events implements BondEvents {
    @Override
    public void onCarrierState(Carrier changed) {}

    @Override
    public void onMaxPacket(int bytes) {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}

    @Override
    public void onTiersIgnored(boolean now) {
      ignored.add(now);
    }
  }

  private static Tiers said(int number, int tier) {
    return new Tiers(number, List.of(new LinkTier("phone", tier)));
  }

  private long sentWhile(long ns) {
    long before = link.sentDatagrams();
    for (long now = 0; now <= ns; now += AGAIN_NS) {
      tiers.check(now);
    }
    link.discard();
    return link.sentDatagrams() - before;
  }

  @Test
  void aPeerThatConfirmsNothingIsLeftAloneUntilThereIsAnotherWayToIt() {
    sender.carriersChanged();
    tiers.decide(Map.of("phone", 2), 0);
    assertThat(1 + sentWhile(60 * AGAIN_NS)).isEqualTo(20);
    assertThat(tiers.nextNs()).isEqualTo(Long.MAX_VALUE);
    tiers.sayAgain(0);
    assertThat(sentWhile(60 * AGAIN_NS)).isEqualTo(20);
  }

  @Test
  void aPeerThatAnswersButConfirmsNothingIgnoresTiersUntilItObeys() {
    carrier.state(PathState.ACTIVE, PathReason.NONE);
    sender.carriersChanged();
    tiers.decide(Map.of("phone", 2), 0);
    sentWhile(19 * AGAIN_NS);
    assertThat(ignored).as("the last word had no time yet").isEmpty();
    sentWhile(20 * AGAIN_NS);
    assertThat(ignored).containsExactly(true);
    tiers.onTiered(new Tiered(1));
    assertThat(ignored).containsExactly(true, false);
  }

  @Test
  void nobodyIsSaidToIgnoreTiersThatIsNotHeardOrHasNoneToObey() {
    sender.carriersChanged();
    carrier.state(PathState.SUSPECT, PathReason.SILENT);
    tiers.decide(Map.of("phone", 2), 0);
    sentWhile(60 * AGAIN_NS);
    carrier.state(PathState.ACTIVE, PathReason.NONE);
    tiers.decide(Map.of(), 0);
    sentWhile(60 * AGAIN_NS);
    assertThat(ignored).isEmpty();
  }

  @Test
  void onlyTheConfirmationOfTheLatestCounts() {
    sender.carriersChanged();
    tiers.decide(Map.of("phone", 2), 0);
    tiers.decide(Map.of("phone", 3), 0);
    tiers.onTiered(new Tiered(1));
    assertThat(tiers.nextNs()).isNotEqualTo(Long.MAX_VALUE);
    tiers.onTiered(new Tiered(2));
    assertThat(tiers.nextNs()).isEqualTo(Long.MAX_VALUE);
    tiers.sayAgain(0);
    assertThat(tiers.nextNs()).isEqualTo(Long.MAX_VALUE);
    link.discard();
  }

  @Test
  void nothingIsSaidWhileAllLinksAreOfTheFirstTier() {
    sender.carriersChanged();
    tiers.decide(Map.of("phone", 1), 0);
    tiers.sayAgain(0);
    assertThat(tiers.nextNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void olderNewsIsVoidAndTheLatestIsConfirmedAgain() {
    tiers.onTiers(carrier, said(0xffff, 2));
    assertThat(carrier.tier()).isEqualTo(2);
    tiers.onTiers(carrier, said(1, 3));
    assertThat(carrier.tier()).isEqualTo(3);
    assertThat(link.sentDatagrams()).isEqualTo(2);
    tiers.onTiers(carrier, said(0xffff, 2));
    assertThat(carrier.tier()).isEqualTo(3);
    assertThat(link.sentDatagrams()).isEqualTo(2);
    tiers.onTiers(carrier, said(1, 3));
    assertThat(link.sentDatagrams()).isEqualTo(3);
    tiers.onTiers(carrier, new Tiers(2, List.of()));
    assertThat(carrier.tier()).isEqualTo(1);
    link.discard();
  }
}
