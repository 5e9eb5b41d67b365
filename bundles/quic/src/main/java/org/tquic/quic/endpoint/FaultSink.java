package org.tquic.quic.endpoint;

import org.tquic.quic.connection.Connection;

/**
 * Hears of exceptions that ended a connection though its peer kept to the rules: faults of the
 * engine, of a plug-in's factory or of the application's own events. It is there to log them.
 */
@FunctionalInterface
public interface FaultSink {
  /** Keeps them to itself; {@link EndpointCounters#faults} counts them all the same. */
  FaultSink NONE = (connection, fault) -> {};

  /**
   * A connection failed. It closes with INTERNAL_ERROR, and is dropped if that fails too.
   *
   * @param connection which it was, null for one that was not let in because of it
   */
  void onFault(Connection connection, Throwable fault);
}
