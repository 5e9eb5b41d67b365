package org.tquic.quic.connection;

import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.stream.DatagramQueue;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameWriter;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Decides what the next datagram is: the handshake first, then what belongs to a path whatever else
 * waits (responses, challenges, MTU probes, probes after a timeout), then data where the scheduler
 * wants it, and acknowledgements that nothing took along.
 */
final class Transmitter {
  private final Core core;
  private final PacketAssembler packet;
  private final HandshakeTransmitter handshake;

  /** What an acknowledgement with a few ranges takes. */
  private static final int ACK_BYTES = 32;

  /** What waits, for the scheduler to choose a path. */
  private final ScheduledUnit unit = new ScheduledUnit();

  /** What was written, for the scheduler to know. */
  private final ScheduledUnit sent = new ScheduledUnit();

  private long pacedUntilNs = Long.MAX_VALUE;
  private boolean sharedDataFirst;

  Transmitter(Core core) {
    this.core = core;
    packet = new PacketAssembler(core);
    handshake = new HandshakeTransmitter(core, packet);
  }

  PacketAssembler packet() {
    return packet;
  }

  /** When the pacer or the scheduler lets the next packet go. */
  long nextSendNs() {
    return Math.min(pacedUntilNs, core.scheduling.recheckNs());
  }

  /** Writes the next datagram; false when there is none now. */
  boolean poll(long nowNs, Transmit out) {
    pacedUntilNs = Long.MAX_VALUE;
    if (!core.handshake.confirmed() && handshake.poll(nowNs, out)) {
      return true;
    }
    if (!core.keys.canSend(EncryptionLevel.ONE_RTT)) {
      return false;
    }
    if (core.handshake.complete()) {
      if (core.preferredMove.wantsChallenge() && challengePreferred(nowNs, out)) {
        return true;
      }
      for (int i = 0; i < core.paths.size(); i++) {
        Path path = core.paths.at(i);
        path.recovery.setAtAmplificationLimit(!path.mayAnswer());
        if (path.state.maySend() && pollOwn(path, nowNs, out)) {
          return true;
        }
      }
      // In turns, so that neither datagrams of one path nor streams hold up the other.
      sharedDataFirst = !sharedDataFirst;
      if (sharedDataFirst
          ? pollData(nowNs, out) || pollPinned(nowNs, out)
          : pollPinned(nowNs, out) || pollData(nowNs, out)) {
        return true;
      }
      if (!tellRoom()) {
        markApplicationLimited(nowNs);
      }
    }
    return pollAcknowledgement(nowNs, out);
  }

  /** Who waits for room is asked before it is held to have nothing to send. */
  private boolean tellRoom() {
    boolean told = false;
    for (int i = 0; i < core.paths.size(); i++) {
      told |= core.paths.at(i).endsRoomWait();
    }
    if (told) {
      core.events.onDatagramRoom();
    }
    return told;
  }

  /**
   * What could send and was not asked to is limited by the application, or by the scheduler that
   * chose other paths: what it delivers now is no measure of it.
   */
  private void markApplicationLimited(long nowNs) {
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      if (path.carriesData()
          && !path.roomAwaited
          && path.recovery.windowOpen(path.mtu.currentMtu())
          && path.nextSendNs(nowNs) <= nowNs) {
        path.recovery.onApplicationLimited();
      }
    }
  }

  // What belongs to one path.

  private boolean pollOwn(Path path, long nowNs, Transmit out) {
    if (!path.owes() && !mtuProbeDue(path, nowNs)) {
      return false;
    }
    ConnectionId destination = core.destination(path);
    boolean open = path.isOpen();
    if (open && path.former != null) {
      return challengeFormer(path, nowNs, out);
    }
    // An answer to another address does not wait for the one in use, RFC 9000 section 8.2.2.
    while (destination != null && path.responses.waits(open ? null : path.network())) {
      if (respond(path, destination, nowNs, out)) {
        return true;
      }
    }
    if (!open || destination == null) {
      return false;
    }
    if (path.validator.wantsChallenge()) {
      return challenge(path, destination, nowNs, out);
    }
    if (path.probesOwed > 0 || path.pingOwed) {
      return probe(path, destination, nowNs, out);
    }
    return probeMtu(path, destination, nowNs, out);
  }

  private static boolean mtuProbeDue(Path path, long nowNs) {
    return path.carriesData() && path.mtu.probeSize(nowNs) > 0;
  }

  /**
   * On the network path of the challenge, RFC 9000 section 8.2.2; with 1200 bytes where they may be
   * sent, which towards an address that is not in use might be more than three times what came.
   * From an address that was left it must stay a probing packet, RFC 9000 section 9.1: with an
   * acknowledgement in it the peer would take it for a move back.
   *
   * @return false when there is no answer to this challenge, which is forgotten then
   */
  private boolean respond(Path path, ConnectionId inUse, long nowNs, Transmit out) {
    NetworkPath to = path.responses.nextPath();
    boolean pays = path.responses.isNextFull();
    long data = path.responses.take();
    boolean current = to.equals(path.network());
    ConnectionId destination = current ? inUse : elsewhere(path, inUse, to);
    long allowance = current ? path.amplification.allowance() : MtuDiscovery.BASE;
    int room = (int) Math.min(MtuDiscovery.BASE, allowance);
    if (destination == null
        || !packet.begin(EncryptionLevel.ONE_RTT, path, destination, out.array, out.offset, room)) {
      return false;
    }
    FrameWriter.writePathResponse(packet.out(), data);
    packet.addUnlogged();
    if (!current) {
      // Only frames that probe: with an acknowledgement it would look like a move to there.
      path.left.forget();
      if (pays) {
        packet.padTo(out.offset + room);
      }
      return send(path, to, Ecn.NOT_ECT, false, nowNs, out);
    }
    if (path.carriesData()) {
      // A packet that does not probe tells the peer that this end is still here, RFC 9000 section
      // 9.3.3, should it have been made to believe that it moved.
      packet.ping();
    }
    if (path.validator.wantsChallenge()) {
      boolean full = room >= MtuDiscovery.BASE;
      FrameWriter.writePathChallenge(packet.out(), path.validator.nextChallenge(full, nowNs));
    }
    packet.acknowledge(nowNs);
    packet.padTo(out.offset + room);
    return send(path, to, Ecn.NOT_ECT, false, nowNs, out);
  }

  /**
   * The connection ID for an address that is not in use. A client answers from one only what it was
   * asked at the address that it left; a server answers clients that probe.
   */
  private ConnectionId elsewhere(Path path, ConnectionId inUse, NetworkPath to) {
    return core.role == Role.SERVER || inUse.length() == 0 ? inUse : path.left.destination(to);
  }

  private boolean challenge(Path path, ConnectionId destination, long nowNs, Transmit out) {
    int room = (int) Math.min(MtuDiscovery.BASE, path.amplification.allowance());
    if (!packet.begin(EncryptionLevel.ONE_RTT, path, destination, out.array, out.offset, room)) {
      return false;
    }
    boolean full = room >= MtuDiscovery.BASE;
    FrameWriter.writePathChallenge(packet.out(), path.validator.nextChallenge(full, nowNs));
    packet.addUnlogged();
    packet.acknowledge(nowNs);
    packet.padTo(out.offset + room);
    return send(path, path.network(), Ecn.NOT_ECT, false, nowNs, out);
  }

  /** Before anything else, so that it precedes the frame that retires the connection ID. */
  private boolean challengeFormer(Path path, long nowNs, Transmit out) {
    FormerAddress former = path.former;
    path.former = null;
    if (former.destination() == null
        || !packet.begin(
            EncryptionLevel.ONE_RTT,
            path,
            former.destination(),
            out.array,
            out.offset,
            MtuDiscovery.BASE)) {
      return false;
    }
    FrameWriter.writePathChallenge(packet.out(), core.settings.random().nextLong());
    packet.addUnlogged();
    packet.padTo(out.offset + MtuDiscovery.BASE);
    return send(path, former.network(), Ecn.NOT_ECT, false, nowNs, out);
  }

  /** With no frame that does not probe: nothing moves there yet. */
  private boolean challengePreferred(long nowNs, Transmit out) {
    Path path = core.paths.initial();
    ConnectionId destination = core.preferredMove.destination();
    if (!packet.begin(
        EncryptionLevel.ONE_RTT, path, destination, out.array, out.offset, MtuDiscovery.BASE)) {
      return false;
    }
    FrameWriter.writePathChallenge(packet.out(), core.preferredMove.nextChallenge(nowNs));
    packet.addUnlogged();
    packet.padTo(out.offset + MtuDiscovery.BASE);
    return send(path, core.preferredMove.target(), Ecn.NOT_ECT, false, nowNs, out);
  }

  /**
   * A packet that asks for an acknowledgement, in spite of the window, RFC 9002 section 6.2.4. It
   * repeats data only where no other path can: what a silent path takes may be lost for long.
   */
  private boolean probe(Path path, ConnectionId destination, long nowNs, Transmit out) {
    int room = path.datagramBytes();
    if (!packet.begin(EncryptionLevel.ONE_RTT, path, destination, out.array, out.offset, room)) {
      return false;
    }
    boolean repeats = path.probesOwed > 0 && !core.scheduling.hasOther(path);
    if (repeats) {
      core.fates.reinjectOldest(path.space);
    }
    path.probesOwed = Math.max(0, path.probesOwed - 1);
    path.pingOwed = false;
    packet.acknowledge(nowNs);
    if (repeats) {
      control(path, nowNs);
      streams(path, nowNs);
    }
    if (!packet.isAckEliciting()) {
      ping(path, nowNs);
    }
    return send(path, path.network(), path.recovery.ecnCodepoint(), false, nowNs, out);
  }

  private boolean probeMtu(Path path, ConnectionId destination, long nowNs, Transmit out) {
    int size = path.mtu.probeSize(nowNs);
    if (size > out.array.length - out.offset
        || !path.recovery.windowOpen(size)
        || !packet.begin(EncryptionLevel.ONE_RTT, path, destination, out.array, out.offset, size)) {
      return false;
    }
    packet.ping();
    packet.padTo(out.offset + size);
    core.scheduling.onSent(sent.control(size, nowNs), path, nowNs);
    path.mtu.onProbeSent(size);
    return send(path, path.network(), path.recovery.ecnCodepoint(), true, nowNs, out);
  }

  // Data.

  private boolean pollData(long nowNs, Transmit out) {
    core.datagrams.expire(nowNs);
    if (!prepareUnit(nowNs)) {
      core.scheduling.onDrained();
      return false;
    }
    Path path = core.scheduling.select(unit, nowNs);
    if (path == null || !mayGo(path, nowNs)) {
      core.scheduling.onWaiting(nowNs);
      return false;
    }
    ConnectionId destination = core.destination(path);
    int room = path.datagramBytes();
    if (!packet.begin(EncryptionLevel.ONE_RTT, path, destination, out.array, out.offset, room)) {
      return false;
    }
    acknowledgeBeside(core.datagrams, path, nowNs);
    control(path, nowNs);
    fillDatagrams(path, nowNs);
    streams(path, nowNs);
    if (packet.isEmpty()) {
      packet.cancel();
      return false;
    }
    return send(path, path.network(), path.recovery.ecnCodepoint(), false, nowNs, out);
  }

  /** What the scheduler is asked about; false when nothing waits. */
  private boolean prepareUnit(long nowNs) {
    if (core.handshake.serverFrames().owesAny() || core.pathFrames.wantsToSend()) {
      unit.control(MtuDiscovery.BASE, nowNs);
    } else if (core.datagrams.peek() != null) {
      unit.datagram(core.datagrams.peek());
    } else if (core.streams.wantsToSend()) {
      unit.stream(MtuDiscovery.BASE, nowNs);
    } else {
      return false;
    }
    return true;
  }

  /**
   * Full datagrams leave no room for an acknowledgement. One that can wait does not take a packet
   * of its own before each of them.
   */
  private void acknowledgeBeside(DatagramQueue waiting, Path path, long nowNs) {
    int left = packet.out().remaining() - waiting.nextFrameLength();
    boolean shares = waiting.peek() == null || left >= ACK_BYTES || left < 0;
    if (shares || path.space.received().ackDue(nowNs)) {
      packet.acknowledge(nowNs);
    }
  }

  private boolean mayGo(Path path, long nowNs) {
    int bytes = path.mtu.currentMtu();
    if (path.blocked || !path.recovery.windowOpen(bytes)) {
      return false;
    }
    long sendNs = path.nextSendNs(nowNs);
    if (sendNs > nowNs) {
      pacedUntilNs = Math.min(pacedUntilNs, sendNs);
      return false;
    }
    return true;
  }

  /** As many datagrams as fit, as long as the scheduler wants them here. */
  private void fillDatagrams(Path path, long nowNs) {
    boolean chosen = unit.kind() == SendUnit.Kind.DATAGRAM;
    while (core.datagrams.peek() != null) {
      if (core.datagrams.nextFrameLength() > packet.out().remaining()) {
        if (packet.isEmpty()) {
          // It fits into no packet of this path; the sender learns of a smaller path too late.
          core.datagrams.dropFirst();
          chosen = false;
          continue;
        }
        return;
      }
      if (!chosen && core.scheduling.select(unit.datagram(core.datagrams.peek()), nowNs) != path) {
        return;
      }
      chosen = false;
      core.datagrams.fill(packet.out(), packet);
      core.scheduling.onSent(unit, path, nowNs);
    }
  }

  /** Datagrams that their sender wants on one path. */
  private boolean pollPinned(long nowNs, Transmit out) {
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      path.datagrams.expire(nowNs);
      if (path.datagrams.peek() != null && path.carriesData() && pollPinned(path, nowNs, out)) {
        return true;
      }
    }
    return false;
  }

  private boolean pollPinned(Path path, long nowNs, Transmit out) {
    ConnectionId destination = core.destination(path);
    if (destination == null
        || !mayGo(path, nowNs)
        || !packet.begin(
            EncryptionLevel.ONE_RTT,
            path,
            destination,
            out.array,
            out.offset,
            path.datagramBytes())) {
      return false;
    }
    acknowledgeBeside(path.datagrams, path, nowNs);
    control(path, nowNs);
    while (path.datagrams.peek() != null) {
      sent.datagram(path.datagrams.peek());
      if (path.datagrams.fill(packet.out(), packet)) {
        core.scheduling.onSent(sent, path, nowNs);
      } else if (packet.isEmpty()) {
        // The path's MTU fell since it was queued.
        path.datagrams.dropFirst();
      } else {
        break;
      }
    }
    if (packet.isEmpty()) {
      packet.cancel();
      return false;
    }
    return send(path, path.network(), path.recovery.ecnCodepoint(), false, nowNs, out);
  }

  // Frames that the scheduler hears of whether or not it chose their path.

  private void control(Path path, long nowNs) {
    int from = packet.out().position();
    packet.control();
    told(sent.control(packet.out().position() - from, nowNs), path, nowNs);
  }

  private void streams(Path path, long nowNs) {
    int from = packet.out().position();
    core.streams.fill(packet.out(), packet);
    told(sent.stream(packet.out().position() - from, nowNs), path, nowNs);
  }

  private void ping(Path path, long nowNs) {
    int from = packet.out().position();
    packet.ping();
    told(sent.control(packet.out().position() - from, nowNs), path, nowNs);
  }

  private void told(ScheduledUnit written, Path path, long nowNs) {
    if (written.sizeBytes() > 0) {
      core.scheduling.onSent(written, path, nowNs);
    }
  }

  // Acknowledgements.

  private boolean pollAcknowledgement(long nowNs, Transmit out) {
    for (int i = 0; i < core.paths.size(); i++) {
      Path received = core.paths.at(i);
      if (received.space.received().ackDue(nowNs) && acknowledge(received, nowNs, out)) {
        return true;
      }
    }
    return false;
  }

  private boolean acknowledge(Path received, long nowNs, Transmit out) {
    Path path = core.paths.acknowledging(received);
    if (path == null
        || !packet.begin(
            EncryptionLevel.ONE_RTT,
            path,
            core.destination(path),
            out.array,
            out.offset,
            path.datagramBytes())) {
      return false;
    }
    packet.acknowledge(received, nowNs);
    if (packet.isEmpty()) {
      packet.cancel();
      return false;
    }
    return send(path, path.network(), path.recovery.ecnCodepoint(), false, nowNs, out);
  }

  private boolean send(
      Path path, NetworkPath to, int ecn, boolean mtuProbe, long nowNs, Transmit out) {
    boolean moreToSend =
        path.roomAwaited
            || path.datagrams.peek() != null
            || core.datagrams.peek() != null
            || core.streams.wantsToSend();
    int end = packet.finish(ecn, mtuProbe, !moreToSend, nowNs);
    out.length = end - out.offset;
    out.network = to;
    out.ecn = ecn;
    if (to.equals(path.network())) {
      path.amplification.onSent(out.length);
    }
    core.evidence.datagramSent(path, out);
    return true;
  }
}
