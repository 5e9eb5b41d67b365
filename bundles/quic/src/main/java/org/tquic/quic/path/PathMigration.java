package org.tquic.quic.path;

import java.util.Objects;
import org.tquic.quic.Role;

/**
 * Follows the peer of one path ID from address to address, RFC 9000 section 9.3; a 4-tuple that
 * changes under a path ID is a migration of that path, multipath draft section 3.1.2.
 */
public final class PathMigration {
  /** What a packet's addresses mean. */
  public enum Outcome {
    /** It came on the network path in use. */
    UNCHANGED,
    /** It came on another one, which stays unused: answer there only what asks for it. */
    PROBED,
    /**
     * The peer has moved: send to {@link PathMigration#current} from now on. Unless {@link
     * PathMigration#isValidated}, validate it, limit what is sent to it, and challenge {@link
     * PathMigration#previous} too, RFC 9000 section 9.3.3.
     */
    MIGRATED,
    /** A client must drop it: it comes from an address that is not the server's. */
    DISCARD
  }

  private final Role role;
  private NetworkPath current;
  private NetworkPath lastValidated;
  private NetworkPath previous;
  private NetworkPath left;
  private long largestNonProbing = -1;

  /** Begins on a network path. */
  public PathMigration(Role role, NetworkPath initial, boolean validated) {
    this.role = role;
    current = Objects.requireNonNull(initial);
    lastValidated = validated ? initial : null;
  }

  /**
   * A packet of the path ID was authenticated.
   *
   * @param nonProbing whether it has a frame that does not probe, RFC 9000 section 9.1
   */
  public Outcome onPacket(NetworkPath from, long packetNumber, boolean nonProbing) {
    boolean same = from.equals(current);
    if (!same && role == Role.CLIENT && !isServer(from)) {
      return Outcome.DISCARD;
    }
    boolean newest = nonProbing && packetNumber > largestNonProbing;
    if (newest) {
      largestNonProbing = packetNumber;
    }
    if (same) {
      return Outcome.UNCHANGED;
    }
    // A client decides itself where it is, RFC 9000 section 9: a packet of the server that comes to
    // another of its addresses is late, or someone sent it on.
    if (!newest || role == Role.CLIENT) {
      return Outcome.PROBED;
    }
    move(from);
    return Outcome.MIGRATED;
  }

  /** This endpoint itself goes on with another network path. */
  public void migrate(NetworkPath to, boolean validated) {
    if (!to.equals(current)) {
      left = current;
      move(to);
    }
    if (validated) {
      onValidated(to);
    }
  }

  /** A network path was validated; returns whether it is the one in use. */
  public boolean onValidated(NetworkPath path) {
    if (!path.equals(current)) {
      return false;
    }
    lastValidated = current;
    previous = null;
    return true;
  }

  /**
   * The validation of a network path failed. If it is the one in use, the last validated one is
   * used again, RFC 9000 section 9.3.2.
   *
   * @return the network path in use from now on, or null when none was ever validated and the path,
   *     or without multipath the connection, has to end silently
   */
  public NetworkPath onValidationFailed(NetworkPath path) {
    if (path.equals(current) && !isValidated()) {
      if (lastValidated == null) {
        return null;
      }
      current = lastValidated;
      previous = null;
    }
    return current;
  }

  /** The network path in use. */
  public NetworkPath current() {
    return current;
  }

  /** Whether the one in use is validated. */
  public boolean isValidated() {
    return current.equals(lastValidated);
  }

  /** The last validated one, while the one in use is not validated; null when there is none. */
  public NetworkPath previous() {
    return previous;
  }

  /**
   * Whether congestion control and round-trip time start anew for a move between these two, RFC
   * 9000 section 9.4.
   */
  public static boolean resetsRecovery(NetworkPath from, NetworkPath to) {
    return !from.equals(to) && !from.onlyPeerPortChanged(to);
  }

  /** Whether packets may come from there to a client: its server is there, or was until now. */
  public boolean isServer(NetworkPath from) {
    return from.samePeerAddress(current)
        || (lastValidated != null && from.samePeerAddress(lastValidated))
        || (left != null && from.samePeerAddress(left));
  }

  private void move(NetworkPath to) {
    previous = to.equals(lastValidated) ? null : lastValidated;
    current = to;
  }
}
