package org.tquic.quic.endpoint;

import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.path.NetworkPath;

/** What a server does with new connections. Called from within {@link Endpoint#onDatagram}. */
public interface ServerAcceptor {
  /**
   * Settings of the next connection; asked for each time, so that certificates can be renewed. The
   * versions are those of the first time, when the endpoint begins to listen: what is offered may
   * not change between two packets of a client, RFC 9368 section 5.
   */
  ConnectionSettings settings();

  /**
   * A client wants a connection.
   *
   * @param network own address, the client's, and the link
   * @param addressValidated whether a token proves that the client is there
   * @return who hears of the connection's events, or null to refuse it
   */
  ConnectionEvents accept(NetworkPath network, boolean addressValidated);

  /**
   * The connection that was accepted, before its first event.
   *
   * @param events what {@link #accept} gave
   */
  void onConnection(Connection connection, ConnectionEvents events);
}
