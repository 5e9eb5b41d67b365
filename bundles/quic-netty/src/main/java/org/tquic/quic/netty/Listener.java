package org.tquic.quic.netty;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.engine.ServerRequest;
import org.tquic.quic.Role;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.endpoint.Endpoint;
import org.tquic.quic.endpoint.ServerAcceptor;
import org.tquic.quic.netty.udp.UdpTransport;
import org.tquic.quic.path.NetworkPath;

/**
 * A server: one socket for all connections and all of their paths. A connection's channel is made
 * at its first packet, and its handlers learn of it when its peer is authenticated.
 */
final class Listener implements ServerAcceptor, ConnectionOwner, EndpointDriver.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private final UdpTransport transport;
  private final MultipathEvidence evidence;
  private final ServerRequest request;
  private final SecureRandom random = new SecureRandom();
  private final Set<MultipathQuicChannel> connections = new LinkedHashSet<>();
  private EndpointDriver driver;
  private ListenerChannel channel;
  private MultipathQuicChannel accepted;

  Listener(UdpTransport transport, MultipathEvidence evidence, ServerRequest request) {
    this.transport = transport;
    this.evidence = evidence;
    this.request = request;
  }

  void start(Promise<Channel> promise) {
    try {
      open();
    } catch (IOException | RuntimeException e) {
      if (driver != null) {
        driver.close();
      }
      promise.tryFailure(Failures.SOCKETS.ofListener(e, request.local()));
      return;
    }
    request
        .loop()
        .register(channel)
        .addListener(
            registered -> {
              if (!registered.isSuccess()) {
                driver.close();
                promise.tryFailure(
                    Failures.SOCKETS.ofListener(registered.cause(), request.local()));
              } else if (!promise.trySuccess(channel)) {
                channel.close();
              }
            });
  }

  private void open() throws IOException {
    // Says at once what is wrong with them, rather than at the first connection.
    settings();
    Endpoint endpoint = new Endpoint(EngineSettings.endpoint(HANDSHAKE_TIMEOUT, random));
    driver =
        new EndpointDriver(
            request.loop(),
            transport,
            endpoint,
            request.transport().maxUdpPayload(),
            evidence.logs(request.loop(), Role.SERVER),
            this);
    PathSocket socket = driver.open(request.local());
    channel = new ListenerChannel(this, driver.loop(), socket.localAddress());
    endpoint.listen(this);
  }

  @Override
  public ConnectionSettings settings() {
    return EngineSettings.server(
        request.transport(),
        request.tls(),
        new TrustVerifier(request.tls().trust(), Role.CLIENT),
        evidence.keyLog(),
        random);
  }

  @Override
  public ConnectionEvents accept(NetworkPath network, boolean addressValidated) {
    accepted = new MultipathQuicChannel(channel, driver, this, request.streamHandler());
    return accepted.events();
  }

  @Override
  public void onConnection(Connection connection, ConnectionEvents events) {
    accepted.attach(connection);
    accepted = null;
  }

  @Override
  public void onEstablished(MultipathQuicChannel established) {
    connections.add(established);
    if (request.handler() != null) {
      established.pipeline().addLast(request.handler());
    }
    established.activate();
  }

  @Override
  public void onClosed(MultipathQuicChannel closed, CloseReason reason) {
    if (!connections.remove(closed)) {
      LOG.debug("a handshake failed: {}", reason);
    }
  }

  @Override
  public void onLinkBlocked(int link, boolean blocked) {
    // All connections wait, for there is no other socket.
  }

  @Override
  public void onInput() {
    // Only clients wait for something of their own.
  }

  @Override
  public void onSocketError(PathSocket socket, IOException error) {
    LOG.debug("UDP socket of the listener: {}", error.toString());
  }

  /** Tells all peers, then closes the socket. */
  void close() {
    for (MultipathQuicChannel connection : List.copyOf(connections)) {
      connection.unsafe().close(connection.voidPromise());
    }
    driver.endpoint().close(0, "", System.nanoTime());
    driver.shutDown();
  }
}
