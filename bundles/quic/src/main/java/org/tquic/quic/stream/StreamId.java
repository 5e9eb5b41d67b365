package org.tquic.quic.stream;

import org.tquic.quic.Role;

/** The two bits of a stream ID that say what it is, RFC 9000 section 2.1. */
final class StreamId {
  /** The number of streams of a kind that there can ever be, RFC 9000 section 4.6. */
  static final long MAX_STREAMS = 1L << 60;

  private static final int SERVER = 1;
  private static final int UNIDIRECTIONAL = 2;

  private StreamId() {}

  static long of(Role opener, boolean bidirectional, long index) {
    return index << 2 | (bidirectional ? 0 : UNIDIRECTIONAL) | (opener == Role.SERVER ? SERVER : 0);
  }

  static boolean isBidirectional(long id) {
    return (id & UNIDIRECTIONAL) == 0;
  }

  static boolean isOpenedBy(Role role, long id) {
    return ((id & SERVER) != 0) == (role == Role.SERVER);
  }

  /** How many streams of the kind come before it. */
  static long index(long id) {
    return id >>> 2;
  }
}
