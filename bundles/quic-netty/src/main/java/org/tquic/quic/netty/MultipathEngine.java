package org.tquic.quic.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.EngineEvidence;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.ServerRequest;
import org.tquic.quic.netty.udp.UdpTransport;
import org.tquic.quic.netty.udp.UdpTransports;
import org.tquic.quic.recovery.NewReno;

/**
 * Opens connections of this project's own QUIC, each over as many links as it is given paths. Its
 * congestion controllers and schedulers are plug-ins.
 */
@Component(service = QuicEngine.class, property = QuicEngine.PROPERTY + "=" + MultipathEngine.ID)
public final class MultipathEngine implements QuicEngine {
  static final String ID = "multipath";

  private static final Logger LOG = LoggerFactory.getLogger(MultipathEngine.class);

  private final UdpTransport transport;
  private final MultipathEvidence evidence = new MultipathEvidence();

  /** The engine over the best sockets of this machine. */
  @Activate
  public MultipathEngine() {
    this(UdpTransports.best());
    LOG.info("multipath engine over {}", transport.name());
  }

  MultipathEngine(UdpTransport transport) {
    this.transport = transport;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Set<String> congestionAlgorithms() {
    return Set.of(NewReno.ID);
  }

  @Override
  public boolean isMultipath() {
    return true;
  }

  @Override
  public Optional<EngineEvidence> evidence() {
    return Optional.of(evidence);
  }

  @Override
  public EventLoopGroup newEventLoopGroup(int threads, String threadName) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(threadName), transport.ioHandlerFactory());
  }

  @Override
  public Future<QuicChannel> connect(ClientRequest request) {
    Promise<QuicChannel> promise = request.loop().newPromise();
    request.loop().execute(() -> new ConnectAttempt(transport, evidence, request, promise).start());
    return promise;
  }

  @Override
  public Future<Channel> listen(ServerRequest request) {
    Promise<Channel> promise = request.loop().newPromise();
    request.loop().execute(() -> new Listener(transport, evidence, request).start(promise));
    return promise;
  }
}
