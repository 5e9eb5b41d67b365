package org.tquic.quic.recovery;

import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.Ecn;
import org.tquic.quic.Role;
import org.tquic.quic.wire.AckFrame;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** One path with an application space, as a test drives it; time is in milliseconds. */
final class Flow implements PacketFate {
  static final int SIZE = 1200;
  static final long MS = 1_000_000;

  final SentPacketPool pool = new SentPacketPool(1 << 16);
  final PacketNumberSpace space = new PacketNumberSpace(SpaceKind.APPLICATION, 25 * MS, 1);
  final PathRecovery path;
  final List<Long> acked = new ArrayList<>();
  final List<Long> lost = new ArrayList<>();
  final AckFrame ack = new AckFrame();

  Flow() {
    this(NewReno.FACTORY);
  }

  Flow(CongestionControllerFactory factory) {
    this(factory, Role.CLIENT);
    path.addSpace(space);
    path.onHandshakeConfirmed();
    path.setMaxAckDelay(25 * MS);
  }

  Flow(CongestionControllerFactory factory, Role role) {
    path = new PathRecovery(RecoveryConfig.of(0, role, SIZE, 7), factory, pool, 0);
  }

  /** Sends an ack-eliciting packet. */
  long send(long ms) {
    return send(space, ms);
  }

  long send(PacketNumberSpace in, long ms) {
    return send(in, packet(SIZE), ms);
  }

  long send(PacketNumberSpace in, SentPacket packet, long ms) {
    packet.packetNumber = in.nextPacketNumber();
    long number = packet.packetNumber;
    path.onPacketSent(in, packet, false, ms * MS);
    return number;
  }

  void send(int count, long ms) {
    for (int i = 0; i < count; i++) {
      send(ms);
    }
  }

  long sendAckOnly(long ms) {
    SentPacket packet = packet(40);
    packet.ackEliciting = false;
    packet.inFlight = false;
    return send(space, packet, ms);
  }

  SentPacket packet(int bytes) {
    SentPacket packet = pool.acquire();
    packet.bytes = bytes;
    packet.ackEliciting = true;
    packet.inFlight = true;
    return packet;
  }

  /** A frame of ranges, each as low, high, the highest first. */
  AckFrame frame(long... lowHigh) {
    ack.clear();
    for (int i = 0; i < lowHigh.length; i += 2) {
      ack.addRange(lowHigh[i], lowHigh[i + 1]);
    }
    return ack;
  }

  /** The peer acknowledges ranges without delay. */
  void ack(long ms, long... lowHigh) {
    path.onAck(space, frame(lowHigh), 0, ms * MS, this);
  }

  void ackEcn(long ms, long ect0, long ce, long... lowHigh) {
    frame(lowHigh);
    ack.hasEcn = true;
    ack.ect0 = ect0;
    ack.ce = ce;
    path.onAck(space, ack, 0, ms * MS, this);
  }

  long sendMarked(long ms) {
    SentPacket packet = packet(SIZE);
    packet.ecn = path.ecnCodepoint();
    boolean marked = packet.ecn == Ecn.ECT_0;
    long number = send(space, packet, ms);
    return marked ? number : -1;
  }

  int timeout(long ms) {
    return path.onTimeout(ms * MS, this);
  }

  long timeoutMs() {
    return path.nextTimeoutNs() / MS;
  }

  @Override
  public void onAcked(SentPacket packet) {
    acked.add(packet.packetNumber);
  }

  @Override
  public void onLost(SentPacket packet) {
    lost.add(packet.packetNumber);
  }
}
