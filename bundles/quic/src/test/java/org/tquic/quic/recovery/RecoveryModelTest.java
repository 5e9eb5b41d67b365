package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tquic.quic.wire.AckFrame;

/** Random sequences on a path, beside a model that keeps every packet in a map. */
class RecoveryModelTest implements PacketFate {
  private record Sent(long ms, int bytes, boolean inFlight) {}

  private final Flow flow = new Flow();
  private final TreeMap<Long, Sent> underWay = new TreeMap<>();
  private final Set<Long> settled = new HashSet<>();
  private long ms;
  private long largestAcked = -1;
  private AckFrame processing;

  @Property(tries = 300)
  void everyPacketIsSettledOnceAndByTheRules(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 400) int steps) {
    Random random = new Random(seed);
    for (int step = 0; step < steps; step++) {
      ms += random.nextInt(20);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> send(random);
        case 3, 4, 5 -> ack(random);
        case 6 -> flow.path.onTimeout(ms * Flow.MS, this);
        default -> {
          if (random.nextInt(10) == 0) {
            flow.path.swapController(NewReno.FACTORY, ms * Flow.MS);
          }
        }
      }
      check();
    }
    flow.path.declareAllLost(this);
    assertThat(underWay).isEmpty();
    assertThat(flow.path.bytesInFlight()).isZero();
  }

  private void send(Random random) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      SentPacket packet = flow.packet(100 + random.nextInt(1100));
      packet.inFlight = random.nextInt(6) > 0;
      packet.ackEliciting = packet.inFlight && random.nextInt(8) > 0;
      packet.mtuProbe = packet.ackEliciting && random.nextInt(20) == 0;
      Sent sent = new Sent(ms, packet.bytes, packet.inFlight);
      underWay.put(flow.send(flow.space, packet, ms), sent);
    }
  }

  private void ack(Random random) {
    if (underWay.isEmpty()) {
      return;
    }
    processing = flow.ack;
    processing.clear();
    long high = underWay.lastKey() - random.nextInt(4);
    int ranges = 1 + random.nextInt(4);
    for (int i = 0; i < ranges && high >= 0; i++) {
      long low = Math.max(0, high - random.nextInt(5));
      // Not over numbers that were left out: that would be a violation.
      while (low < high && !known(low, high)) {
        low++;
      }
      if (!known(low, high)) {
        break;
      }
      processing.addRange(low, high);
      high = low - 2 - random.nextInt(3);
    }
    if (processing.rangeCount() > 0) {
      largestAcked = Math.max(largestAcked, processing.largest);
      flow.path.onAck(flow.space, processing, random.nextInt(30) * Flow.MS, ms * Flow.MS, this);
    }
    processing = null;
  }

  private boolean known(long low, long high) {
    for (long number = low; number <= high; number++) {
      if (!underWay.containsKey(number) && !settled.contains(number)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void onAcked(SentPacket packet) {
    long number = packet.packetNumber;
    assertThat(underWay.remove(number)).as("packet %d", number).isNotNull();
    assertThat(settled.add(number)).isTrue();
    boolean named = false;
    for (int i = 0; i < processing.rangeCount(); i++) {
      named |= processing.rangeLow(i) <= number && number <= processing.rangeHigh(i);
    }
    assertThat(named).isTrue();
  }

  @Override
  public void onLost(SentPacket packet) {
    assertThat(underWay.remove(packet.packetNumber)).isNotNull();
    assertThat(settled.add(packet.packetNumber)).isTrue();
  }

  private void check() {
    long inFlight = 0;
    for (Sent sent : underWay.values()) {
      inFlight += sent.inFlight() ? sent.bytes() : 0;
    }
    assertThat(flow.path.bytesInFlight()).isEqualTo(inFlight);
    assertThat(flow.path.congestionWindow()).isGreaterThanOrEqualTo(2 * Flow.SIZE);
    assertThat(flow.space.largestAcked()).isEqualTo(largestAcked);
    if (flow.space.hasAckElicitingInFlight()) {
      assertThat(flow.path.nextTimeoutNs()).isLessThan(PathRecovery.NEVER);
    }
    // Whatever three later numbers have overtaken is gone.
    if (!underWay.isEmpty() && largestAcked >= 0) {
      assertThat(underWay.firstKey()).isGreaterThan(largestAcked - 3);
    }
  }
}
