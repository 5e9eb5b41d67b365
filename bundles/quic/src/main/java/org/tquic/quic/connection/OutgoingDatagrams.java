package org.tquic.quic.connection;

/** Takes the application's DATAGRAM payloads, RFC 9221, for one path or whichever is chosen. */
final class OutgoingDatagrams {
  /** Short header without its connection ID, with the longest packet number, and the tag. */
  private static final int PACKET_OVERHEAD_BYTES = 1 + 4 + 16;

  /** A DATAGRAM frame that fills its packet needs no length, RFC 9221 section 4. */
  private static final int FRAME_HEADER_BYTES = 1;

  private final Core core;

  /** The application was refused room and waits to hear of some. */
  private boolean refused;

  OutgoingDatagrams(Core core) {
    this.core = core;
  }

  /** Queues one for any path; false when the queue is full or no frame may be so large. */
  boolean offer(byte[] array, int offset, int length, int flowHash, long nowNs) {
    if (length > maxBytes()) {
      return false;
    }
    boolean taken = core.datagrams.offer(array, offset, length, flowHash, 0, Long.MAX_VALUE, nowNs);
    refused |= !taken;
    return taken;
  }

  /** Queues one for a path; false when there is none, or as above. */
  boolean offer(long pathId, byte[] array, int offset, int length, long nowNs) {
    Path path = core.paths.get(pathId);
    return path != null
        && path.state.maySend()
        && length <= maxBytes(pathId)
        && path.datagrams.offer(array, offset, length, nowNs);
  }

  /** Largest payload that every usable path carries. */
  int maxBytes() {
    int smallest = Integer.MAX_VALUE;
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      if (path.state.maySend()) {
        smallest = Math.min(smallest, maxBytes(path));
      }
    }
    return smallest == Integer.MAX_VALUE ? 0 : smallest;
  }

  /** Largest payload that one path carries. */
  int maxBytes(long pathId) {
    Path path = core.paths.get(pathId);
    return path == null ? 0 : maxBytes(path);
  }

  private int maxBytes(Path path) {
    int overhead = PACKET_OVERHEAD_BYTES + core.remoteIds.longest();
    long frame = Math.min(peerLimit(), path.mtu.currentMtu() - overhead);
    return (int) Math.max(0, frame - FRAME_HEADER_BYTES);
  }

  private long peerLimit() {
    return core.handshake.peer() == null ? 0 : core.handshake.peer().maxDatagramFrameSize();
  }

  /** Bytes that a path takes now; who is told none is told when there are some. */
  long room(long pathId) {
    Path path = core.paths.get(pathId);
    if (path == null) {
      return 0;
    }
    long room = path.datagramRoom();
    path.roomAwaited = room == 0;
    return room;
  }

  /** After sending: tells who was refused once half of the queue is free. */
  void tellWritable() {
    if (refused && core.datagrams.bytes() <= core.settings.datagramQueueBytes() / 2) {
      refused = false;
      core.events.onDatagramsWritable();
    }
  }
}
