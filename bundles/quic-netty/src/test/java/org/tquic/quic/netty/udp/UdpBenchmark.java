package org.tquic.quic.netty.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;

/**
 * Datagrams per second over loopback, one loop that sends and one that receives, and what part
 * arrives: this package's transports, and Netty's own epoll channel in its two ways. Not a test;
 * run {@code main}, with the seconds per case.
 */
final class UdpBenchmark {
  private static final int PAYLOAD = 1350;
  private static final int BURST = 40;

  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  private UdpBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    for (int round = 0; round < 2; round++) {
      new UdpBenchmark().ours(new LinuxUdpTransport(), seconds);
      new UdpBenchmark().ours(new NioUdpTransport(), seconds);
      new UdpBenchmark().netty("Netty epoll, GRO and GSO", true, seconds);
      new UdpBenchmark().netty("Netty epoll, recvmmsg and sendmmsg", false, seconds);
    }
  }

  private void measure(String name, int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
    sent.reset();
    received.reset();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double micros = (System.nanoTime() - start) / 1e3;
    long out = sent.sum();
    long in = received.sum();
    System.out.printf(
        "%-36s sent %6.3f M/s, received %6.3f M/s (%5.2f Gbit/s)%n",
        name, out / micros, in / micros, in * PAYLOAD * 8 / micros / 1e3);
  }

  private void ours(UdpTransport transport, int seconds) throws Exception {
    try (SocketLoop receiving = new SocketLoop(transport);
        SocketLoop sending = new SocketLoop(transport)) {
      UdpSocket server = receiving.open("127.0.0.1", new Counter());
      Sender sender = new Sender(sending);
      UdpSocket client = sending.open("127.0.0.1", sender);
      sender.start(client, server.localAddress());
      measure(transport.name(), seconds);
      sending.call(sender::stop);
    }
  }

  private class Counter implements UdpSocket.Receiver {
    @Override
    public void onDatagram(NetworkPath network, int ecn, byte[] array, int offset, int length) {
      received.increment();
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritable() {}

    @Override
    public void onError(IOException error) {
      throw new IllegalStateException(error);
    }
  }

  private final class Sender extends Counter {
    private final SocketLoop loop;
    private final Transmit transmit = new Transmit(PAYLOAD);
    private UdpSocket socket;
    private boolean stopped;

    Sender(SocketLoop loop) {
      this.loop = loop;
    }

    void start(UdpSocket client, InetSocketAddress server) {
      socket = client;
      transmit.length = PAYLOAD;
      transmit.network = new NetworkPath(client.localAddress(), server, 0);
      loop.eventLoop().execute(this::burst);
    }

    boolean stop() {
      socket.close();
      stopped = true;
      return stopped;
    }

    private void burst() {
      if (stopped) {
        return;
      }
      for (int i = 0; i < BURST && socket.send(transmit); i++) {
        sent.increment();
      }
      if (socket.flush()) {
        loop.eventLoop().execute(this::burst);
      }
    }

    @Override
    public void onWritable() {
      burst();
    }
  }

  private void netty(String name, boolean groups, int seconds) throws Exception {
    var receiving = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    var sending = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try {
      Channel server =
          new Bootstrap()
              .group(receiving)
              .channel(EpollDatagramChannel.class)
              .option(ChannelOption.SO_RCVBUF, 4 << 20)
              .option(EpollChannelOption.UDP_GRO, groups)
              .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, groups ? 0 : PAYLOAD)
              .option(
                  ChannelOption.RECVBUF_ALLOCATOR,
                  new FixedRecvByteBufAllocator(groups ? 65_535 : 64 * PAYLOAD)
                      .maxMessagesPerRead(128))
              .handler(new Drain())
              .bind("127.0.0.1", 0)
              .sync()
              .channel();
      Channel client =
          new Bootstrap()
              .group(sending)
              .channel(EpollDatagramChannel.class)
              .option(ChannelOption.SO_SNDBUF, 2 << 20)
              .handler(new Drain())
              .bind("127.0.0.1", 0)
              .sync()
              .channel();
      InetSocketAddress target = (InetSocketAddress) server.localAddress();
      client.eventLoop().execute(() -> burst(client, target, groups));
      measure(name, seconds);
      client.close().sync();
      server.close().sync();
    } finally {
      receiving.shutdownGracefully(50, 1000, TimeUnit.MILLISECONDS).sync();
      sending.shutdownGracefully(50, 1000, TimeUnit.MILLISECONDS).sync();
    }
  }

  private void burst(Channel client, InetSocketAddress target, boolean groups) {
    if (!client.isActive()) {
      return;
    }
    if (groups) {
      ByteBuf payload = client.alloc().directBuffer(BURST * PAYLOAD).writeZero(BURST * PAYLOAD);
      client.write(new SegmentedDatagramPacket(payload, PAYLOAD, target));
    } else {
      for (int i = 0; i < BURST; i++) {
        ByteBuf payload = client.alloc().directBuffer(PAYLOAD).writeZero(PAYLOAD);
        client.write(new DatagramPacket(payload, target));
      }
    }
    sent.add(BURST);
    client.flush();
    client.eventLoop().execute(() -> burst(client, target, groups));
  }

  private final class Drain extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      received.increment();
      ((DatagramPacket) message).release();
    }
  }
}
