package org.tquic.quic.connection;

/** Why a packet that came for a connection was thrown away. */
public enum DropReason {
  /** It cannot be delimited, or is too short to be opened. */
  INVALID,
  /** It is of a version or a type that this engine does not speak. */
  UNSUPPORTED,
  /** Its keys are not known yet, or not any more. */
  KEY_UNAVAILABLE,
  /** Its connection ID was retired or never given. */
  CONNECTION_ID_UNKNOWN,
  /** It is not authentic; perhaps a stateless reset. */
  DECRYPTION_FAILURE,
  /** Its number was received before. */
  DUPLICATE,
  /** It is not taken in this state, from this address or on this path. */
  REJECTED
}
