package org.tquic.masque;

import io.netty.handler.codec.quic.QuicChannel;

/** What a MASQUE server does with requests. Called on the channel's event loop. */
public interface MasqueServerHandler {
  /** A client's connection is up, its certificate having passed the trust manager. */
  default void onConnection(QuicChannel channel) {}

  /** A whole request other than CONNECT-IP. Without an answer it stays open. */
  default void onRequest(HttpRequestInfo request, Responder responder) {
    responder.problem(404, "about:blank", "Nothing is at " + request.path());
  }

  /** A request to measure the connection, to be accepted or rejected now. */
  default void onCapacity(CapacityRequest request) {
    request.reject(404, "about:blank", "Nothing is measured here");
  }

  /** A CONNECT-IP request, to be accepted or rejected now or later. */
  void onConnectIp(ConnectIpRequest request);
}
