package org.tquic.lab.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tquic.lab.emulator.EmulatedLink.Verdict;

class EmulatedLinkTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1000 * MS;
  private static final int FULL_FRAME = 1514;

  /** A frame that left, and when. */
  private record Departure(int frame, long timeNs) {}

  /** Runs the link to its end and lists what left. */
  private static List<Departure> drain(EmulatedLink link) {
    List<Departure> departures = new ArrayList<>();
    for (long now = link.nextDepartureNs(); now != Long.MAX_VALUE; now = link.nextDepartureNs()) {
      collect(link, now, departures);
    }
    return departures;
  }

  private static void collect(EmulatedLink link, long nowNs, List<Departure> departures) {
    for (int frame = link.poll(nowNs); frame != EmulatedLink.NONE; frame = link.poll(nowNs)) {
      departures.add(new Departure(frame, nowNs));
    }
  }

  @Test
  void aFrameTakesItsTimeOnTheWireAndThenTheDelay() {
    EmulatedLink link = new EmulatedLink(LinkProfile.of(50_000_000, 16 * MS), 1, 0);

    assertThat(link.offer(7, FULL_FRAME, 0)).isEqualTo(Verdict.QUEUED);

    // 1514 bytes of frame are 1538 on the wire: 12304 bits at 50 Mbit/s are 246.08 us.
    assertThat(drain(link)).containsExactly(new Departure(7, 16 * MS + 246_080));
  }

  @Test
  void shortFramesArePaddedToTheEthernetMinimum() {
    assertThat(LinkProfile.wireBytes(42)).isEqualTo(84);
    assertThat(LinkProfile.wireBytes(60)).isEqualTo(84);
    assertThat(LinkProfile.wireBytes(1514)).isEqualTo(1538);
    assertThat(LinkProfile.CEILING).isCloseTo(0.936, within(0.0005));
  }

  @Test
  void aBusyLinkCarriesItsRateExactly() {
    EmulatedLink link = new EmulatedLink(LinkProfile.of(30_000_000, 30 * MS), 1, 0);
    List<Departure> departures = new ArrayList<>();
    int offered = 0;
    // Offered twice as fast as it can go, for one second.
    for (long now = 0; now < SECOND; now += 205_067) {
      link.offer(offered++, FULL_FRAME, now);
      collect(link, now, departures);
    }
    int delivered = departures.size();
    double wireBitsPerSecond = delivered * 1538 * 8 / 0.97;
    // The first frame comes after the delay of 30 ms, so 0.97 s of departures were seen.
    assertThat(wireBitsPerSecond).isCloseTo(30_000_000, within(30_000.0));
    assertThat(link.counters().queueDrops()).isPositive();
    assertThat(link.counters().wireBytes()).isEqualTo(delivered * 1538L);
  }

  @Test
  void theQueueHoldsItsTimeAtTheRateAndDropsTheRest() {
    LinkProfile profile = LinkProfile.of(12_304_000, 0).withQueueNs(10 * MS);
    EmulatedLink link = new EmulatedLink(profile, 1, 0);
    // One full frame takes exactly 1 ms, so ten fit.
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      verdicts.add(link.offer(i, FULL_FRAME, 0));
    }
    assertThat(verdicts.subList(0, 10)).containsOnly(Verdict.QUEUED);
    assertThat(verdicts.subList(10, 12)).containsOnly(Verdict.DROPPED);
    assertThat(link.counters().backlogBytes()).isEqualTo(10 * 1538);
    assertThat(drain(link)).last().isEqualTo(new Departure(9, 10 * MS));
    assertThat(link.counters().backlogBytes()).isZero();
  }

  @Test
  void aQueueInBytesCountsWireBytes() {
    LinkProfile profile = LinkProfile.of(1_000_000, 0).with(List.of("queue=3100b"));
    EmulatedLink link = new EmulatedLink(profile, 1, 0);
    assertThat(link.offer(0, FULL_FRAME, 0)).isEqualTo(Verdict.QUEUED);
    assertThat(link.offer(1, FULL_FRAME, 0)).isEqualTo(Verdict.QUEUED);
    assertThat(link.offer(2, 60, 0)).isEqualTo(Verdict.DROPPED);
  }

  @Property(tries = 50)
  void framesKeepTheirOrderUnlessReorderingIsAskedFor(
      @ForAll @LongRange(max = 40) long jitterMs, @ForAll @LongRange long seed) {
    EmulatedLink link =
        new EmulatedLink(LinkProfile.of(0, 30 * MS).withJitter(jitterMs * MS), seed, 0);
    for (int i = 0; i < 500; i++) {
      link.offer(i, FULL_FRAME, i * 100_000L);
    }
    assertThat(drain(link)).hasSize(500).extracting(Departure::frame).isSorted();
  }

  @Test
  void reorderingLetsFramesOvertakeAndLosesNone() {
    LinkProfile profile =
        LinkProfile.of(0, 30 * MS).withJitter(15 * MS).with(List.of("reorder=on"));
    EmulatedLink link = new EmulatedLink(profile, 3, 0);
    for (int i = 0; i < 3000; i++) {
      link.offer(i, FULL_FRAME, i * 100_000L);
    }
    List<Departure> departures = drain(link);
    Set<Integer> seen = new HashSet<>();
    int overtaken = 0;
    int highest = -1;
    for (Departure departure : departures) {
      seen.add(departure.frame());
      long sentNs = departure.frame() * 100_000L;
      assertThat(departure.timeNs() - sentNs).isBetween(15 * MS, 45 * MS);
      overtaken += departure.frame() < highest ? 1 : 0;
      highest = Math.max(highest, departure.frame());
    }
    assertThat(seen).hasSize(3000);
    assertThat(overtaken).isGreaterThan(1000);
    assertThat(departures).extracting(Departure::timeNs).isSorted();
  }

  @Test
  void jitterSpreadsEvenlyAroundTheDelay() {
    EmulatedLink link = new EmulatedLink(LinkProfile.of(0, 30 * MS).withJitter(15 * MS), 5, 0);
    double sum = 0;
    long low = Long.MAX_VALUE;
    long high = 0;
    for (int i = 0; i < 5000; i++) {
      long sent = i * 100 * MS;
      link.offer(i, FULL_FRAME, sent);
      // Its departure is known only once the frame is on the line.
      link.poll(sent);
      long delay = link.nextDepartureNs() - sent;
      assertThat(link.poll(link.nextDepartureNs())).isEqualTo(i);
      sum += delay;
      low = Math.min(low, delay);
      high = Math.max(high, delay);
    }
    assertThat(sum / 5000 / MS).isCloseTo(30, within(0.5));
    assertThat(low).isBetween(15 * MS, 16 * MS);
    assertThat(high).isBetween(44 * MS, 45 * MS);
  }

  @Property(tries = 20)
  void lossHasItsShareAndItsBurstLength(
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double share,
      @ForAll @IntRange(min = 1, max = 8) int burst,
      @ForAll @LongRange long seed) {
    LinkProfile profile = LinkProfile.PERFECT.withLoss(share).with(List.of("burst=" + burst));
    EmulatedLink link = new EmulatedLink(profile, seed, 0);
    int offered = 400_000;
    int bursts = 0;
    boolean previousLost = false;
    int lost = 0;
    for (int i = 0; i < offered; i++) {
      boolean isLost = link.offer(0, FULL_FRAME, i) == Verdict.LOST;
      bursts += isLost && !previousLost ? 1 : 0;
      lost += isLost ? 1 : 0;
      previousLost = isLost;
      while (link.poll(i) != EmulatedLink.NONE) {
        continue;
      }
    }
    assertThat(link.counters().losses()).isEqualTo(lost);
    assertThat(lost / (double) offered).isCloseTo(share, within(share * 0.2));
    double expectedBurst = burst == 1 ? 1 / (1 - share) : burst;
    assertThat(lost / (double) bursts).isCloseTo(expectedBurst, within(expectedBurst * 0.2));
  }

  @Test
  void lostFramesStillTakeTheirTimeOnTheLink() {
    LinkProfile everyFrameLost = LinkProfile.of(12_304_000, 0).withLoss(1);
    EmulatedLink link = new EmulatedLink(everyFrameLost, 1, 0);
    assertThat(link.offer(0, FULL_FRAME, 0)).isEqualTo(Verdict.LOST);
    link.setProfile(everyFrameLost.withLoss(0), 0);
    link.offer(1, FULL_FRAME, 0);
    assertThat(drain(link)).containsExactly(new Departure(1, 2 * MS));
  }

  @Test
  void aDeadDirectionSwallowsWhatIsUnderWayAndWhatComes() {
    EmulatedLink link = new EmulatedLink(LinkProfile.of(12_304_000, 5 * MS), 1, 0);
    link.offer(0, FULL_FRAME, 0);
    link.offer(1, FULL_FRAME, 0);
    link.offer(2, FULL_FRAME, 0);
    assertThat(link.poll(2 * MS)).isEqualTo(EmulatedLink.NONE);
    List<Integer> released = new ArrayList<>();

    link.setBlackhole(true, released::add);

    assertThat(released).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(link.offer(3, FULL_FRAME, 3 * MS)).isEqualTo(Verdict.BLACKHOLED);
    assertThat(link.nextDepartureNs()).isEqualTo(Long.MAX_VALUE);
    assertThat(link.counters().blackholed()).isEqualTo(4);

    link.setBlackhole(false, released::add);
    link.offer(4, FULL_FRAME, 100 * MS);
    assertThat(drain(link)).containsExactly(new Departure(4, 106 * MS));
  }

  @Test
  void aNewRateHoldsForTheFramesThatWait() {
    LinkProfile slow = LinkProfile.of(12_304_000, 0);
    EmulatedLink link = new EmulatedLink(slow, 1, 0);
    for (int i = 0; i < 4; i++) {
      link.offer(i, FULL_FRAME, 0);
    }
    link.setProfile(slow.with(List.of("rate=123.04mbit")), MS);
    // The first left at 1 ms; the three that wait take 0.1 ms each.
    assertThat(drain(link))
        .extracting(Departure::timeNs)
        .containsExactly(MS, MS + 100_000, MS + 200_000, MS + 300_000);
  }

  @Test
  void itHoldsMoreFramesThanItHadRoomForAtFirst() {
    EmulatedLink link = new EmulatedLink(LinkProfile.of(0, SECOND), 1, 0);
    for (int i = 0; i < 10_000; i++) {
      assertThat(link.offer(i, FULL_FRAME, i)).isEqualTo(Verdict.QUEUED);
    }
    List<Departure> departures = drain(link);
    assertThat(departures).hasSize(10_000);
    assertThat(departures).extracting(Departure::frame).isSorted();
    assertThat(departures).last().isEqualTo(new Departure(9999, SECOND + 9999));
  }
}
