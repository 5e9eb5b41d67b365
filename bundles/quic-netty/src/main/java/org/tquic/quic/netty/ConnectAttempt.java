package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.HandshakeFailures;
import org.tquic.api.engine.HandshakeTimer;
import org.tquic.quic.Role;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.endpoint.Endpoint;
import org.tquic.quic.netty.udp.UdpTransport;

/**
 * A client's connection, from its first socket to the server's confirmation, and what its sockets
 * report from then on. Everything runs on the connection's loop.
 */
final class ConnectAttempt implements ConnectionOwner, EndpointDriver.Owner {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final UdpTransport transport;
  private final MultipathEvidence evidence;
  private final ClientRequest request;
  private final Promise<QuicChannel> promise;
  private final TrustVerifier verifier;
  private final HandshakeTimer timer;
  private EndpointDriver driver;
  private MultipathQuicChannel channel;
  private SocketTroubles troubles;

  ConnectAttempt(
      UdpTransport transport,
      MultipathEvidence evidence,
      ClientRequest request,
      Promise<QuicChannel> promise) {
    this.transport = transport;
    this.evidence = evidence;
    this.request = request;
    this.promise = promise;
    verifier = new TrustVerifier(request.tls().trust(), Role.SERVER);
    timer = new HandshakeTimer(request, () -> driver.datagramsReceived(), this::fail);
  }

  void start() {
    try {
      open();
    } catch (ConnectFailure e) {
      fail(e);
    } catch (IOException | RuntimeException e) {
      fail(Failures.SOCKETS.ofClient(e, request.link(), request.remote()));
    }
    promise.addListener(done -> onDone());
  }

  private void open() throws IOException {
    SecureRandom random = new SecureRandom();
    int maxUdpPayload = request.transport().maxUdpPayload();
    // The attempt has its own clock, for it ends with the server's confirmation only.
    Duration limit = request.answeredTimeout().plus(GRACE);
    Endpoint endpoint = new Endpoint(EngineSettings.endpoint(limit, random));
    driver =
        new EndpointDriver(
            request.loop(),
            transport,
            endpoint,
            maxUdpPayload,
            evidence.logs(request.loop(), Role.CLIENT),
            this);
    channel = new MultipathQuicChannel(null, driver, this, request.streamHandler());
    troubles = new SocketTroubles(channel);
    PathSocket socket = driver.open(request.link(), request.remote());
    channel.attach(
        endpoint.connect(
            EngineSettings.client(
                request.transport(), request.tls(), verifier, evidence.keyLog(), random),
            socket.network(),
            AddressToken.NONE,
            channel.events(),
            System.nanoTime()));
    if (request.handler() != null) {
      channel.pipeline().addLast(request.handler());
    }
    request.loop().register(channel);
    timer.start();
    driver.requestTurn();
  }

  private void fail(ConnectFailure failure) {
    promise.tryFailure(failure);
  }

  /** Whoever ended the attempt, also its caller by cancelling. */
  private void onDone() {
    timer.stop();
    if (promise.isSuccess()) {
      return;
    }
    if (channel != null && channel.isRegistered()) {
      channel.close();
    } else if (driver != null) {
      driver.close();
    }
  }

  @Override
  public void onEstablished(MultipathQuicChannel established) {
    established.activate();
  }

  /**
   * The server has judged this side's certificate. Before that a client may be established and be
   * refused all the same.
   */
  @Override
  public void onConfirmed(MultipathQuicChannel confirmed) {
    promise.trySuccess(confirmed);
  }

  @Override
  public void onClosed(MultipathQuicChannel closed, CloseReason reason) {
    if (promise.isDone()) {
      return;
    }
    if (verifier.refusal() != null) {
      fail(HandshakeFailures.ofTls(verifier.refusal(), request.remote()));
    } else if (reason.kind() == CloseReason.Kind.IDLE_TIMEOUT) {
      fail(timer.failure(request.transport().idleTimeout()));
    } else {
      fail(Failures.ofHandshake(reason, request.remote()));
    }
  }

  /** The sockets stay for a moment after the close, to repeat it to a peer that missed it. */
  @Override
  public void onTerminated(MultipathQuicChannel terminated) {
    driver.close();
  }

  @Override
  public void onLinkBlocked(int link, boolean blocked) {
    channel.connection().setLinkBlocked(link, blocked);
    channel.wake();
  }

  @Override
  public void onInput() {
    channel.connectionPaths().onProgress();
  }

  @Override
  public void onSocketError(PathSocket socket, IOException error) {
    ConnectFailure failure = Failures.SOCKETS.ofClient(error, socket.binding(), socket.remote());
    if (!promise.isDone()) {
      fail(failure);
    } else if (!channel.connectionPaths().onSocketError(socket, error)) {
      troubles.report(failure);
    }
  }
}
