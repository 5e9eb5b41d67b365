package org.tquic.api.doctor;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;

/**
 * The server that a router is paired with, as an OSGi service; its values do not change. Makes
 * handshakes as this router and keeps the router's key to itself.
 */
public interface DoctorTarget {
  /** Address or name of the server. */
  String host();

  /** Its UDP port. */
  int port();

  /** Id of the engine that the bond uses. */
  String engine();

  /** This router's own certificate. */
  X509Certificate certificate();

  /**
   * Connects as this router. The future is that of {@link org.tquic.api.engine.QuicEngine#connect},
   * and fails with a {@link org.tquic.api.engine.ConnectFailure} also where no engine has that id.
   *
   * @param engine id of the engine to use
   */
  Future<QuicChannel> connect(String engine, DoctorDial dial);

  /**
   * Asks the server from where it sees a connection's packets come; fails where it does not tell.
   *
   * @param connection one of {@link #connect}
   */
  Future<InetSocketAddress> seenAs(QuicChannel connection);

  /**
   * Measures how much a link carries to and from the server, over a connection of its own; the
   * future fails as that of {@link #connect} does, or with the server's refusal.
   *
   * @param engine id of the engine to use
   * @param seconds how long in each direction, 1 to {@link DoctorRequest#MAX_CAPACITY_SECONDS}
   */
  Future<LinkCapacity> measure(String engine, DoctorDial dial, int seconds);
}
