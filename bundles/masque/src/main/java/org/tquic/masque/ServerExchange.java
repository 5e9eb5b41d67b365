package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.masque.MasqueConnection.PeerSettings;

/** One request at the server: a whole plain request, or CONNECT-IP until it is accepted. */
final class ServerExchange extends StreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ServerExchange.class);
  private static final String NO_TYPE = "about:blank";

  private final MasqueConnection connection;
  private final QuicStreamChannel stream;
  private final MasqueServerHandler handler;
  private final ScheduledFuture<?> timeout;

  private Http3Headers request;
  private Map<String, String> headers;
  private ByteBuf body;
  private boolean connect;
  private boolean answered;

  ServerExchange(
      MasqueConnection connection, QuicStreamChannel stream, MasqueServerHandler handler) {
    this.connection = connection;
    this.stream = stream;
    this.handler = handler;
    this.timeout =
        connection
            .channel()
            .eventLoop()
            .schedule(
                () -> stream.shutdown(Http3ErrorCode.H3_REQUEST_INCOMPLETE.code()),
                connection.limits().answerTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    stream.closeFuture().addListener(f -> timeout.cancel(false));
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3HeadersFrame frame) {
    if (request != null) {
      return; // Trailers tell us nothing.
    }
    request = frame.headers();
    try {
      headers = Fields.toMap(request);
    } catch (MasqueException e) {
      stream.shutdown(H3Errors.forStream(e));
      return;
    }
    boolean isConnect = Fields.text(request.method()).equals("CONNECT");
    String protocol = Fields.text(request.protocol());
    if (!isConnect && !protocol.isEmpty()) {
      // RFC 8441 section 4: the pseudo-field belongs to CONNECT.
      stream.shutdown(Http3ErrorCode.H3_MESSAGE_ERROR.code());
    } else if (Fields.text(request.path()).startsWith(CapacityRequest.PATH)) {
      capacity();
    } else if (!isConnect) {
      body = Unpooled.buffer(0, connection.limits().bodyBytes());
    } else if (!protocol.equals("connect-ip")) {
      // RFC 9220 section 3: 501 for an unknown protocol.
      problem(501, NO_TYPE, "CONNECT is served with the protocol connect-ip alone");
    } else {
      connect = true;
      timeout.cancel(false);
      connection.await(stream);
      connection.settings().addListener((Future<PeerSettings> f) -> connectIp(f));
    }
  }

  private void capacity() {
    OptionalInt seconds = CapacityRequest.seconds(Fields.text(request.path()));
    String method = Fields.text(request.method());
    if (seconds.isEmpty()) {
      problem(400, NO_TYPE, "seconds are 1 to " + CapacityRequest.MAX_SECONDS);
    } else if (method.equals("GET") || method.equals("POST")) {
      handler.onCapacity(new Measurement(seconds.getAsInt(), method.equals("GET")));
    } else {
      problem(405, NO_TYPE, "a capacity is measured with GET or POST");
    }
  }

  private void connectIp(Future<PeerSettings> settings) {
    if (!settings.isSuccess() || answered) {
      return;
    }
    if (!Fields.text(request.scheme()).equals("https")) {
      problem(400, NO_TYPE, "the scheme must be https");
      return;
    }
    String path = Fields.text(request.path());
    if (!path.startsWith(ConnectIpPath.PREFIX)) {
      problem(404, NO_TYPE, "CONNECT-IP is served at " + ConnectIpPath.PREFIX);
      return;
    }
    ConnectIpPath target;
    try {
      target = ConnectIpPath.parse(path);
    } catch (IllegalArgumentException e) {
      problem(400, NO_TYPE, e.getMessage());
      return;
    }
    if (!settings.getNow().datagrams()) {
      problem(400, NO_TYPE, "the client must enable HTTP Datagrams");
      return;
    }
    handler.onConnectIp(new Request(target));
  }

  @Override
  protected void channelRead(ChannelHandlerContext ctx, Http3DataFrame frame) {
    try {
      if (answered) {
        return;
      }
      if (connect) {
        // Capsules may come before the answer, which must be in order first.
        early(frame.content());
      } else if (body == null || frame.content().readableBytes() > body.maxWritableBytes()) {
        problem(413, NO_TYPE, "at most " + connection.limits().bodyBytes() + " bytes");
      } else {
        body.writeBytes(frame.content());
      }
    } finally {
      frame.release();
    }
  }

  private void early(ByteBuf capsules) {
    if (body == null) {
      body = Unpooled.buffer(0, connection.limits().bodyBytes());
    }
    if (capsules.readableBytes() > body.maxWritableBytes()) {
      stream.shutdown(Http3ErrorCode.H3_EXCESSIVE_LOAD.code());
    } else {
      body.writeBytes(capsules);
    }
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext ctx) {
    if (answered) {
      return;
    }
    if (request == null || connect) {
      stream.shutdown(Http3ErrorCode.H3_REQUEST_INCOMPLETE.code());
      return;
    }
    timeout.cancel(false);
    byte[] content = new byte[body.readableBytes()];
    body.readBytes(content);
    handler.onRequest(
        new HttpRequestInfo(
            connection.channel(),
            peerCertificates(),
            Fields.text(request.method()),
            Fields.text(request.authority()),
            Fields.text(request.path()),
            headers,
            content),
        new Answer());
  }

  @Override
  void failed(MasqueException failure) {
    LOG.debug("request stream {} failed", stream.streamId(), failure);
    if (stream.isOpen()) {
      stream.shutdown(H3Errors.forStream(failure));
    }
  }

  private void problem(int status, String type, String detail) {
    new Answer().problem(status, type, detail);
  }

  private List<X509Certificate> peerCertificates() {
    return PeerCertificates.of(connection.channel());
  }

  /** Answers once, on the loop. */
  private final class Answer implements Responder {
    @Override
    public void respond(int status, Map<String, String> fields, byte[] content) {
      onLoop(() -> Replies.send(stream, status, fields, content));
    }

    @Override
    public void problem(int status, String type, String detail) {
      onLoop(() -> Replies.problem(stream, status, type, detail));
    }

    private void onLoop(Runnable answer) {
      if (!stream.eventLoop().inEventLoop()) {
        stream.eventLoop().execute(() -> onLoop(answer));
        return;
      }
      if (answered) {
        throw new IllegalStateException("the request is answered already");
      }
      answered = true;
      timeout.cancel(false);
      answer.run();
      if (!stream.isInputShutdown()) {
        // The answer does not need the rest of the request (RFC 9114 section 4.1.1).
        stream.shutdownInput(Http3ErrorCode.H3_NO_ERROR.code());
      }
    }
  }

  /** A request to measure as the handler sees it. */
  private final class Measurement implements CapacityRequest {
    private final int seconds;
    private final boolean sends;

    Measurement(int seconds, boolean sends) {
      this.seconds = seconds;
      this.sends = sends;
    }

    @Override
    public List<X509Certificate> peerCertificates() {
      return ServerExchange.this.peerCertificates();
    }

    @Override
    public void accept(Runnable over) {
      answered = true;
      timeout.cancel(false);
      stream.closeFuture().addListener(closed -> over.run());
      stream
          .pipeline()
          .replace(ServerExchange.this, null, new CapacityExchange(stream, seconds, sends));
    }

    @Override
    public void reject(int status, String problemType, String detail) {
      problem(status, problemType, detail);
    }
  }

  /** A CONNECT-IP request as the handler sees it. */
  private final class Request implements ConnectIpRequest {
    private final ConnectIpPath path;

    Request(ConnectIpPath path) {
      this.path = path;
    }

    @Override
    public QuicChannel channel() {
      return connection.channel();
    }

    @Override
    public List<X509Certificate> peerCertificates() {
      return ServerExchange.this.peerCertificates();
    }

    @Override
    public Map<String, String> headers() {
      return Map.copyOf(headers);
    }

    @Override
    public String authority() {
      return Fields.text(request.authority());
    }

    @Override
    public String target() {
      return path.target();
    }

    @Override
    public int ipProtocol() {
      return path.ipProtocol();
    }

    @Override
    public IpTunnel accept(Map<String, String> responseHeaders, IpTunnelListener listener) {
      if (answered) {
        throw new IllegalStateException("the request is answered already");
      }
      answered = true;
      Http3HeadersFrame frame = Replies.headers(200, responseHeaders);
      frame.headers().set(Fields.CAPSULE_PROTOCOL, "?1");
      stream.writeAndFlush(frame);
      TunnelStream tunnel = new TunnelStream(connection, stream, headers, listener);
      stream.pipeline().replace(ServerExchange.this, null, tunnel);
      // What came early is given after the caller has its tunnel.
      stream
          .eventLoop()
          .execute(
              () -> {
                if (body != null) {
                  tunnel.capsules(body);
                }
                connection.replay(tunnel);
              });
      return tunnel;
    }

    @Override
    public void reject(int status, String problemType, String detail) {
      problem(status, problemType, detail);
    }
  }
}
