package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;

class LinkModelTest {
  private static final long MS = 1_000_000;
  private static final int HEADERS = 28;

  private record Arrival(long atNs, SimDatagram datagram) {
    int number() {
      byte[] data = datagram.data();
      return (data[0] & 0xff) << 16 | (data[1] & 0xff) << 8 | data[2] & 0xff;
    }
  }

  private static LinkModel link(String settings) {
    return new LinkModel("wan.up", LinkProfile.of(settings), 7, PacketTrace.NONE);
  }

  /** A datagram whose IP packet has so many bytes; it begins with a number of 24 bits. */
  private static SimDatagram packet(int number, int ipBytes, int ecn) {
    byte[] data = new byte[ipBytes - HEADERS];
    data[0] = (byte) (number >> 16);
    data[1] = (byte) (number >> 8);
    data[2] = (byte) number;
    return new SimDatagram(Addresses.CLIENT, Addresses.SERVER, ecn, data);
  }

  private static SimDatagram packet(int number, int ipBytes) {
    return packet(number, ipBytes, Ecn.NOT_ECT);
  }

  /** All that still leaves the link, each at its time. */
  private static List<Arrival> drain(LinkModel link) {
    List<Arrival> arrivals = new ArrayList<>();
    for (long ns = link.nextEventNs(); ns != Long.MAX_VALUE; ns = link.nextEventNs()) {
      for (SimDatagram d = link.poll(ns); d != null; d = link.poll(ns)) {
        arrivals.add(new Arrival(ns, d));
      }
    }
    return arrivals;
  }

  /** Sends packets a microsecond apart. */
  private static List<Arrival> send(LinkModel link, int count) {
    for (int i = 0; i < count; i++) {
      link.offer(packet(i, 100), i * 1000L);
    }
    return drain(link);
  }

  private static List<Long> times(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::atNs).toList();
  }

  private static List<Integer> numbers(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::number).toList();
  }

  @Test
  void packetsLeaveOneAfterTheOtherAtTheRate() {
    LinkModel link = link("rate=8mbit delay=10ms");
    link.offer(packet(0, 1000), 0);
    link.offer(packet(1, 500), 0);
    link.offer(packet(2, 1000), 5 * MS);
    assertThat(times(drain(link))).containsExactly(11 * MS, 11 * MS + MS / 2, 16 * MS);
  }

  @Property(tries = 50)
  void busyLinkKeepsItsRateToTheNanosecond(
      @ForAll @IntRange(min = 1, max = 2_000_000_000) int rate,
      @ForAll @IntRange(min = 64, max = 1500) int bytes) {
    LinkProfile p = LinkProfile.PERFECT;
    LinkModel link =
        new LinkModel(
            "l",
            new LinkProfile(rate, 0, 0, false, 0, p.burst(), 0, 0, 0, 0, 0, 0, false, 0),
            1,
            PacketTrace.NONE);
    for (int i = 0; i < 100; i++) {
      link.offer(packet(i, bytes), 0);
    }
    assertThat(drain(link).getLast().atNs()).isEqualTo(100L * bytes * 1_000_000_000L / rate);
  }

  @Test
  void linkWithoutRateOnlyDelays() {
    LinkModel link = link("delay=16ms");
    link.offer(packet(0, 1500), 3);
    link.offer(packet(1, 1500), 3);
    assertThat(times(drain(link))).containsExactly(16 * MS + 3, 16 * MS + 3);
  }

  @Test
  void newRateCountsForTheRestOfThePacketBeingSent() {
    LinkModel link = link("rate=8mbit");
    link.offer(packet(0, 1000), 0);
    link.offer(packet(1, 1000), 0);
    link.setProfile(LinkProfile.of("rate=16mbit"), MS / 2);
    assertThat(times(drain(link))).containsExactly(MS * 3 / 4, MS * 5 / 4);
  }

  @Test
  void newDelayCountsForWhatIsNotYetOnTheLine() {
    LinkModel link = link("delay=50ms");
    link.offer(packet(0, 100), 0);
    link.setProfile(LinkProfile.of("delay=10ms overtaking=on"), MS);
    link.offer(packet(1, 100), MS);
    List<Arrival> arrivals = drain(link);
    assertThat(numbers(arrivals)).containsExactly(1, 0);
    assertThat(times(arrivals)).containsExactly(11 * MS, 50 * MS);
  }

  @Test
  void shorterDelayDoesNotReorderALinkThatKeepsOrder() {
    LinkModel link = link("delay=50ms");
    link.offer(packet(0, 100), 0);
    link.setProfile(LinkProfile.of("delay=10ms"), MS);
    link.offer(packet(1, 100), MS);
    assertThat(numbers(drain(link))).containsExactly(0, 1);
  }

  @Test
  void jitterStaysInBoundsAndKeepsOrder() {
    LinkModel link = link("delay=20ms jitter=5ms");
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      link.offer(packet(i, 100), i * 20 * MS);
      arrivals.addAll(drain(link));
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(arrivals.get(i).atNs() - i * 20 * MS).isBetween(15 * MS, 25 * MS);
    }
    assertThat(send(link("delay=20ms jitter=5ms"), 1000))
        .hasSize(1000)
        .isSortedAccordingTo(Comparator.comparingInt(Arrival::number));
  }

  @Test
  void jitterWithOvertakingReorders() {
    List<Integer> numbers = numbers(send(link("delay=20ms jitter=5ms overtaking=on"), 1000));
    assertThat(numbers).hasSize(1000).doesNotHaveDuplicates();
    assertThat(numbers).isNotEqualTo(numbers.stream().sorted().toList());
  }

  @Test
  void independentLossesHaveTheirShareAndTheirBursts() {
    LinkModel link = link("loss=10%");
    double delivered = send(link, 50_000).size();
    assertThat(delivered / 50_000).isBetween(0.89, 0.91);
    assertThat(link.counters().losses()).isEqualTo(50_000 - (long) delivered);
    // Independent losses of 10 % come 1 / 0.9 in a row.
    assertThat(meanBurst("loss=10%")).isBetween(1.05, 1.17);
  }

  @Test
  void burstLossesHaveTheSameShareButComeInARow() {
    LinkModel link = link("loss=10% burst=8");
    assertThat(send(link, 100_000).size() / 100_000.0).isBetween(0.885, 0.915);
    assertThat(meanBurst("loss=10% burst=8")).isBetween(7.2, 8.8);
  }

  private static double meanBurst(String settings) {
    int last = -1;
    int gaps = 0;
    int lost = 0;
    for (int number : numbers(send(link(settings), 100_000))) {
      if (number != last + 1) {
        gaps++;
        lost += number - last - 1;
      }
      last = number;
    }
    return (double) lost / gaps;
  }

  @Test
  void everythingIsLostAtOneHundredPercentButTakesItsTime() {
    LinkModel link = link("rate=8mbit loss=100%");
    link.offer(packet(0, 1000), 0);
    assertThat(link.nextEventNs()).isEqualTo(MS);
    assertThat(drain(link)).isEmpty();
    assertThat(link.counters().losses()).isEqualTo(1);
  }

  @Test
  void heldBackPacketsAreOvertakenAndOthersKeepTheirTime() {
    LinkModel link = link("delay=5ms reorder=10% reorder-by=1ms");
    List<Arrival> arrivals = send(link, 10_000);
    long late = arrivals.stream().filter(a -> a.atNs() == a.number() * 1000L + 6 * MS).count();
    long inTime = arrivals.stream().filter(a -> a.atNs() == a.number() * 1000L + 5 * MS).count();
    assertThat(late).isBetween(900L, 1100L).isEqualTo(link.counters().heldBack());
    assertThat(inTime).isEqualTo(10_000 - late);
  }

  @Test
  void duplicatesFollowTheirOriginalWithAPayloadOfTheirOwn() {
    LinkModel link = link("delay=5ms duplicate=100%");
    List<Arrival> arrivals = send(link, 2);
    assertThat(numbers(arrivals)).containsExactly(0, 0, 1, 1);
    assertThat(arrivals.get(0).datagram().data()).isNotSameAs(arrivals.get(1).datagram().data());
    assertThat(link.counters().duplicated()).isEqualTo(2);
    assertThat(link.counters().delivered()).isEqualTo(4);
  }

  @Test
  void corruptionFlipsExactlyOneBit() {
    LinkModel link = link("corrupt=100%");
    for (int i = 0; i < 100; i++) {
      link.offer(packet(0, 200), 0);
    }
    assertThat(drain(link)).hasSize(100).allMatch(a -> bits(a.datagram().data()) == 1);
    assertThat(link.counters().corrupted()).isEqualTo(100);
    link.offer(new SimDatagram(Addresses.CLIENT, Addresses.SERVER, 0, new byte[0]), 0);
    assertThat(drain(link)).hasSize(1);
  }

  private static int bits(byte[] data) {
    int bits = 0;
    for (byte b : data) {
      bits += Integer.bitCount(b & 0xff);
    }
    return bits;
  }

  @Test
  void fullQueueDropsTheNewest() {
    LinkModel link = link("rate=8mbit queue=2500b");
    for (int i = 0; i < 4; i++) {
      link.offer(packet(i, 1000), 0);
    }
    link.offer(packet(4, 500), 0);
    link.offer(packet(5, 1000), MS);
    assertThat(numbers(drain(link))).containsExactly(0, 1, 4, 5);
    assertThat(link.counters().queueDrops()).isEqualTo(2);
    assertThat(link.counters().maxBacklogBytes()).isEqualTo(2500);
    assertThat(link.counters().backlogBytes()).isZero();
  }

  @Test
  void idleLinkTakesAPacketLargerThanItsQueue() {
    LinkModel link = link("rate=8mbit queue=100b");
    link.offer(packet(0, 1500), 0);
    assertThat(drain(link)).hasSize(1);
  }

  @Test
  void packetsLargerThanTheMtuVanish() {
    LinkModel link = link("mtu=1400b");
    link.offer(packet(0, 1400), 0);
    link.offer(packet(1, 1401), 0);
    assertThat(numbers(drain(link))).containsExactly(0);
    assertThat(link.counters().mtuDrops()).isEqualTo(1);
  }

  @Test
  void ecnCapablePacketsAreMarkedBehindALongQueue() {
    LinkModel link = link("rate=8mbit ce-above=1500b");
    int[] ecn = {Ecn.ECT_0, Ecn.ECT_1, Ecn.NOT_ECT, Ecn.ECT_0, Ecn.ECT_1, Ecn.CE};
    for (int i = 0; i < ecn.length; i++) {
      link.offer(packet(i, 1000, ecn[i]), 0);
    }
    assertThat(drain(link))
        .extracting(a -> a.datagram().ecn())
        .containsExactly(Ecn.ECT_0, Ecn.ECT_1, Ecn.NOT_ECT, Ecn.CE, Ecn.CE, Ecn.CE);
    assertThat(link.counters().ceMarked()).isEqualTo(2);
  }

  @Test
  void ecnBitsCanBeCleared() {
    LinkModel link = link("clear-ecn=on ce-above=1b rate=8mbit");
    link.offer(packet(0, 1000, Ecn.ECT_0), 0);
    link.offer(packet(1, 1000, Ecn.CE), 0);
    assertThat(drain(link)).extracting(a -> a.datagram().ecn()).containsOnly(Ecn.NOT_ECT);
  }

  @Test
  void blackholeSwallowsWhatWaitsWhatIsUnderWayAndWhatComes() {
    LinkModel link = link("rate=8mbit delay=10ms");
    for (int i = 0; i < 5; i++) {
      link.offer(packet(i, 1000), 0);
    }
    link.setBlackhole(true, 2 * MS + 1);
    link.offer(packet(5, 1000), 3 * MS);
    assertThat(link.nextEventNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(link.counters().blackholed()).isEqualTo(6);
    link.setBlackhole(false, 20 * MS);
    link.offer(packet(6, 1000), 20 * MS);
    List<Arrival> arrivals = drain(link);
    assertThat(numbers(arrivals)).containsExactly(6);
    assertThat(times(arrivals)).containsExactly(31 * MS);
  }

  @Test
  void sameSeedSameFateAndAnotherSeedAnother() {
    LinkProfile profile = LinkProfile.of("delay=9ms jitter=3ms overtaking=on loss=5% corrupt=5%");
    List<List<Long>> runs = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      runs.add(times(send(new LinkModel("l", profile, seed, PacketTrace.NONE), 500)));
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
  }
}
