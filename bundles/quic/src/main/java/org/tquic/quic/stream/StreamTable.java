package org.tquic.quic.stream;

import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;

/** The streams that are open, who may open more, and how they come and go. */
final class StreamTable {
  final OwnStreams ownBidi = new OwnStreams();
  final OwnStreams ownUni = new OwnStreams();
  final PeerStreams peerBidi;
  final PeerStreams peerUni;

  private final Role role;
  private final LocalLimits local;
  private final ConnectionFlow flow;
  private final Outbound outbound;
  private final StreamEvents events;
  private final ChunkPool pool = new ChunkPool(1024);
  private final StreamMap open = new StreamMap();
  private PeerLimits peer = PeerLimits.NONE;

  StreamTable(
      Role role, LocalLimits local, ConnectionFlow flow, Outbound outbound, StreamEvents events) {
    this.role = role;
    this.local = local;
    this.flow = flow;
    this.outbound = outbound;
    this.events = events;
    peerBidi = new PeerStreams(local.maxStreamsBidi());
    peerUni = new PeerStreams(local.maxStreamsUni());
  }

  void setPeerLimits(PeerLimits limits) {
    if (peer != PeerLimits.NONE) {
      throw new IllegalStateException("the peer's limits are known already");
    }
    peer = limits;
  }

  int size() {
    return open.size();
  }

  OwnStreams own(boolean bidirectional) {
    return bidirectional ? ownBidi : ownUni;
  }

  PeerStreams peers(boolean bidirectional) {
    return bidirectional ? peerBidi : peerUni;
  }

  /** The stream while it is open, else null. */
  Stream get(long id) {
    return open.get(id);
  }

  /**
   * A stream that the application names; null when it is closed.
   *
   * @throws IllegalArgumentException when it was never opened
   */
  Stream named(long id) {
    Stream stream = open.get(id);
    if (stream == null && !wasOpened(id)) {
      throw new IllegalArgumentException("no such stream: " + id);
    }
    return stream;
  }

  private boolean wasOpened(long id) {
    boolean bidirectional = StreamId.isBidirectional(id);
    long index = StreamId.index(id);
    return id >= 0
        && (StreamId.isOpenedBy(role, id)
            ? own(bidirectional).isOpened(index)
            : peers(bidirectional).isOpened(index));
  }

  /** Opens one of our own; -1 when the peer's limit is reached. */
  long open(boolean bidirectional) {
    long index = own(bidirectional).open();
    return index < 0 ? -1 : create(role, bidirectional, index);
  }

  /**
   * The stream that a frame of the peer's is about, which opens it where that is the peer's to do,
   * RFC 9000 sections 2.1 and 3.2; null when it is closed already.
   *
   * @param aboutOurSending whether the frame speaks of what we send rather than what the peer sends
   */
  Stream forFrame(long id, boolean aboutOurSending, long frameType) {
    boolean bidirectional = StreamId.isBidirectional(id);
    boolean own = StreamId.isOpenedBy(role, id);
    if (!bidirectional && own != aboutOurSending) {
      throw new QuicException(
          TransportError.STREAM_STATE_ERROR, frameType, "wrong direction of stream " + id);
    }
    long index = StreamId.index(id);
    if (own) {
      if (!own(bidirectional).isOpened(index)) {
        throw new QuicException(
            TransportError.STREAM_STATE_ERROR, frameType, "stream not opened: " + id);
      }
      return open.get(id);
    }
    PeerStreams kind = peers(bidirectional);
    if (index >= kind.limit()) {
      throw new QuicException(
          TransportError.STREAM_LIMIT_ERROR, frameType, "stream above the limit: " + id);
    }
    while (!kind.isOpened(index)) {
      events.onOpened(create(role.peer(), bidirectional, kind.open()));
    }
    return open.get(id);
  }

  private long create(Role opener, boolean bidirectional, long index) {
    long id = StreamId.of(opener, bidirectional, index);
    boolean own = opener == role;
    long sendLimit =
        !bidirectional
            ? peer.initialMaxStreamDataUni()
            : own ? peer.initialMaxStreamDataBidiRemote() : peer.initialMaxStreamDataBidiLocal();
    long window =
        !bidirectional
            ? local.initialMaxStreamDataUni()
            : own ? local.initialMaxStreamDataBidiLocal() : local.initialMaxStreamDataBidiRemote();
    SendPart send =
        bidirectional || own ? new SendPart(local.maxSendBuffer(), pool, sendLimit) : null;
    ReceivePart receive =
        bidirectional || !own
            ? new ReceivePart(
                pool, new ReceiveWindow(window, local.maxStreamWindow(), flow.nowNs()))
            : null;
    open.add(new Stream(id, send, receive));
    return id;
  }

  /** Forgets a stream whose parts have both come to an end. */
  void closeIfOver(Stream stream) {
    if (!stream.isClosed() || open.get(stream.id) != stream) {
      return;
    }
    open.remove(stream.id);
    outbound.forget(stream);
    if (!StreamId.isOpenedBy(role, stream.id)) {
      peers(StreamId.isBidirectional(stream.id)).onClosed();
    }
  }
}
