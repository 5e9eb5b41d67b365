package org.tquic.bond.core;

import java.util.List;
import org.tquic.api.bond.PathState;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.Call;
import org.tquic.bond.wire.ControlMessage.Pong;
import org.tquic.bond.wire.ControlMessage.Quiet;

/** Lets idle carriers be silent as long as their links bear it, at either end. */
final class KeepAlives {
  private final List<Carrier> carriers;

  KeepAlives(List<Carrier> carriers) {
    this.carriers = carriers;
  }

  /** Any control message came: what is no part of a silence ends it. */
  void onControl(Carrier carrier, ControlMessage message, long nowNs) {
    KeepAlive keepAlive = carrier.keepAlive();
    switch (message) {
      case Quiet quiet ->
          carrier.health().silentUntil(carrier.promisedCall().promise(quiet, nowNs));
      case Call call -> {
        if (keepAlive != null) {
          keepAlive.onCall(call, nowNs);
        }
      }
      case Pong _ -> {
        if (keepAlive != null) {
          keepAlive.onPong(nowNs);
        }
      }
      default -> {
        if (carrier.isSilent()) {
          carrier.onUse(nowNs);
        }
      }
    }
  }

  /** Does what is due on a carrier. */
  void check(Carrier carrier, long nowNs) {
    if (nowNs >= carrier.promisedCall().nextNs()) {
      send(carrier, carrier.promisedCall().call());
    }
    if (nowNs < nextSilenceNs(carrier)) {
      return;
    }
    KeepAlive keepAlive = carrier.keepAlive();
    if (keepAlive.isSilent()) {
      keepAlive.missed();
      return;
    }
    Quiet quiet = keepAlive.begin(Newcomers.canDoWithout(carrier, carriers), nowNs);
    if (quiet != null) {
      carrier.health().silentUntil(keepAlive.nextNs());
      send(carrier, quiet);
    }
  }

  private static void send(Carrier carrier, ControlMessage message) {
    carrier.transport().send(message);
    carrier.transport().flush();
  }

  /** When there is something to do on a carrier, or {@link Long#MAX_VALUE}. */
  long nextNs(Carrier carrier) {
    return Math.min(carrier.promisedCall().nextNs(), nextSilenceNs(carrier));
  }

  /** A silence begins only when no answer is due, since it would be taken for the answer's. */
  private static long nextSilenceNs(Carrier carrier) {
    boolean idle =
        carrier.keepAlive() != null
            && carrier.state() == PathState.ACTIVE
            && carrier.health().isSettled()
            && carrier.ledger().isEmpty();
    return idle ? carrier.keepAlive().nextNs() : Long.MAX_VALUE;
  }
}
