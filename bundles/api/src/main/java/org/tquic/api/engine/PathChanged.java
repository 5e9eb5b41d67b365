package org.tquic.api.engine;

import java.net.InetSocketAddress;

/**
 * User event in the pipeline of a {@link MultipathChannel}.
 *
 * @param pathId the path
 * @param change what happened
 * @param local own address
 * @param remote the peer's address
 */
public record PathChanged(
    long pathId, Change change, InetSocketAddress local, InetSocketAddress remote) {
  /** What happened. */
  public enum Change {
    /** It is known: opened here or by the peer. Its validation begins. */
    OPENED,
    /** The peer's address on it is validated. */
    VALIDATED,
    /** Validation got no answer in time. */
    VALIDATION_FAILED,
    /** Data is outstanding and nothing was heard for a probe timeout. */
    SILENT,
    /** A silent path answers again. */
    RETURNED,
    /** The peer's or the own address changed. */
    MIGRATED,
    /** The peer would rather have traffic on other paths. */
    PEER_BACKUP,
    /** The peer takes traffic on it. */
    PEER_AVAILABLE,
    /** It is closed; nothing is sent on it any more. */
    CLOSED
  }
}
