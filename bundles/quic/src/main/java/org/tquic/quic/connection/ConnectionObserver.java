package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.PacketType;
import org.tquic.quic.Role;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.SentPacket;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.quic.wire.VersionInformation;

/**
 * Sees what a connection does, for logs and measurements. It is called from within the calls that
 * drive the connection, must neither call it back nor throw, and should be quick. What it is lent
 * is valid during the call. Times are those of the connection's driver.
 *
 * <p>Secrets are shown to no observer; see {@link org.tquic.quic.tls.KeyLog}.
 */
public interface ConnectionObserver {
  /**
   * It sees the connection from here on. What is known already follows: parameters, paths, metrics
   * and the scheduler.
   *
   * @param role of this end
   * @param originalDestination of the client's first packet; it names the connection at both ends
   * @param version in use
   */
  default void onAttached(long nowNs, Role role, ConnectionId originalDestination, int version) {}

  /** Transport parameters of this end or of the peer. */
  default void onParameters(long nowNs, boolean local, TransportParameters parameters) {}

  /**
   * The version is agreed on, RFC 9368 section 2.3.
   *
   * @param client what the client said, or null when it said nothing
   * @param server what the server said, or null when it said nothing
   */
  default void onVersionAgreed(
      long nowNs, int version, VersionInformation client, VersionInformation server) {}

  /** The server speaks only other versions than the one that was tried, RFC 9000 section 6.2. */
  default void onVersionsRefused(long nowNs, int[] serverVersions) {}

  /** The handshake is complete. */
  default void onEstablished(long nowNs, String applicationProtocol, CipherSuite suite) {}

  /** The handshake is confirmed, RFC 9001 section 4.1.2. */
  default void onConfirmed(long nowNs) {}

  /** The connection closes; why tells whether it waits for the peer then. */
  default void onClosed(long nowNs, CloseReason reason) {}

  /** Nothing is left of the connection. */
  default void onTerminated(long nowNs) {}

  /** A packet is sealed next. */
  default void onPacketSent(long nowNs, ObservedPacket packet) {}

  /** A packet is authentic and new; its frames are dispatched next. */
  default void onPacketReceived(long nowNs, ObservedPacket packet) {}

  /**
   * A packet is thrown away.
   *
   * @param type null when it is not known
   * @param sizeBytes of the packet, or of what cannot be delimited
   */
  default void onPacketDropped(long nowNs, DropReason reason, PacketType type, int sizeBytes) {}

  /** A packet is kept until its keys are known. */
  default void onPacketBuffered(long nowNs, PacketType type, int sizeBytes) {}

  /** A packet is lost by {@link SentPacket#lossTrigger}. */
  default void onPacketLost(long nowNs, long pathId, SentPacket packet) {}

  /** A datagram is written. */
  default void onDatagramSent(long nowNs, long pathId, Transmit datagram) {}

  /** A datagram came; which path it is of, only its packets tell. */
  default void onDatagramReceived(long nowNs, NetworkPath network, int ecn, int sizeBytes) {}

  /** Something happened to a path. */
  default void onPath(long nowNs, PathChange change, long pathId, NetworkPath network) {}

  /**
   * What the application makes of a path has changed, which the engine itself does not heed.
   *
   * @param state one word
   * @param reason one word
   */
  default void onPathState(long nowNs, long pathId, String state, String reason) {}

  /**
   * Something is known anew of a path, by an acknowledgement, a timeout or a change.
   *
   * @param before what was told last, or null
   */
  default void onRecoveryMetrics(
      long nowNs, long pathId, RecoveryMetrics before, RecoveryMetrics now) {}

  /** Keys of a level are there, in both directions. */
  default void onKeysInstalled(long nowNs, EncryptionLevel level) {}

  /** Keys of a level are gone, RFC 9001 section 4.9. */
  default void onKeysDiscarded(long nowNs, EncryptionLevel level) {}

  /**
   * The 1-RTT keys of one direction were updated, RFC 9001 section 6.
   *
   * @param sending whether packets are sealed with them, rather than opened
   * @param phase how many updates there were in this direction
   * @param initiatedHere whether this end began it
   */
  default void onKeyUpdate(long nowNs, boolean sending, long phase, boolean initiatedHere) {}

  /** Which scheduler is in use, how often one failed, and the last failure, empty for none. */
  default void onScheduler(long nowNs, String id, long faults, String lastFault) {}
}
