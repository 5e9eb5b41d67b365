package org.tquic.masque;

import io.netty.handler.codec.http3.Http3ErrorCode;

/** Error codes beyond Netty's list, and the one that fits a failure. */
final class H3Errors {
  /** H3_DATAGRAM_ERROR (RFC 9297 section 5.2). */
  static final int DATAGRAM_ERROR = 0x33;

  private H3Errors() {}

  /** The code that resets a stream whose peer caused the failure. */
  static int forStream(MasqueException failure) {
    return switch (failure.kind()) {
      // A broken capsule makes the message malformed (RFC 9297 section 3.3).
      case PROTOCOL -> Http3ErrorCode.H3_MESSAGE_ERROR.code();
      case LIMIT -> Http3ErrorCode.H3_EXCESSIVE_LOAD.code();
      case REFUSED, UNSUPPORTED, CLOSED, TIMEOUT -> Http3ErrorCode.H3_REQUEST_CANCELLED.code();
    };
  }
}
