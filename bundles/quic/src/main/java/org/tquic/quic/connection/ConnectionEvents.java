package org.tquic.quic.connection;

import org.tquic.quic.path.NetworkPath;

/**
 * What a connection tells its user, from within the calls that drive it. An event may call the
 * connection back to read, write, open or close, but must not hand it datagrams or time.
 */
public interface ConnectionEvents {
  /** The handshake is complete: the peer is authenticated and data may flow. */
  default void onEstablished() {}

  /** The peer is known to have completed it too, RFC 9001 section 4.1.2. */
  default void onConfirmed() {}

  /** A server's token for a later connection to it, RFC 9000 section 8.1.3. */
  default void onNewToken(AddressToken token) {}

  /** A DATAGRAM frame arrived on a path; the bytes are valid during the call. */
  default void onDatagram(long pathId, byte[] array, int offset, int length) {}

  /** Room in the queue of outgoing datagrams after one was refused. */
  default void onDatagramsWritable() {}

  /**
   * A path takes datagrams again, of which {@link Connection#datagramRoom} said that it takes none.
   */
  default void onDatagramRoom() {}

  /** The peer opened a stream. */
  default void onStreamOpened(long streamId) {}

  /** A stream has bytes, or its end, to read. */
  default void onStreamReadable(long streamId) {}

  /** A stream takes bytes again. */
  default void onStreamWritable(long streamId) {}

  /** The peer gave up sending on a stream. */
  default void onStreamReset(long streamId, long errorCode) {}

  /** The peer wants no more bytes of a stream. */
  default void onStopSending(long streamId, long errorCode) {}

  /** The peer has all bytes of a stream's sending side. */
  default void onStreamFinished(long streamId) {}

  /** More streams of a kind may be opened after {@code open} gave none. */
  default void onStreamsAvailable(boolean bidirectional) {}

  /** Something happened to a path. */
  default void onPath(PathChange change, long pathId, NetworkPath network) {}

  /** Name of a link, for schedulers; the tag is that of {@link NetworkPath#link}. */
  default String linkName(int link) {
    return Integer.toString(link);
  }

  /** The connection is over; it closes with no further event but {@link #onTerminated}. */
  default void onClosed(CloseReason reason) {}

  /** Nothing of the connection is left to do: forget it. */
  default void onTerminated() {}
}
