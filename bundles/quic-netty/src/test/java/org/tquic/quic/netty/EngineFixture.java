package org.tquic.quic.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.engine.TransportSettings;
import org.tquic.quic.netty.udp.NioUdpTransport;
import org.tquic.quic.netty.udp.UdpTransport;
import org.tquic.quic.netty.udp.UdpTransports;

/** An engine with two loops, and the two sides' identities, on the loopback device. */
final class EngineFixture implements AutoCloseable {
  static final TestIdentity SERVER = TestIdentity.create("server");
  static final TestIdentity CLIENT = TestIdentity.create("client");
  static final TransportSettings SETTINGS =
      new TransportSettings(1472, Duration.ofSeconds(10), 256, "newreno");
  static final long SECONDS = 20;

  final MultipathEngine engine;
  final EventLoopGroup group;

  EngineFixture(UdpTransport transport) {
    engine = new MultipathEngine(transport);
    group = engine.newEventLoopGroup(2, "engine-test");
  }

  /** The kinds of sockets of this machine. */
  static Stream<UdpTransport> transports() {
    return Epoll.isAvailable()
        ? Stream.of(new NioUdpTransport(), UdpTransports.best())
        : Stream.of(new NioUdpTransport());
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The link of an own address, bound to no device. */
  static LinkBinding link(String source) {
    try {
      return new LinkBinding("", InetAddress.getByName(source));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Channel listen(ChannelHandler handler, ChannelHandler streamHandler) throws Exception {
    return await(
        engine.listen(
            new ServerRequest(
                group.next(),
                loopback(0),
                SERVER.trusting(CLIENT),
                SETTINGS,
                handler,
                streamHandler)));
  }

  MultipathChannel connect(Channel listener, ChannelHandler handler) throws Exception {
    return (MultipathChannel)
        await(
            connect(
                port(listener), CLIENT.trusting(SERVER), SETTINGS, handler, Duration.ofSeconds(5)));
  }

  Future<QuicChannel> connect(
      int port,
      TlsIdentity tls,
      TransportSettings settings,
      ChannelHandler handler,
      Duration timeout) {
    return engine.connect(
        new ClientRequest(
            group.next(),
            link("127.0.0.1"),
            loopback(port),
            tls,
            settings,
            timeout,
            handler,
            null));
  }

  static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }

  /** Does something on a channel's loop. */
  static <T> T on(Channel channel, Callable<T> action) throws Exception {
    return channel.eventLoop().submit(action).get(SECONDS, TimeUnit.SECONDS);
  }

  static ConnectFailure failure(Future<?> future) throws InterruptedException {
    assertThat(future.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(future.cause()).isInstanceOf(ConnectFailure.class);
    ConnectFailure failure = (ConnectFailure) future.cause();
    assertThat(failure.getMessage()).isNotBlank();
    assertThat(failure.remedy()).isNotBlank();
    return failure;
  }

  /** Waits until a port is free: the JDK gives it up with the loop's next look at its sockets. */
  static void awaitFree(InetSocketAddress address) throws IOException {
    boolean free = false;
    while (!free) {
      try (DatagramSocket socket = new DatagramSocket(address)) {
        free = socket.isBound();
      } catch (BindException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
