package org.tquic.quic.quiche;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.engine.TransportSettings;

/** An engine with a loop, and the two sides' identities, on the loopback device. */
final class EngineFixture implements AutoCloseable {
  static final TestIdentity SERVER = TestIdentity.create("server");
  static final TestIdentity CLIENT = TestIdentity.create("client");
  static final TransportSettings SETTINGS =
      new TransportSettings(1472, Duration.ofSeconds(10), 256, "bbr");

  final QuicheEngine engine;
  final EventLoopGroup group;

  EngineFixture(UdpTransport transport) {
    this(transport, AdmissionLimits.DEFAULT);
  }

  EngineFixture(UdpTransport transport, AdmissionLimits limits) {
    engine = new QuicheEngine(transport, limits);
    group = engine.newEventLoopGroup(1, "engine-test");
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  Channel listen(ChannelHandler handler) throws Exception {
    return await(listen(loopback(0), SERVER.trusting(CLIENT), handler));
  }

  Future<Channel> listen(InetSocketAddress local, TlsIdentity tls, ChannelHandler handler) {
    return engine.listen(new ServerRequest(group.next(), local, tls, SETTINGS, handler, null));
  }

  Future<QuicChannel> connect(int port, ChannelHandler handler) {
    return connect(loopback(port), "", CLIENT.trusting(SERVER), handler, Duration.ofSeconds(5));
  }

  Future<QuicChannel> connect(
      InetSocketAddress remote,
      String device,
      TlsIdentity tls,
      ChannelHandler handler,
      Duration timeout) {
    LinkBinding link = new LinkBinding(device, InetAddress.getLoopbackAddress());
    return engine.connect(
        new ClientRequest(group.next(), link, remote, tls, SETTINGS, timeout, handler, null));
  }

  static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  static ConnectFailure failure(Future<?> future) throws InterruptedException {
    assertThat(future.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(future.cause()).isInstanceOf(ConnectFailure.class);
    ConnectFailure failure = (ConnectFailure) future.cause();
    assertThat(failure.getMessage()).isNotBlank();
    assertThat(failure.remedy()).isNotBlank();
    return failure;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
