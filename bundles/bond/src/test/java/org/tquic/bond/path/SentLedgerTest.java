package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SentLedgerTest {
  private static SentPacket packet(int size, long nowNs) {
    SentPacket packet = new SentPacket(Unpooled.buffer().writeZero(size), 0, 0, nowNs);
    packet.onSent(0, nowNs);
    return packet;
  }

  private static SentLedger ledgerWith(int packets) {
    SentLedger ledger = new SentLedger();
    for (int i = 0; i < packets; i++) {
      ledger.add(packet(100, i));
    }
    return ledger;
  }

  private static List<SentPacket> lost(SentLedger ledger) {
    List<SentPacket> lost = new ArrayList<>();
    ledger.takeLost(lost::add);
    lost.forEach(SentPacket::release);
    return lost;
  }

  /** RFC 9002 section 6.1.1: three later ones must have arrived. */
  @Test
  void aPacketIsLostOnceThreeLaterOnesArrived() {
    SentLedger ledger = ledgerWith(5);
    SentPacket first = ledger.get(0);
    ledger.acknowledge(1, 2);
    assertThat(lost(ledger)).isEmpty();
    ledger.acknowledge(3, 3);
    assertThat(lost(ledger)).containsExactly(first);
    assertThat(lost(ledger)).isEmpty();
    assertThat(ledger.bytesInFlight()).isEqualTo(100);
  }

  @Test
  void feedbackAboutWhatWasNeverSentChangesNothing() {
    SentLedger ledger = ledgerWith(4);
    assertThat(ledger.acknowledge(4, 4_000_000)).isZero();
    assertThat(ledger.acknowledge(-70_000, -1)).isZero();
    assertThat(lost(ledger)).isEmpty();
    assertThat(ledger.bytesInFlight()).isEqualTo(400);
    ledger.takeAll(SentPacket::release);
  }

  @Test
  void whatIsHeldLostAndArrivesAfterAllCountsOnce() {
    SentLedger ledger = ledgerWith(6);
    assertThat(ledger.acknowledge(3, 5)).isEqualTo(300);
    assertThat(lost(ledger)).hasSize(3);
    assertThat(ledger.acknowledge(0, 5)).isZero();
    assertThat(ledger.isEmpty()).isTrue();
    assertThat(ledger.bytesInFlight()).isZero();
  }

  @Test
  void anEmptyLedgerHasNoOldest() {
    assertThatThrownBy(new SentLedger()::oldestSentNs).isInstanceOf(IllegalStateException.class);
  }

  /** Any use, against a sorted map. */
  @Property(tries = 300)
  void behavesLikeAMap(@ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int burst) {
    SentLedger ledger = new SentLedger();
    List<SentPacket> all = new ArrayList<>();
    SortedMap<Long, SentPacket> model = new TreeMap<>();
    long largestAcked = -1;
    for (long step = 0; step < 80; step++) {
      long next = ledger.next();
      List<SentPacket> taken = new ArrayList<>();
      List<SentPacket> expected = new ArrayList<>();
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          for (int i = random.nextInt(burst); i >= 0; i--) {
            SentPacket packet = packet(1 + random.nextInt(1400), step);
            all.add(packet);
            model.put(ledger.next(), packet);
            ledger.add(packet);
          }
        }
        case 2, 3 -> {
          long high = Math.max(0, next - 1 - random.nextInt(2 * burst));
          long low = high - random.nextInt(burst);
          SortedMap<Long, SentPacket> acked = range(model, low, high + 1);
          long bytes = acked.values().stream().mapToLong(SentPacket::sizeBytes).sum();
          assertThat(ledger.acknowledge(low, high)).isEqualTo(bytes);
          assertThat(acked.values()).allMatch(packet -> packet.packet().refCnt() == 0);
          acked.clear();
          largestAcked = high < next ? Math.max(largestAcked, high) : largestAcked;
        }
        case 4 -> {
          moveTo(expected, range(model, 0, largestAcked - 2));
          ledger.takeLost(taken::add);
        }
        default -> {
          boolean everything = random.nextInt(4) == 0;
          long beforeNs = everything ? step : step - random.nextInt(10);
          model.values().stream().filter(p -> p.sentNs() < beforeNs).forEach(expected::add);
          model.values().removeAll(expected);
          if (everything) {
            ledger.takeAll(taken::add);
          } else {
            ledger.takeSentBefore(beforeNs, taken::add);
          }
        }
      }
      assertThat(taken).isEqualTo(expected);
      taken.forEach(SentPacket::release);
      assertSame(ledger, model);
    }
    ledger.takeAll(SentPacket::release);
    assertThat(ledger.isEmpty()).isTrue();
    assertThat(all).allMatch(packet -> packet.packet().refCnt() == 0);
  }

  private static SortedMap<Long, SentPacket> range(
      SortedMap<Long, SentPacket> model, long from, long to) {
    return model.subMap(Math.min(from, to), to);
  }

  private static void moveTo(List<SentPacket> list, SortedMap<Long, SentPacket> part) {
    list.addAll(part.values());
    part.clear();
  }

  private static void assertSame(SentLedger ledger, SortedMap<Long, SentPacket> model) {
    assertThat(ledger.isEmpty()).isEqualTo(model.isEmpty());
    assertThat(ledger.bytesInFlight())
        .isEqualTo(model.values().stream().mapToLong(SentPacket::sizeBytes).sum());
    for (long sequence = -1; sequence <= ledger.next(); sequence++) {
      assertThat(ledger.get(sequence)).isSameAs(model.get(sequence));
    }
    if (!model.isEmpty()) {
      assertThat(ledger.oldestSentNs()).isEqualTo(model.firstEntry().getValue().sentNs());
    }
  }
}
