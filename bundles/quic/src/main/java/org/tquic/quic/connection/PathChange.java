package org.tquic.quic.connection;

/** What happened to a path. */
public enum PathChange {
  /** It is known: opened here or by the peer. Its validation begins. */
  OPENED,
  /** The peer's address on it is validated, RFC 9000 section 8.2. */
  VALIDATED,
  /** Validation got no answer in time. */
  VALIDATION_FAILED,
  /** Data is outstanding and nothing was heard for a probe timeout. */
  SUSPECTED,
  /** A suspected path answers again. */
  RETURNED,
  /** The peer's or the own address changed, RFC 9000 section 9. */
  MIGRATED,
  /** The peer would rather have traffic on other paths. */
  PEER_BACKUP,
  /** The peer takes traffic on it. */
  PEER_AVAILABLE,
  /** It is closed on this side, or by the peer; nothing is sent on it any more. */
  ABANDONED,
  /** Nothing of it is left. */
  REMOVED
}
