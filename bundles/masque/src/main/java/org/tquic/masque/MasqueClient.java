package org.tquic.masque;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tquic.masque.MasqueConnection.PeerSettings;

/** The client of CONNECT-IP and of small requests. Thread-safe; one serves all connections. */
public final class MasqueClient {
  private final MasqueLimits limits;

  /** A client with the default limits. */
  public MasqueClient() {
    this(MasqueLimits.DEFAULT);
  }

  /** A client with limits of its own. */
  public MasqueClient(MasqueLimits limits) {
    this.limits = limits;
  }

  /** HTTP/3 for one connection's pipeline, before its handshake. Sharable. */
  public ChannelHandler newConnectionHandler() {
    return new ChannelInitializer<QuicChannel>() {
      @Override
      protected void initChannel(QuicChannel channel) {
        MasqueConnection connection = new MasqueConnection(channel, limits);
        channel
            .pipeline()
            .addLast(connection)
            .addLast(
                new Http3ClientConnectionHandler(
                    new MasquePipeline.ControlStream(connection),
                    null,
                    null,
                    MasquePipeline.localSettings(limits, false),
                    true))
            .addLast(new MasquePipeline.LastHandler());
      }
    };
  }

  /**
   * Sends a small request and gives the whole answer, whatever its status. Fails with a {@link
   * MasqueException}.
   *
   * @param headers extra header fields, names in lower case
   * @param body content, may be empty
   */
  public Future<HttpReply> request(
      QuicChannel channel,
      String method,
      String authority,
      String path,
      Map<String, String> headers,
      byte[] body) {
    Promise<HttpReply> promise = channel.eventLoop().newPromise();
    Http3HeadersFrame frame = headers(method, authority, path, headers);
    if (body.length > 0) {
      frame.headers().setInt("content-length", body.length);
    }
    openStream(channel, new ClientExchange(promise, limits, frame, body), promise);
    return promise;
  }

  /**
   * Opens a tunnel for all addresses and protocols (RFC 9484), when the peer's settings have come
   * and allow it. Fails with a {@link MasqueException}.
   *
   * @param extraHeaders extra header fields, names in lower case
   */
  public Future<IpTunnel> connectIp(
      QuicChannel channel,
      String authority,
      Map<String, String> extraHeaders,
      IpTunnelListener listener) {
    Promise<IpTunnel> promise = channel.eventLoop().newPromise();
    MasqueConnection connection = MasqueConnection.of(channel);
    if (connection == null) {
      throw new IllegalArgumentException("the connection's pipeline is not of this client");
    }
    timeLimit(
        promise,
        channel,
        limits.answerTimeout(),
        "the server's settings or its answer did not come in time");
    connection
        .settings()
        .addListener(
            (Future<PeerSettings> settings) -> {
              if (!settings.isSuccess()) {
                promise.tryFailure(settings.cause());
              } else if (!settings.getNow().extendedConnect() || !settings.getNow().datagrams()) {
                promise.tryFailure(
                    new MasqueException(
                        MasqueException.Kind.UNSUPPORTED,
                        "the server does not announce extended CONNECT and HTTP Datagrams",
                        null));
              } else {
                Http3HeadersFrame frame =
                    headers("CONNECT", authority, ConnectIpPath.WILDCARD, extraHeaders);
                frame.headers().protocol("connect-ip").set(Fields.CAPSULE_PROTOCOL, "?1");
                openStream(
                    channel, new TunnelOpening(connection, promise, frame, listener), promise);
              }
            });
    return promise;
  }

  private void openStream(QuicChannel channel, ChannelHandler handler, Promise<?> promise) {
    openStream(channel, handler, promise, limits.answerTimeout());
  }

  static void openStream(
      QuicChannel channel, ChannelHandler handler, Promise<?> promise, Duration bound) {
    if (promise.isDone()) {
      return;
    }
    timeLimit(promise, channel, bound, "no answer in time");
    Http3.newRequestStream(channel, handler)
        .addListener(
            (Future<QuicStreamChannel> f) -> {
              if (!f.isSuccess()) {
                promise.tryFailure(
                    new MasqueException(
                        MasqueException.Kind.CLOSED, "cannot open a request stream", f.cause()));
              }
            });
  }

  private static void timeLimit(
      Promise<?> promise, QuicChannel channel, Duration bound, String message) {
    ScheduledFuture<?> timeout =
        channel
            .eventLoop()
            .schedule(
                () ->
                    promise.tryFailure(
                        new MasqueException(MasqueException.Kind.TIMEOUT, message, null)),
                bound.toMillis(),
                TimeUnit.MILLISECONDS);
    promise.addListener(f -> timeout.cancel(false));
  }

  static Http3HeadersFrame headers(
      String method, String authority, String path, Map<String, String> fields) {
    Http3HeadersFrame frame = new DefaultHttp3HeadersFrame();
    Http3Headers headers = frame.headers();
    headers.method(method).scheme("https").authority(authority).path(path);
    Fields.addAll(headers, fields);
    return frame;
  }
}
