package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;
import org.tquic.quic.Role;
import org.tquic.quic.wire.AckFrame;

/** Sending, acknowledging, losing and receiving a packet allocate nothing. */
class RecoveryAllocationTest implements PacketFate {
  private static final int PACKETS = 50_000;

  private final SentPacketPool pool = new SentPacketPool(1024);
  private final PacketNumberSpace space = new PacketNumberSpace(SpaceKind.APPLICATION, 0, 1);
  private final PathRecovery path =
      new PathRecovery(RecoveryConfig.of(0, Role.CLIENT, 1200, 1), NewReno.FACTORY, pool, 0);
  private final AckFrame ack = new AckFrame();
  private final AckFrame own = new AckFrame();
  private long nowNs;
  private long settled;

  @Override
  public void onAcked(SentPacket packet) {
    settled++;
  }

  @Override
  public void onLost(SentPacket packet) {
    settled++;
  }

  private void exchange() {
    for (int i = 0; i < PACKETS; i++) {
      nowNs += 1_000_000;
      SentPacket packet = pool.acquire();
      packet.packetNumber = space.nextPacketNumber();
      packet.bytes = 1200;
      packet.ackEliciting = true;
      packet.inFlight = true;
      packet.addFrame(16, i, 1000, 0);
      path.onPacketSent(space, packet, i % 7 == 0, nowNs);
      AckTracker received = space.received();
      if (i % 50 != 0) {
        received.onReceived(packet.packetNumber, true, Ecn.NOT_ECT, nowNs);
      }
      if (received.ackDue(nowNs) && i % 10 == 9) {
        received.fill(own, nowNs, 3);
        received.onAckSent(own.largest, nowNs);
        received.onAckAcked(own.largest - 20);
        ack.clear();
        for (int range = 0; range < own.rangeCount(); range++) {
          ack.addRange(own.rangeLow(range), own.rangeHigh(range));
        }
        path.onAck(space, ack, 0, nowNs + 500_000, this);
      }
      if (path.nextTimeoutNs() <= nowNs) {
        path.onTimeout(nowNs, this);
      }
    }
  }

  @Test
  void aPacketAllocatesNothing() {
    path.addSpace(space);
    path.onHandshakeConfirmed();
    exchange();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    exchange();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(settled).isGreaterThan(2 * PACKETS - 100);
    assertThat((double) allocated / PACKETS).as("bytes per packet").isLessThan(0.1);
  }
}
