package org.tquic.quic.stream;

/** Urgencies of streams, RFC 9218 section 4.1. */
final class Priority {
  /** Most urgent is 0, least urgent one less than this. */
  static final int URGENCIES = 8;

  static final int DEFAULT_URGENCY = 3;

  private Priority() {}
}
