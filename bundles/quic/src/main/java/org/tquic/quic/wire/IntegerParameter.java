package org.tquic.quic.wire;

/** Transport parameters that are one variable-length integer, RFC 9000 section 18.2. */
enum IntegerParameter {
  MAX_IDLE_TIMEOUT(0x01, 0, 0, VarInt.MAX),
  MAX_UDP_PAYLOAD_SIZE(0x03, 65527, 1200, VarInt.MAX),
  INITIAL_MAX_DATA(0x04, 0, 0, VarInt.MAX),
  INITIAL_MAX_STREAM_DATA_BIDI_LOCAL(0x05, 0, 0, VarInt.MAX),
  INITIAL_MAX_STREAM_DATA_BIDI_REMOTE(0x06, 0, 0, VarInt.MAX),
  INITIAL_MAX_STREAM_DATA_UNI(0x07, 0, 0, VarInt.MAX),
  INITIAL_MAX_STREAMS_BIDI(0x08, 0, 0, 1L << 60),
  INITIAL_MAX_STREAMS_UNI(0x09, 0, 0, 1L << 60),
  ACK_DELAY_EXPONENT(0x0a, 3, 0, 20),
  MAX_ACK_DELAY(0x0b, 25, 0, (1 << 14) - 1),
  ACTIVE_CONNECTION_ID_LIMIT(0x0e, 2, 2, VarInt.MAX),

  /** RFC 9221 section 3. */
  MAX_DATAGRAM_FRAME_SIZE(0x20, 0, 0, VarInt.MAX),

  /** Multipath draft section 2.1; its absence has a meaning of its own. */
  INITIAL_MAX_PATH_ID(0x3e, -1, 0, 0xffff_ffffL);

  private static final IntegerParameter[] ALL = values();

  final int id;

  /** Value when absent. */
  final long absent;

  private final long min;
  private final long max;

  IntegerParameter(int id, long absent, long min, long max) {
    this.id = id;
    this.absent = absent;
    this.min = min;
    this.max = max;
  }

  /** The one with this ID, or null. */
  static IntegerParameter of(long id) {
    for (IntegerParameter parameter : ALL) {
      if (parameter.id == id) {
        return parameter;
      }
    }
    return null;
  }

  /** Whether a value may be sent. */
  boolean permits(long value) {
    return value >= min && value <= max;
  }
}
