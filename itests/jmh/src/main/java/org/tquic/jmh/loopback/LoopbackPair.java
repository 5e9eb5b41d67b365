package org.tquic.jmh.loopback;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamType;
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

/** A client and a server of one engine, each on a loop of its own, over the loopback device. */
final class LoopbackPair implements AutoCloseable {
  private static final TestIdentity SERVER = TestIdentity.create("server");
  private static final TestIdentity CLIENT = TestIdentity.create("client");
  private static final TransportSettings SETTINGS =
      new TransportSettings(1472, Duration.ofSeconds(10), 256, "newreno");
  private static final int DATAGRAM_BYTES = 1200;
  private static final int WRITE_BYTES = 16_384;
  private static final int WRITES = 64;
  private static final int SECONDS = 10;

  private final Arrivals arrivals = new Arrivals();
  private final EventLoopGroup group;
  private final QuicChannel client;

  LoopbackPair(QuicEngine engine) throws Exception {
    group = engine.newEventLoopGroup(2, "bench-" + engine.id());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Channel listener =
        await(
            engine.listen(
                new ServerRequest(
                    group.next(), any, SERVER.trusting(CLIENT), SETTINGS, arrivals, arrivals)));
    client =
        await(
            engine.connect(
                new ClientRequest(
                    group.next(),
                    new LinkBinding("", any.getAddress()),
                    (InetSocketAddress) listener.localAddress(),
                    CLIENT.trusting(SERVER),
                    SETTINGS,
                    Duration.ofSeconds(SECONDS),
                    new ChannelInboundHandlerAdapter(),
                    null)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.get(SECONDS, TimeUnit.SECONDS);
  }

  /** Bits per second of DATAGRAM frames that arrive. */
  double datagrams(int perTurn, boolean pausing, double warmUpSeconds, double seconds)
      throws Exception {
    return rate(client, new Flood(DATAGRAM_BYTES, perTurn, pausing), warmUpSeconds, seconds);
  }

  /** Bits per second that arrive on one stream. */
  double stream(double warmUpSeconds, double seconds) throws Exception {
    Channel stream = await(client.createStream(QuicStreamType.BIDIRECTIONAL, arrivals));
    double rate = rate(stream, new Flood(WRITE_BYTES, WRITES, false), warmUpSeconds, seconds);
    stream.close().await(SECONDS, TimeUnit.SECONDS);
    return rate;
  }

  private double rate(Channel channel, Flood flood, double warmUpSeconds, double seconds)
      throws Exception {
    channel.eventLoop().execute(() -> flood.start(channel));
    TimeUnit.NANOSECONDS.sleep((long) (warmUpSeconds * 1e9));
    long bytes = arrivals.bytes();
    long beganNs = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9));
    double rate = 8e9 * (arrivals.bytes() - bytes) / (System.nanoTime() - beganNs);
    channel.eventLoop().submit(flood::stop).sync();
    return rate;
  }

  @Override
  public void close() {
    client.close().awaitUninterruptibly(SECONDS, TimeUnit.SECONDS);
    group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
