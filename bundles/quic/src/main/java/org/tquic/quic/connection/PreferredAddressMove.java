package org.tquic.quic.connection;

import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathValidator;
import org.tquic.quic.wire.ConnectionId;

/**
 * Moves a client to the address that its server prefers, once that has answered, RFC 9000 section
 * 9.6.1. Until then, and if it does not answer, everything stays where it is.
 */
final class PreferredAddressMove {
  private final Core core;
  private final PathValidator validator;
  private NetworkPath target;

  PreferredAddressMove(Core core) {
    this.core = core;
    validator = new PathValidator(core.settings.random()::nextLong);
  }

  /** The handshake is confirmed, so a client may move. */
  void start(long nowNs) {
    Path path = core.paths.initial();
    if (path == null
        || core.handshake.peer().preferredAddress() == null
        || !core.settings.preferredAddress().follow()) {
      return;
    }
    target =
        PreferredAddressPolicy.towards(core.handshake.peer().preferredAddress(), path.network());
    if (target != null && !target.equals(path.network())) {
      validator.start(nowNs, path.recovery.ptoNs());
    }
  }

  /** Where packets of the server may come from besides the address in use, null for none. */
  NetworkPath target() {
    return target;
  }

  /** The connection ID that nothing was sent to yet, so that no one sees that the client moves. */
  ConnectionId destination() {
    return core.remoteIds.unused(0);
  }

  /** Whether a challenge is to be sent, and can be. */
  boolean wantsChallenge() {
    return validator.wantsChallenge() && core.paths.initial() != null && destination() != null;
  }

  /** The data of the challenge to send now, in a datagram of 1200 bytes. */
  long nextChallenge(long nowNs) {
    return validator.nextChallenge(true, nowNs);
  }

  /** A PATH_RESPONSE came; true when it was this one's, and the client has moved. */
  boolean onResponse(long data, long nowNs) {
    if (!validator.onResponse(data, nowNs)) {
      return false;
    }
    Path path = core.paths.initial();
    if (path != null && path.state.maySend()) {
      core.paths.moves().move(path, target, true, nowNs);
    }
    return true;
  }

  long nextTimeoutNs() {
    return validator.nextTimeoutNs();
  }

  void onTimeout(long nowNs) {
    if (validator.onTimeout(nowNs) == PathValidator.Timeout.FAILED) {
      target = null;
    }
  }
}
