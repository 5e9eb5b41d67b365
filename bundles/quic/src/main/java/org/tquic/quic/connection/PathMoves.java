package org.tquic.quic.connection;

import org.tquic.quic.path.AmplificationLimit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathMigration;
import org.tquic.quic.wire.ConnectionId;

/**
 * Moves paths to other addresses, RFC 9000 section 9; each keeps its path ID, multipath draft
 * section 3.1.2.
 */
final class PathMoves {
  private final Core core;
  private final NetworkPath handshake;

  /**
   * No path has moved.
   *
   * @param handshake where the handshake is
   */
  PathMoves(Core core, NetworkPath handshake) {
    this.core = core;
    this.handshake = handshake;
  }

  /** The peer sends from another address on this path, RFC 9000 section 9.3. */
  void onPeerMoved(Path path, NetworkPath before, int datagramBytes, long nowNs) {
    if (PathMigration.resetsRecovery(before, path.network())) {
      forgetWay(path, nowNs);
    }
    if (path.migration.isValidated()) {
      // It is back where it was; the other address matters no more.
      path.mtu.start(nowNs);
      path.amplification = AmplificationLimit.unlimited();
      path.validator.cancel();
      path.former = null;
    } else {
      path.amplification = AmplificationLimit.limited();
      path.amplification.onReceived(datagramBytes);
      path.validator.start(nowNs, path.recovery.ptoNs());
      path.former =
          path.migration.previous() == null
              ? null
              : new FormerAddress(path.migration.previous(), core.destination(path));
    }
    core.remoteIds.rotate(path.id());
    core.paths.tell(PathChange.MIGRATED, path);
  }

  /** The validation failed: back to where the path was; false when it is to stay, or to end. */
  boolean takeBack(Path path, long nowNs) {
    NetworkPath before = path.network();
    NetworkPath next = path.migration.onValidationFailed(before);
    if (next == null || next.equals(before)) {
      return false;
    }
    path.amplification = AmplificationLimit.unlimited();
    forgetWay(path, nowNs);
    path.mtu.start(nowNs);
    core.paths.tell(PathChange.MIGRATED, path);
    return true;
  }

  /** What is known of one way is not true of another, RFC 9000 sections 9.4 and 14.3. */
  private static void forgetWay(Path path, long nowNs) {
    path.mtu.stop();
    path.recovery.onMtuChanged(path.mtu.currentMtu(), nowNs);
    path.recovery.onPathChanged(nowNs);
  }

  /**
   * Whether the peer takes nothing from a further own address there, RFC 9000 section 9: with
   * disable_active_migration at the address of the handshake, multipath draft section 2.2.
   */
  boolean isClosedToOthers(NetworkPath network) {
    return core.handshake.peer().disableActiveMigration() && network.samePeerAddress(handshake);
  }

  /** An end without an unused connection ID stays where it is, RFC 9000 section 9.5. */
  boolean isPossible(Path path, NetworkPath to) {
    ConnectionId active = core.destination(path);
    return path.state.maySend()
        && !isClosedToOthers(to)
        && active != null
        && (active.length() == 0 || core.remoteIds.hasUnused(path.id()));
  }

  /** This end goes on with another network path, RFC 9000 section 9.2, to be validated or not. */
  void move(Path path, NetworkPath to, boolean validated, long nowNs) {
    path.left.onMoved(path.network(), nowNs, path.recovery.ptoNs());
    path.migration.migrate(to, validated);
    forgetWay(path, nowNs);
    if (validated) {
      path.mtu.start(nowNs);
    } else {
      path.validator.start(nowNs, path.recovery.ptoNs());
    }
    core.paths.tell(PathChange.MIGRATED, path);
  }
}
