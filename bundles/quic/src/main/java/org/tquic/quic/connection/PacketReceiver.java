package org.tquic.quic.connection;

import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.PacketType;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathMigration;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameParser;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.PacketNumbers;
import org.tquic.quic.wire.WireReader;

/**
 * Takes datagrams apart: finds the keys of each packet, opens it, and has its frames dispatched.
 * What cannot be opened is dropped without a trace, RFC 9000 section 12.2.
 */
final class PacketReceiver {
  private static final int LONG_RESERVED_BITS = 0x0c;
  private static final int SHORT_RESERVED_BITS = 0x18;

  private final Core core;
  private final FrameParser parser = new FrameParser();
  private final FrameDispatcher dispatcher;
  private final RetryHandler retry;
  private final EarlyPackets early = new EarlyPackets();
  private final PacketHeader header = new PacketHeader();
  private final WireReader reader = new WireReader();
  private final int localIdLength;

  PacketReceiver(Core core) {
    this.core = core;
    dispatcher = new FrameDispatcher(core, core.fates);
    retry = new RetryHandler(core);
    localIdLength = core.handshake.localId().length();
  }

  /** A datagram came. Its bytes are opened in place. */
  void onDatagram(NetworkPath from, int ecn, byte[] array, int offset, int length, long nowNs) {
    core.evidence.datagramReceived(from, ecn, length);
    credit(from, array, offset, length);
    dispatcher.beginDatagram(length);
    boolean opened = read(from, ecn, array, offset, offset + length, nowNs);
    dispatcher.beginDatagram(0);
    while (opened && early.releasable(core.keys)) {
      EarlyPackets.Kept kept = early.take(core.keys);
      read(kept.from(), kept.ecn(), kept.bytes(), 0, kept.bytes().length, nowNs);
    }
  }

  private boolean read(NetworkPath from, int ecn, byte[] array, int offset, int end, long nowNs) {
    boolean opened = false;
    boolean unreadable = false;
    int at = offset;
    while (at < end && header.parse(array, at, end, localIdLength)) {
      if (core.ending.state().phase() == CloseState.Phase.DRAINING) {
        return opened;
      }
      if (onPacket(from, ecn, array, nowNs)) {
        opened = true;
      } else {
        unreadable = true;
      }
      at = header.packetEnd();
    }
    if (at < end) {
      core.evidence.dropped(DropReason.INVALID, null, end - at);
    }
    if (!opened && unreadable && core.remoteIds.isStatelessReset(array, offset, end)) {
      core.ending.onStatelessReset(nowNs);
    }
    return opened;
  }

  private boolean onPacket(NetworkPath from, int ecn, byte[] array, long nowNs) {
    PacketType type = header.type();
    if (!header.fixedBit() && !mayLackFixedBit(type)) {
      return core.evidence.dropped(DropReason.INVALID, header);
    }
    if (type == PacketType.VERSION_NEGOTIATION || type == PacketType.RETRY) {
      return retry.onPacket(header, array, nowNs)
          || core.evidence.dropped(DropReason.REJECTED, header);
    }
    if (core.role == Role.CLIENT && type == PacketType.INITIAL && header.tokenLength() > 0) {
      // Only clients have tokens to show, RFC 9000 section 17.2.2.
      return core.evidence.dropped(DropReason.INVALID, header);
    }
    EncryptionLevel level = levelOf(type);
    if (level == null
        || (level != EncryptionLevel.ONE_RTT
            && !core.handshake.version().takes(level, header.version()))) {
      return core.evidence.dropped(DropReason.UNSUPPORTED, header);
    }
    if (!core.keys.canReceive(level)) {
      return early.keep(level, from, ecn, array, header)
          ? core.evidence.buffered(header)
          : core.evidence.dropped(DropReason.KEY_UNAVAILABLE, header);
    }
    long pathId = pathIdOf(array);
    if (pathId < 0) {
      return core.evidence.dropped(DropReason.CONNECTION_ID_UNKNOWN, header);
    }
    Path path = core.paths.get(pathId);
    if (path == null) {
      return level == EncryptionLevel.ONE_RTT
          ? openNewPath(pathId, from, ecn, array, nowNs)
          : core.evidence.dropped(DropReason.REJECTED, header);
    }
    return open(level, path, from, ecn, array, nowNs);
  }

  /** RFC 9000 sections 17.2 and 17.2.1; other packets only where this end has offered RFC 9287. */
  private boolean mayLackFixedBit(PacketType type) {
    return type == PacketType.VERSION_NEGOTIATION || core.settings.parameters().greaseQuicBit();
  }

  private static EncryptionLevel levelOf(PacketType type) {
    if (type == null) {
      return null;
    }
    return switch (type) {
      case INITIAL -> EncryptionLevel.INITIAL;
      case HANDSHAKE -> EncryptionLevel.HANDSHAKE;
      case ONE_RTT -> EncryptionLevel.ONE_RTT;
      case ZERO_RTT, RETRY, VERSION_NEGOTIATION -> null;
    };
  }

  /** The path that the packet is for; -1 when it has no connection ID of this end. */
  private long pathIdOf(byte[] array) {
    return header.type() == PacketType.ONE_RTT
        ? core.localIds.pathIdOf(array, header.dcidOffset(), header.dcidLength())
        : 0;
  }

  /** Only a packet that opens may make a path. */
  private boolean openNewPath(long pathId, NetworkPath from, int ecn, byte[] array, long nowNs) {
    int numberOffset = header.packetNumberOffset();
    int numberLength =
        core.keys
            .oneRtt()
            .unprotectHeader(array, header.packetOffset(), numberOffset, header.packetEnd());
    if (numberLength < 0) {
      return core.evidence.dropped(DropReason.INVALID, header);
    }
    long number =
        PacketNumbers.decode(
            PacketNumbers.read(array, numberOffset, numberLength), numberLength, 0);
    int length = openOneRtt(array, numberLength, pathId, number);
    if (length < 0) {
      return core.evidence.dropped(DropReason.DECRYPTION_FAILURE, header);
    }
    if (isClosing()) {
      return true;
    }
    Path path = core.paths.onFirstPacket(pathId, from, nowNs);
    if (path == null) {
      return core.evidence.dropped(DropReason.REJECTED, header);
    }
    path.amplification.onReceived(header.packetEnd() - header.packetOffset());
    return accept(
        EncryptionLevel.ONE_RTT, path, from, ecn, array, numberLength, number, length, nowNs);
  }

  private int openOneRtt(byte[] array, int numberLength, long pathId, long number) {
    return core.keys
        .oneRtt()
        .open(
            array,
            header.packetOffset(),
            header.packetNumberOffset(),
            numberLength,
            header.packetEnd(),
            core.pathIds.isMultipath() ? pathId : 0,
            number);
  }

  private boolean open(
      EncryptionLevel level, Path path, NetworkPath from, int ecn, byte[] array, long nowNs) {
    int numberOffset = header.packetNumberOffset();
    int end = header.packetEnd();
    boolean oneRtt = level == EncryptionLevel.ONE_RTT;
    if (oneRtt && core.role == Role.CLIENT && !isServer(path, from)) {
      return core.evidence.dropped(DropReason.REJECTED, header);
    }
    PacketProtection keys = oneRtt ? null : handshakeKeys(level);
    int numberLength =
        oneRtt
            ? core.keys.oneRtt().unprotectHeader(array, header.packetOffset(), numberOffset, end)
            : keys.unprotectHeader(array, header.packetOffset(), numberOffset, end);
    if (numberLength < 0) {
      return core.evidence.dropped(DropReason.INVALID, header);
    }
    PacketNumberSpace space = core.handshake.space(level, path);
    long number =
        PacketNumbers.decode(
            PacketNumbers.read(array, numberOffset, numberLength),
            numberLength,
            space.received().largest() + 1);
    int length =
        oneRtt
            ? openOneRtt(array, numberLength, path.id(), number)
            : keys.open(array, header.packetOffset(), numberOffset, numberLength, end, 0, number);
    if (length < 0) {
      return core.evidence.dropped(DropReason.DECRYPTION_FAILURE, header);
    }
    if (space.received().isDuplicate(number)) {
      core.evidence.dropped(DropReason.DUPLICATE, header);
      return true;
    }
    return accept(level, path, from, ecn, array, numberLength, number, length, nowNs);
  }

  private PacketProtection handshakeKeys(EncryptionLevel level) {
    return level == EncryptionLevel.INITIAL
        ? core.keys.receivingInitial(header.version())
        : core.keys.receiving(level);
  }

  /** A client takes packets from its server alone, RFC 9000 section 9. */
  private boolean isServer(Path path, NetworkPath from) {
    NetworkPath preferred = core.preferredMove.target();
    return path.migration.isServer(from) || preferred != null && from.samePeerAddress(preferred);
  }

  /** The packet is authentic and new. */
  private boolean accept(
      EncryptionLevel level,
      Path path,
      NetworkPath from,
      int ecn,
      byte[] array,
      int numberLength,
      long number,
      int length,
      long nowNs) {
    boolean oneRtt = level == EncryptionLevel.ONE_RTT;
    int reserved = oneRtt ? SHORT_RESERVED_BITS : LONG_RESERVED_BITS;
    if ((array[header.packetOffset()] & reserved) != 0) {
      throw new QuicException(TransportError.PROTOCOL_VIOLATION, "reserved bits are set");
    }
    core.idle.onReceived(nowNs);
    if (!oneRtt && !takesLongHeader(level, array, nowNs)) {
      core.evidence.dropped(DropReason.REJECTED, header);
      return true;
    }
    if (isClosing()) {
      return true;
    }
    core.evidence.packetReceived(
        level, path, header, array, number, numberLength, length, ecn == Ecn.CE);
    dispatcher.begin(level, path, from, array, header, nowNs);
    reader.reset(array, header.packetNumberOffset() + numberLength, length);
    // In the handshake nothing is agreed on, but what was offered is known.
    boolean pathFrames = oneRtt ? core.pathIds.isMultipath() : core.pathIds.isOffered();
    int flags = parser.parse(reader, level.packetType(), pathFrames, dispatcher);
    core.handshake
        .space(level, path)
        .received()
        .onReceived(number, (flags & FrameParser.ACK_ELICITING) != 0, ecn, nowNs);
    if (oneRtt) {
      follow(path, from, number, (flags & FrameParser.NON_PROBING) != 0, nowNs);
    }
    return true;
  }

  /**
   * Whether the packet counts for the answers with CONNECTION_CLOSE alone, RFC 9000 section 10.2.1:
   * the application was told of the end, and nothing that comes is for it any more.
   */
  private boolean isClosing() {
    boolean closing = core.ending.state().phase() == CloseState.Phase.CLOSING;
    if (closing) {
      core.ending.state().onPacket();
    }
    return closing;
  }

  private boolean takesLongHeader(EncryptionLevel level, byte[] array, long nowNs) {
    if (!core.handshake.takesPeerSource(
        ConnectionId.of(array, header.scidOffset(), header.scidLength()))) {
      return false;
    }
    if (level == EncryptionLevel.INITIAL) {
      core.handshake.onInitial(header.version());
    }
    if (level == EncryptionLevel.HANDSHAKE && core.role == Role.SERVER) {
      // It proves that the client received ours at its address, RFC 9000 section 8.1.
      core.handshake.discard(EncryptionLevel.INITIAL, nowNs);
      core.paths.onInitialPathValidated();
    }
    return true;
  }

  private void follow(Path path, NetworkPath from, long number, boolean nonProbing, long nowNs) {
    NetworkPath before = path.network();
    if (path.migration.onPacket(from, number, nonProbing) == PathMigration.Outcome.MIGRATED) {
      core.paths
          .moves()
          .onPeerMoved(path, before, header.packetEnd() - header.packetOffset(), nowNs);
    }
  }

  /**
   * Bytes from an address let three times as many go there, RFC 9000 section 8.1. Where several
   * paths lead there, a datagram counts for one of them: that of its first packet.
   */
  private void credit(NetworkPath from, byte[] array, int offset, int length) {
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      if (!path.amplification.isValidated()
          && path.network().equals(from)
          && header.parse(array, offset, offset + length, localIdLength)
          && pathIdOf(array) == path.id()) {
        path.amplification.onReceived(length);
        path.recovery.setAtAmplificationLimit(false);
      }
    }
  }
}
