package org.tquic.masque;

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
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.engine.TestIdentity;
import org.tquic.api.engine.TransportSettings;

/**
 * A MASQUE server and clients over one of the engines on the loopback device, each on a loop of its
 * own.
 */
final class TunnelFixture implements AutoCloseable {
  static final TestIdentity SERVER = TestIdentity.create("server");
  static final TestIdentity CLIENT = TestIdentity.create("client");

  final QuicEngine engine;
  final EventLoopGroup clients;
  final EventLoopGroup servers;
  final MasqueClient client = new MasqueClient();
  final TransportSettings settings;
  final Channel listener;

  TunnelFixture(TestEngine engine, MasqueServerHandler handler) throws Exception {
    this(engine, new MasqueServer(handler).newConnectionHandler(), engine.congestion, 256);
  }

  TunnelFixture(TestEngine kind, ChannelHandler serverHandler, String congestion, int queue)
      throws Exception {
    engine = kind.open();
    clients = engine.newEventLoopGroup(1, "client");
    servers = engine.newEventLoopGroup(1, "server");
    settings = new TransportSettings(1472, Duration.ofSeconds(20), queue, congestion);
    listener =
        await(
            engine.listen(
                new ServerRequest(
                    servers.next(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    SERVER.trusting(CLIENT),
                    settings,
                    serverHandler,
                    null)));
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  QuicChannel connect() throws Exception {
    return connect(client.newConnectionHandler());
  }

  QuicChannel connect(ChannelHandler handler) throws Exception {
    return await(
        engine.connect(
            new ClientRequest(
                clients.next(),
                new LinkBinding("", InetAddress.getLoopbackAddress()),
                address(),
                CLIENT.trusting(SERVER),
                settings,
                Duration.ofSeconds(10),
                handler,
                null)));
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clients.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    servers.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
