package org.tquic.interop;

import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** A connection between this project's engine and quiche. */
final class Pair implements AutoCloseable {
  final TquicSide ours;
  final QuicheSide quiche;

  private Pair(Setup setup) {
    ours = new TquicSide(setup);
    quiche = new QuicheSide(setup);
  }

  /** Waits until both ends have an established connection. */
  static Pair connected(Roles roles, Setup setup) {
    return connected(roles, setup, UnaryOperator.identity());
  }

  /**
   * Waits until both ends have an established connection.
   *
   * @param via gives the address under which the client reaches the server's
   */
  static Pair connected(Roles roles, Setup setup, UnaryOperator<InetSocketAddress> via) {
    Pair pair = new Pair(setup);
    try {
      if (roles == Roles.OUR_CLIENT) {
        pair.ours.connect(via.apply(pair.quiche.listen()));
      } else {
        pair.ours.listen();
        pair.quiche.connect(via.apply(pair.ours.local));
      }
      Waiting.get(pair.ours.confirmed);
      Waiting.get(pair.quiche.established());
      return pair;
    } catch (AssertionError e) {
      pair.close();
      throw e;
    }
  }

  /** The ends, to do a thing in both directions. */
  Side[] sides() {
    return new Side[] {ours, quiche};
  }

  @Override
  public void close() {
    try {
      quiche.close();
    } finally {
      ours.close();
    }
  }
}
