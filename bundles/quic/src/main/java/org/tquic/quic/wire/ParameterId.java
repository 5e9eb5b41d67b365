package org.tquic.quic.wire;

/** IDs of the transport parameters that are not integers. */
final class ParameterId {
  static final int ORIGINAL_DESTINATION_CONNECTION_ID = 0x00;
  static final int STATELESS_RESET_TOKEN = 0x02;
  static final int DISABLE_ACTIVE_MIGRATION = 0x0c;
  static final int PREFERRED_ADDRESS = 0x0d;
  static final int INITIAL_SOURCE_CONNECTION_ID = 0x0f;
  static final int RETRY_SOURCE_CONNECTION_ID = 0x10;

  /** RFC 9368 section 3. */
  static final int VERSION_INFORMATION = 0x11;

  /** RFC 9287 section 3. */
  static final int GREASE_QUIC_BIT = 0x2ab2;

  private ParameterId() {}
}
