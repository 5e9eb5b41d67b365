package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.path.PathFrame;
import org.tquic.quic.path.PathFrameKind;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.recovery.SentPacket;
import org.tquic.quic.stream.SentFrames;
import org.tquic.quic.stream.StreamFrameKind;
import org.tquic.quic.wire.AckFrame;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameWriter;
import org.tquic.quic.wire.HeaderWriter;
import org.tquic.quic.wire.PacketNumbers;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.quic.wire.WireWriter;

/**
 * Builds one packet at a time into a datagram: {@link #begin}, frames, then {@link #finish} or
 * {@link #cancel}. A packet number is used up only by a packet that is finished.
 */
final class PacketAssembler implements SentFrames {
  /** Packet number and payload together have to reach the sample of header protection. */
  private static final int MIN_SEALED_BYTES = PacketProtection.MIN_SEALED_LENGTH;

  /** One packet of 32 has no fixed bit, where the peer takes that. */
  private static final int GREASE_MASK = 0x1f;

  private final Core core;
  private final WireWriter out = new WireWriter();
  private final AckFrame ack = new AckFrame();
  private final PathFrame pathFrame = new PathFrame();

  private EncryptionLevel level;
  private Path path;
  private PacketNumberSpace space;
  private SentPacket packet;
  private int headerOffset;
  private int lengthIndex;
  private int numberOffset;
  private int numberLength;
  private int bodyOffset;
  private boolean ackEliciting;

  PacketAssembler(Core core) {
    this.core = core;
  }

  /**
   * Starts a packet.
   *
   * @param offset index of its first byte
   * @param room bytes up to where the datagram may reach
   * @return whether there is room for a packet at all
   */
  boolean begin(
      EncryptionLevel newLevel,
      Path newPath,
      ConnectionId destination,
      byte[] array,
      int offset,
      int room) {
    level = newLevel;
    path = newPath;
    space = core.handshake.space(level, path);
    numberLength = PacketNumbers.encodedLength(space.upcoming(), space.largestAcked());
    byte[] token = level == EncryptionLevel.INITIAL ? core.handshake.token() : null;
    int header =
        level == EncryptionLevel.ONE_RTT
            ? HeaderWriter.shortHeaderLength(destination, numberLength)
            : HeaderWriter.longHeaderLength(
                level.packetType(), destination, core.handshake.localId(), token, numberLength);
    if (room < header + MIN_SEALED_BYTES + PacketProtection.TAG_LENGTH || space.isFull()) {
      return false;
    }
    out.reset(array, offset, room - PacketProtection.TAG_LENGTH);
    headerOffset = offset;
    if (level == EncryptionLevel.ONE_RTT) {
      HeaderWriter.writeShort(out, destination, false, false, numberLength, !greases());
    } else {
      lengthIndex =
          HeaderWriter.writeLong(
              out,
              level.packetType(),
              core.handshake.version().inUse(),
              destination,
              core.handshake.localId(),
              token,
              numberLength);
    }
    numberOffset = out.position();
    bodyOffset = numberOffset + numberLength;
    out.position(bodyOffset);
    packet = core.packets.acquire();
    ackEliciting = false;
    return true;
  }

  /** Whether the packet has no fixed bit, RFC 9287, as a peer may allow once it is known. */
  private boolean greases() {
    TransportParameters peer = core.handshake.peer();
    return peer != null && peer.greaseQuicBit() && (space.upcoming() & GREASE_MASK) == 0;
  }

  /** Where frames go; {@link WireWriter#remaining()} is what fits. */
  WireWriter out() {
    return out;
  }

  boolean isEmpty() {
    return out.position() == bodyOffset;
  }

  /** A frame that asks for an acknowledgement was written; nothing is kept of it. */
  void addUnlogged() {
    ackEliciting = true;
  }

  boolean isAckEliciting() {
    return ackEliciting;
  }

  @Override
  public void add(int kind, long a, long b, long c) {
    ackEliciting = true;
    packet.addFrame(kind, a, b, kind == StreamFrameKind.CRYPTO ? level.ordinal() : c);
  }

  // Frames that several kinds of packets have.

  /** Acknowledges what came in the packet's own space. */
  void acknowledge(long nowNs) {
    acknowledge(path, nowNs);
  }

  /** Acknowledges what came on a path, in 1-RTT packets of any. */
  void acknowledge(Path received, long nowNs) {
    PacketNumberSpace from = core.handshake.space(level, received);
    if (!from.received().hasUnsent()) {
      return;
    }
    boolean oneRtt = level == EncryptionLevel.ONE_RTT;
    int exponent = oneRtt ? core.settings.parameters().ackDelayExponent() : 3;
    from.received().fill(ack, nowNs, exponent);
    ack.pathFrame = oneRtt && core.pathIds.isMultipath();
    ack.pathId = received.id();
    if (FrameWriter.writeAck(out, ack, out.remaining())) {
      if (oneRtt) {
        packet.addFrame(FrameKind.ACK, received.id(), ack.largest, 0);
      } else {
        packet.addFrame(FrameKind.HANDSHAKE_ACK, level.ordinal(), ack.largest, 0);
      }
      from.received().onAckSent(ack.largest, nowNs);
    }
  }

  void crypto() {
    core.handshake.crypto(level).fill(out, this);
  }

  void ping() {
    if (out.remaining() > 0) {
      FrameWriter.writePing(out);
      addUnlogged();
    }
  }

  /** Frames of the connection that any path may carry. */
  void control() {
    ServerFrames owed = core.handshake.serverFrames();
    if (owed.doneOwed() && out.remaining() >= FrameWriter.sizeHandshakeDone()) {
      FrameWriter.writeHandshakeDone(out);
      add(FrameKind.HANDSHAKE_DONE, 0, 0, 0);
      owed.onDoneSent();
    }
    byte[] token = owed.tokenOwed();
    if (token != null && out.remaining() >= FrameWriter.sizeNewToken(token.length)) {
      FrameWriter.writeNewToken(out, token, 0, token.length);
      add(FrameKind.NEW_TOKEN, 0, 0, 0);
      owed.onTokenSent();
    }
    while (core.pathFrames.poll(pathFrame)) {
      if (!write(pathFrame)) {
        core.pathFrames.onLost(pathFrame.kind(), pathFrame.pathId(), pathFrame.value());
        return;
      }
      add(pathFrame.kind(), pathFrame.pathId(), pathFrame.value(), 0);
    }
  }

  private boolean write(PathFrame frame) {
    boolean multipath = core.pathIds.isMultipath();
    if (out.remaining() < size(frame, multipath)) {
      return false;
    }
    long id = frame.pathId();
    long value = frame.value();
    switch (frame.kind()) {
      case PathFrameKind.NEW_CONNECTION_ID ->
          FrameWriter.writeNewConnectionId(
              out,
              multipath,
              id,
              value,
              frame.retirePriorTo(),
              frame.connectionId(),
              frame.resetToken());
      case PathFrameKind.RETIRE_CONNECTION_ID ->
          FrameWriter.writeRetireConnectionId(out, multipath, id, value);
      case PathFrameKind.PATH_ABANDON -> FrameWriter.writePathAbandon(out, id, value);
      case PathFrameKind.PATH_STATUS ->
          FrameWriter.writePathStatus(out, id, value, frame.available());
      case PathFrameKind.MAX_PATH_ID -> FrameWriter.writeMaxPathId(out, value);
      case PathFrameKind.PATHS_BLOCKED -> FrameWriter.writePathsBlocked(out, value);
      default -> FrameWriter.writePathCidsBlocked(out, id, value);
    }
    return true;
  }

  private static int size(PathFrame frame, boolean multipath) {
    long id = frame.pathId();
    long value = frame.value();
    return switch (frame.kind()) {
      case PathFrameKind.NEW_CONNECTION_ID ->
          FrameWriter.sizeNewConnectionId(
              multipath, id, value, frame.retirePriorTo(), frame.connectionId());
      case PathFrameKind.RETIRE_CONNECTION_ID ->
          FrameWriter.sizeRetireConnectionId(multipath, id, value);
      case PathFrameKind.PATH_ABANDON -> FrameWriter.sizePathAbandon(id, value);
      case PathFrameKind.PATH_STATUS -> FrameWriter.sizePathStatus(id, value);
      case PathFrameKind.MAX_PATH_ID -> FrameWriter.sizeMaxPathId(value);
      case PathFrameKind.PATHS_BLOCKED -> FrameWriter.sizePathsBlocked(value);
      default -> FrameWriter.sizePathCidsBlocked(id, value);
    };
  }

  // The end of a packet.

  /** Forgets the packet; nothing of it was logged anywhere else. */
  void cancel() {
    core.packets.release(packet);
    packet = null;
  }

  /** Pads so that the packet ends at an index of the array, no further than it may reach. */
  void padTo(int end) {
    int padding = Math.min(end - PacketProtection.TAG_LENGTH - out.position(), out.remaining());
    if (padding > 0) {
      out.zeroes(padding);
      packet.inFlight = true;
    }
  }

  /**
   * Seals the packet and tells recovery.
   *
   * @param ecn codepoint that its datagram will have
   * @return index after the packet
   */
  int finish(int ecn, boolean mtuProbe, boolean applicationLimited, long nowNs) {
    int shortBy = MIN_SEALED_BYTES - (out.position() - numberOffset);
    if (shortBy > 0) {
      out.zeroes(shortBy);
    }
    int end = out.position();
    long number = space.nextPacketNumber();
    out.position(numberOffset);
    PacketNumbers.write(out, number, numberLength);
    core.evidence.sealing(
        level, path, number, numberLength, out.array(), headerOffset, bodyOffset, end, mtuProbe);
    seal(end, number);
    packet.packetNumber = number;
    packet.bytes = end + PacketProtection.TAG_LENGTH - headerOffset;
    packet.ackEliciting = ackEliciting;
    packet.inFlight |= ackEliciting;
    core.evidence.packetSent(path, packet.bytes);
    packet.mtuProbe = mtuProbe;
    packet.ecn = ecn;
    path.recovery.onPacketSent(space, packet, applicationLimited, nowNs);
    if (ackEliciting) {
      core.idle.onAckElicitingSent(nowNs);
    }
    packet = null;
    return end + PacketProtection.TAG_LENGTH;
  }

  private void seal(int end, long number) {
    if (level == EncryptionLevel.ONE_RTT) {
      long pathId = core.pathIds.isMultipath() ? path.id() : 0;
      core.keys
          .oneRtt()
          .seal(out.array(), headerOffset, numberOffset, numberLength, end, pathId, number);
      return;
    }
    HeaderWriter.finishLong(out, lengthIndex, end);
    core.keys
        .sending(level)
        .seal(out.array(), headerOffset, numberOffset, numberLength, end, 0, number);
  }
}
