package org.tquic.quic.quiche;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.ServerRequest;

/** Opens QUIC connections with quiche, over epoll where the native is present and NIO else. */
@Component(service = QuicEngine.class, property = QuicEngine.PROPERTY + "=" + QuicheEngine.ID)
public final class QuicheEngine implements QuicEngine {
  static final String ID = "quiche";

  private static final Logger LOG = LoggerFactory.getLogger(QuicheEngine.class);

  private final UdpTransport transport;
  private final AdmissionLimits limits;

  /** The engine over the best transport of this machine. */
  @Activate
  public QuicheEngine() {
    this(UdpTransport.best(), AdmissionLimits.DEFAULT);
    LOG.info("quiche engine over {}", transport.name());
  }

  QuicheEngine(UdpTransport transport, AdmissionLimits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Set<String> congestionAlgorithms() {
    return Codecs.congestionAlgorithms();
  }

  @Override
  public EventLoopGroup newEventLoopGroup(int threads, String threadName) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(threadName), transport.ioHandlerFactory());
  }

  @Override
  public Future<QuicChannel> connect(ClientRequest request) {
    Promise<QuicChannel> promise = request.loop().newPromise();
    ConnectFailure unavailable = unavailable();
    if (unavailable != null) {
      return promise.setFailure(unavailable);
    }
    request.loop().execute(() -> new ConnectAttempt(transport, request, promise).start());
    return promise;
  }

  @Override
  public Future<Channel> listen(ServerRequest request) {
    Promise<Channel> promise = request.loop().newPromise();
    ConnectFailure unavailable = unavailable();
    if (unavailable != null) {
      return promise.setFailure(unavailable);
    }
    request.loop().execute(() -> new Listener(transport, limits, request, promise).start());
    return promise;
  }

  private static ConnectFailure unavailable() {
    if (Quic.isAvailable()) {
      return null;
    }
    return new ConnectFailure(
        PathReason.INTERNAL,
        "quiche's native library does not load: " + Quic.unavailabilityCause(),
        "Install the package for this machine's architecture, or select another engine.",
        Quic.unavailabilityCause());
  }
}
