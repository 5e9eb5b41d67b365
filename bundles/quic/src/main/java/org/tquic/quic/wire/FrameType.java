package org.tquic.quic.wire;

import org.tquic.quic.PacketType;

/** Types of frames: RFC 9000 section 19, RFC 9221, draft-ietf-quic-multipath-21 section 4. */
public final class FrameType {
  public static final int PADDING = 0x00;
  public static final int PING = 0x01;
  public static final int ACK = 0x02;
  public static final int ACK_ECN = 0x03;
  public static final int RESET_STREAM = 0x04;
  public static final int STOP_SENDING = 0x05;
  public static final int CRYPTO = 0x06;
  public static final int NEW_TOKEN = 0x07;

  /** The first of eight: {@link #STREAM_FIN}, {@link #STREAM_LEN}, {@link #STREAM_OFF}. */
  public static final int STREAM = 0x08;

  public static final int MAX_DATA = 0x10;
  public static final int MAX_STREAM_DATA = 0x11;
  public static final int MAX_STREAMS_BIDI = 0x12;
  public static final int MAX_STREAMS_UNI = 0x13;
  public static final int DATA_BLOCKED = 0x14;
  public static final int STREAM_DATA_BLOCKED = 0x15;
  public static final int STREAMS_BLOCKED_BIDI = 0x16;
  public static final int STREAMS_BLOCKED_UNI = 0x17;
  public static final int NEW_CONNECTION_ID = 0x18;
  public static final int RETIRE_CONNECTION_ID = 0x19;
  public static final int PATH_CHALLENGE = 0x1a;
  public static final int PATH_RESPONSE = 0x1b;
  public static final int CONNECTION_CLOSE = 0x1c;
  public static final int CONNECTION_CLOSE_APPLICATION = 0x1d;
  public static final int HANDSHAKE_DONE = 0x1e;
  public static final int DATAGRAM = 0x30;
  public static final int DATAGRAM_LEN = 0x31;
  public static final int PATH_ACK = 0x3e;
  public static final int PATH_ACK_ECN = 0x3f;
  public static final int PATH_ABANDON = 0x3e75;
  public static final int PATH_STATUS_BACKUP = 0x3e76;
  public static final int PATH_STATUS_AVAILABLE = 0x3e77;
  public static final int PATH_NEW_CONNECTION_ID = 0x3e78;
  public static final int PATH_RETIRE_CONNECTION_ID = 0x3e79;
  public static final int MAX_PATH_ID = 0x3e7a;
  public static final int PATHS_BLOCKED = 0x3e7b;
  public static final int PATH_CIDS_BLOCKED = 0x3e7c;

  /** Bit of a STREAM type: the stream ends with this frame. */
  public static final int STREAM_FIN = 0x01;

  /** Bit of a STREAM type: there is a Length field. */
  public static final int STREAM_LEN = 0x02;

  /** Bit of a STREAM type: there is an Offset field. */
  public static final int STREAM_OFF = 0x04;

  private static final int IN_INITIAL = 1;
  private static final int IN_ZERO_RTT = 2;
  private static final int IN_HANDSHAKE = 4;
  private static final int IN_ONE_RTT = 8;
  private static final int ANYWHERE = IN_INITIAL | IN_ZERO_RTT | IN_HANDSHAKE | IN_ONE_RTT;
  private static final int NOT_EARLY = IN_INITIAL | IN_HANDSHAKE | IN_ONE_RTT;
  private static final int APPLICATION = IN_ZERO_RTT | IN_ONE_RTT;

  private static final String[] NAMES = {
    "PADDING",
    "PING",
    "ACK",
    "ACK",
    "RESET_STREAM",
    "STOP_SENDING",
    "CRYPTO",
    "NEW_TOKEN",
    "STREAM",
    "STREAM",
    "STREAM",
    "STREAM",
    "STREAM",
    "STREAM",
    "STREAM",
    "STREAM",
    "MAX_DATA",
    "MAX_STREAM_DATA",
    "MAX_STREAMS",
    "MAX_STREAMS",
    "DATA_BLOCKED",
    "STREAM_DATA_BLOCKED",
    "STREAMS_BLOCKED",
    "STREAMS_BLOCKED",
    "NEW_CONNECTION_ID",
    "RETIRE_CONNECTION_ID",
    "PATH_CHALLENGE",
    "PATH_RESPONSE",
    "CONNECTION_CLOSE",
    "CONNECTION_CLOSE",
    "HANDSHAKE_DONE"
  };

  private static final String[] PATH_NAMES = {
    "PATH_ABANDON",
    "PATH_STATUS_BACKUP",
    "PATH_STATUS_AVAILABLE",
    "PATH_NEW_CONNECTION_ID",
    "PATH_RETIRE_CONNECTION_ID",
    "MAX_PATH_ID",
    "PATHS_BLOCKED",
    "PATH_CIDS_BLOCKED"
  };

  private FrameType() {}

  /** The registered name of a type, or its hexadecimal form. */
  public static String name(long type) {
    if (type >= 0 && type < NAMES.length) {
      return NAMES[(int) type];
    }
    if (type >= PATH_ABANDON && type <= PATH_CIDS_BLOCKED) {
      return PATH_NAMES[(int) type - PATH_ABANDON];
    }
    if (type == DATAGRAM || type == DATAGRAM_LEN) {
      return "DATAGRAM";
    }
    return type == PATH_ACK || type == PATH_ACK_ECN ? "PATH_ACK" : "0x" + Long.toHexString(type);
  }

  /** Whether this engine knows frames of a type. */
  static boolean isKnown(long type, boolean multipath) {
    return type >= 0 && type <= HANDSHAKE_DONE
        || type == DATAGRAM
        || type == DATAGRAM_LEN
        || multipath && isMultipath(type);
  }

  private static boolean isMultipath(long type) {
    return type == PATH_ACK
        || type == PATH_ACK_ECN
        || type >= PATH_ABANDON && type <= PATH_CIDS_BLOCKED;
  }

  /** Whether frames of a known type may be in packets of a type, RFC 9000 section 12.4. */
  static boolean isPermitted(int type, PacketType packet) {
    int bit =
        switch (packet) {
          case INITIAL -> IN_INITIAL;
          case ZERO_RTT -> IN_ZERO_RTT;
          case HANDSHAKE -> IN_HANDSHAKE;
          case ONE_RTT -> IN_ONE_RTT;
          default -> throw new IllegalArgumentException(packet + " packets have no frames");
        };
    return (permitted(type) & bit) != 0;
  }

  private static int permitted(int type) {
    return switch (type) {
      case PADDING, PING, CONNECTION_CLOSE -> ANYWHERE;
      case ACK, ACK_ECN, CRYPTO -> NOT_EARLY;
      // Table 3 has RETIRE_CONNECTION_ID in 0-RTT packets, the text below it has not.
      case NEW_TOKEN, PATH_RESPONSE, HANDSHAKE_DONE, RETIRE_CONNECTION_ID -> IN_ONE_RTT;
      default -> isMultipath(type) ? IN_ONE_RTT : APPLICATION;
    };
  }
}
