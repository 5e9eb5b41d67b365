package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.codec.quic.QuicTransportParameters;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.engine.DatagramRoom;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.PathInfo;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.quic.recovery.NewReno;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A connection as a channel. Buffers written to it leave as DATAGRAM frames, and those that arrive
 * are read from it; streams are channels of their own.
 */
final class MultipathQuicChannel extends EngineChannel implements MultipathChannel {
  private final EndpointDriver driver;
  private final ConnectionOwner owner;
  private final ConnectionEventQueue events;
  private final ConnectionConfig config;
  private final StreamRegistry streams;
  private final ConnectionPaths paths;
  private final DatagramWriter datagrams;
  private Connection connection;
  private long arrivalPath = NO_PATH;
  private long wokenForRound = -1;
  private boolean readPending;
  private boolean datagramsRead;
  private CloseReason closeRequest;
  private volatile boolean active;
  private volatile boolean timedOut;
  private volatile HandshakeResult handshake;

  /**
   * A channel without a connection, which {@link #attach} brings.
   *
   * @param parent the listener's channel; null for a client
   * @param streamHandler put into the pipeline of each stream that the peer opens, or null
   */
  MultipathQuicChannel(
      Channel parent, EndpointDriver driver, ConnectionOwner owner, ChannelHandler streamHandler) {
    super(parent, driver.loop());
    this.driver = driver;
    this.owner = owner;
    config = new ConnectionConfig(this);
    events = new ConnectionEventQueue(driver, this);
    streams = new StreamRegistry(this, streamHandler);
    paths = new ConnectionPaths(this, driver);
    datagrams = new DatagramWriter(driver.scratch());
  }

  void attach(Connection newConnection) {
    connection = newConnection;
    driver.logs().add(newConnection);
    paths.refresh();
  }

  ConnectionEventQueue events() {
    return events;
  }

  Connection connection() {
    return connection;
  }

  StreamRegistry streams() {
    return streams;
  }

  ConnectionPaths connectionPaths() {
    return paths;
  }

  // What the connection tells.

  void onEstablished() {
    driver.logs().onEstablished(connection);
    if (!isOpen()) {
      return;
    }
    handshake = HandshakeResult.of(connection);
    owner.onEstablished(this);
  }

  /** Tells the pipeline that the connection can be used. */
  void activate() {
    active = true;
    if (isRegistered()) {
      pipeline().fireChannelActive();
    } else {
      driver.loop().register(this);
    }
  }

  void onConfirmed() {
    owner.onConfirmed(this);
  }

  void onStreamOpened(MultipathStreamChannel stream) {
    if (isActive()) {
      datagramsRead = true;
      events.noteRead();
      pipeline().fireChannelRead(stream);
    }
  }

  void onDatagramRoom() {
    if (isActive()) {
      pipeline().fireUserEventTriggered(DatagramRoom.AGAIN);
    }
  }

  /** The connection has ended, whoever wanted it. */
  void onClosed(CloseReason reason) {
    timedOut = reason.kind() == CloseReason.Kind.IDLE_TIMEOUT;
    owner.onClosed(this, reason);
    if (!isOpen()) {
      return;
    }
    if (isActive()) {
      pipeline().fireUserEventTriggered(Closing.event(reason));
    }
    unsafe().close(voidPromise());
  }

  void onTerminated() {
    driver.logs().remove(connection);
    owner.onTerminated(this);
  }

  // Reading.

  /** Hands on received datagrams, if somebody reads. */
  void readDatagrams() {
    DatagramInbox inbox = events.inbox();
    while (!inbox.isEmpty() && isActive() && (readPending || config.isAutoRead())) {
      datagramsRead = true;
      events.noteRead();
      arrivalPath = inbox.pathId();
      pipeline().fireChannelRead(inbox.poll());
    }
    arrivalPath = NO_PATH;
  }

  void completeRead() {
    streams.read();
    if (datagramsRead) {
      datagramsRead = false;
      readPending = false;
      pipeline().fireChannelReadComplete();
    }
  }

  @Override
  protected void doBeginRead() {
    readPending = true;
    if (!events.inbox().isEmpty()) {
      eventLoop().execute(this::readWaiting);
    }
  }

  private void readWaiting() {
    readDatagrams();
    driver.requestTurn();
  }

  @Override
  public long arrivalPath() {
    return arrivalPath;
  }

  // Writing.

  @Override
  protected Object filterOutboundMessage(Object message) {
    if (message instanceof ByteBuf) {
      return message;
    }
    throw new UnsupportedOperationException(
        "a connection takes buffers, one for each DATAGRAM frame, not " + message.getClass());
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    datagrams.write(connection, in);
  }

  /** Datagrams for one path are in the connection already, so there may be nothing to write. */
  @Override
  void onFlushed() {
    wake();
  }

  void requestTurn() {
    driver.requestTurn();
  }

  /** Memory for copies, of use within one call. */
  byte[] scratch() {
    return driver.scratch();
  }

  /** Has the connection sent what it was given, soon. */
  void wake() {
    if (wokenForRound != driver.rounds()) {
      wokenForRound = driver.rounds();
      driver.wake(connection);
    }
  }

  @Override
  public boolean sendDatagram(long pathId, ByteBuf datagram) {
    try {
      return isActive() && datagrams.write(connection, pathId, datagram);
    } finally {
      datagram.release();
    }
  }

  @Override
  public long datagramRoom(long pathId) {
    return isActive() ? connection.datagramRoom(pathId) : 0;
  }

  @Override
  public int maxDatagramBytes(long pathId) {
    return isActive() ? connection.maxDatagramBytes(pathId) : 0;
  }

  // Streams.

  @Override
  public long peerAllowedStreams(QuicStreamType type) {
    return isActive() ? connection.openableStreams(type == QuicStreamType.BIDIRECTIONAL) : 0;
  }

  @Override
  public Future<QuicStreamChannel> createStream(
      QuicStreamType type, ChannelHandler handler, Promise<QuicStreamChannel> promise) {
    return onLoop(promise, () -> streams.create(type, handler, promise));
  }

  // Paths and plug-ins.

  @Override
  public boolean isMultipath() {
    return isActive() && connection.isMultipath();
  }

  @Override
  public Future<Long> openPath(LinkBinding link, InetSocketAddress remote) {
    return paths.open(link, remote);
  }

  @Override
  public boolean closePath(long pathId) {
    return isActive() && paths.close(pathId);
  }

  @Override
  public void preferPath(long pathId, boolean available) {
    if (isActive()) {
      connection.preferPath(pathId, available);
      wake();
    }
  }

  @Override
  public void notePath(long pathId, PathState state, PathReason reason) {
    paths.note(pathId, state, reason);
  }

  @Override
  public List<PathInfo> paths() {
    return paths.all();
  }

  @Override
  public PathInfo path(long pathId) {
    return paths.get(pathId);
  }

  @Override
  public Map<String, Long> pathCounters(long pathId) {
    return paths.counters(pathId);
  }

  @Override
  public void selectCongestion(CongestionControllerFactory factory) {
    if (isOpen()) {
      connection.swapCongestion(factory == null ? NewReno.FACTORY : factory, System.nanoTime());
      wake();
    }
  }

  @Override
  public void selectCongestion(long pathId, CongestionControllerFactory factory) {
    if (isOpen()) {
      CongestionControllerFactory chosen = factory == null ? NewReno.FACTORY : factory;
      connection.swapCongestion(pathId, chosen, System.nanoTime());
      wake();
    }
  }

  @Override
  public void followCongestion(long pathId) {
    if (isOpen()) {
      connection.swapCongestion(pathId, null, System.nanoTime());
      wake();
    }
  }

  @Override
  public void selectScheduler(PathSchedulerFactory factory) {
    if (isOpen()) {
      connection.swapScheduler(
          factory == null ? BuiltinMinRtt.FACTORY : factory, System.nanoTime());
      wake();
    }
  }

  // What is known of the connection.

  @Override
  public SSLEngine sslEngine() {
    HandshakeResult known = handshake;
    return known == null ? null : known.engine();
  }

  @Override
  public QuicTransportParameters peerTransportParameters() {
    HandshakeResult known = handshake;
    return known == null ? null : known.parameters();
  }

  @Override
  public boolean isTimedOut() {
    return timedOut;
  }

  @Override
  public QuicConnectionAddress localAddress() {
    return localAddress0();
  }

  @Override
  public QuicConnectionAddress remoteAddress() {
    return remoteAddress0();
  }

  @Override
  protected QuicConnectionAddress localAddress0() {
    HandshakeResult known = handshake;
    return known == null ? null : known.local();
  }

  @Override
  protected QuicConnectionAddress remoteAddress0() {
    HandshakeResult known = handshake;
    return known == null ? null : known.remote();
  }

  @Override
  public SocketAddress localSocketAddress() {
    NetworkPath main = paths.main();
    return main == null ? null : main.local();
  }

  @Override
  public SocketAddress remoteSocketAddress() {
    NetworkPath main = paths.main();
    return main == null ? null : main.remote();
  }

  @Override
  public Future<QuicConnectionStats> collectStats(Promise<QuicConnectionStats> promise) {
    return onLoop(
        promise,
        () ->
            promise.setSuccess(
                ConnectionStats.of(connection.counters(), connection.paths().size())));
  }

  @Override
  public Future<QuicConnectionPathStats> collectPathStats(
      int index, Promise<QuicConnectionPathStats> promise) {
    return onLoop(promise, () -> PathStats.collect(paths.usable(), index, promise));
  }

  // The channel.

  @Override
  public ConnectionConfig config() {
    return config;
  }

  @Override
  public boolean isActive() {
    return active && isOpen();
  }

  @Override
  public MultipathQuicChannel read() {
    pipeline().read();
    return this;
  }

  @Override
  public MultipathQuicChannel flush() {
    pipeline().flush();
    return this;
  }

  @Override
  public ChannelFuture close(
      boolean applicationClose, int error, ByteBuf reason, ChannelPromise promise) {
    CloseReason request =
        new CloseReason(
            applicationClose
                ? CloseReason.Kind.LOCAL_APPLICATION
                : CloseReason.Kind.LOCAL_TRANSPORT,
            error,
            reason.toString(StandardCharsets.UTF_8));
    reason.release();
    return onLoop(promise, () -> close(request, promise));
  }

  private void close(CloseReason request, ChannelPromise promise) {
    if (closeRequest == null) {
      closeRequest = request;
    }
    close(promise);
  }

  @Override
  void onClose() {
    streams.closeAll();
    events.inbox().clear();
    paths.onConnectionClosed();
    CloseReason reason =
        closeRequest == null
            ? new CloseReason(CloseReason.Kind.LOCAL_TRANSPORT, TransportError.NO_ERROR, "")
            : closeRequest;
    if (reason.kind() == CloseReason.Kind.LOCAL_APPLICATION) {
      connection.close(reason.code(), reason.reason(), System.nanoTime());
    } else {
      connection.closeTransport(reason.code(), reason.reason(), System.nanoTime());
    }
    wake();
  }

  @Override
  protected DefaultChannelPipeline newChannelPipeline() {
    return new ConnectionPipeline();
  }

  /** Streams of the peer's that no handler keeps get the handler for them. */
  private final class ConnectionPipeline extends DefaultChannelPipeline {
    ConnectionPipeline() {
      super(MultipathQuicChannel.this);
    }

    @Override
    protected void onUnhandledInboundMessage(ChannelHandlerContext ctx, Object message) {
      if (message instanceof MultipathStreamChannel stream) {
        streams.register(stream);
      } else {
        super.onUnhandledInboundMessage(ctx, message);
      }
    }
  }
}
