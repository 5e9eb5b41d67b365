package org.tquic.gateway.tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.gateway.Cidr;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;
import org.tquic.linux.tun.TunDevice;

/** The port on a real device, with the loop's own epoll and without. */
@Timeout(60)
class TunKernelTest {
  private enum Transport {
    EPOLL,
    NIO;

    IoHandlerFactory handlers() {
      return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }
  }

  private record Setup(
      Namespace namespace,
      EventLoopGroup group,
      EventLoop loop,
      TunPort port,
      CollectingSink sink,
      CompletableFuture<LinuxException> gone)
      implements AutoCloseable {
    static Setup open(Transport transport) {
      Namespace namespace = Namespace.open();
      TunDevice device = namespace.call(() -> TunDevice.open("tquic0"));
      namespace.address("tquic0", "10.77.0.1/16");
      namespace.ip("link set tquic0 up mtu 1400");
      EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.handlers());
      EventLoop loop = group.next();
      CompletableFuture<LinuxException> gone = new CompletableFuture<>();
      TunPort port =
          new TunPort(new TunPacketDevice(device), loop, System::nanoTime, gone::complete);
      CollectingSink sink = new CollectingSink();
      port.start(sink);
      return new Setup(namespace, group, loop, port, sink, gone);
    }

    ByteBuf next() throws InterruptedException {
      ByteBuf packet = sink.packets.poll(10, TimeUnit.SECONDS);
      assertThat(packet).as("a packet reaches the bond").isNotNull();
      return packet;
    }

    @Override
    public void close() {
      port.close();
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
      sink.packets.forEach(ByteBuf::release);
      namespace.close();
    }
  }

  /** What was read is written back with its addresses swapped, and so answers itself. */
  private static ByteBuf echo(ByteBuf packet) {
    byte[] source = ByteBufUtil.getBytes(packet, packet.readerIndex() + 12, 4);
    byte[] destination = ByteBufUtil.getBytes(packet, packet.readerIndex() + 16, 4);
    int udp = packet.readerIndex() + 20;
    int sourcePort = packet.getUnsignedShort(udp);
    packet.setBytes(packet.readerIndex() + 12, destination);
    packet.setBytes(packet.readerIndex() + 16, source);
    packet.setShort(udp, packet.getUnsignedShort(udp + 2)).setShort(udp + 2, sourcePort);
    return packet;
  }

  @ParameterizedTest
  @EnumSource
  void carriesPacketsBothWays(Transport transport) throws Exception {
    try (Setup setup = Setup.open(transport);
        DatagramSocket socket =
            setup.namespace.call(
                () -> new DatagramSocket(new InetSocketAddress("10.77.0.1", 5000)))) {
      socket.setSoTimeout(10_000);
      InetSocketAddress peer = new InetSocketAddress(Cidr.parseAddress("10.77.0.9"), 6000);
      for (int i = 0; i < 500; i++) {
        byte[] payload = ("packet " + i).getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(payload, payload.length, peer));
        ByteBuf read = setup.next();
        setup.loop.execute(() -> setup.port.write(echo(read)));
        assertThat(receive(socket)).isEqualTo("packet " + i);
      }
      setup.loop.submit(() -> {}).sync();
      assertThat(setup.port.counters()).containsEntry("tun_written_packets", 500L);
    }
  }

  private static String receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @EnumSource
  void pausesAndGoesOn(Transport transport) throws Exception {
    try (Setup setup = Setup.open(transport);
        DatagramSocket socket = setup.namespace.call(() -> new DatagramSocket())) {
      setup.loop.submit(() -> setup.sink.room.set(1)).sync();
      InetSocketAddress peer = new InetSocketAddress(Cidr.parseAddress("10.77.0.9"), 6000);
      for (int i = 0; i < 5; i++) {
        socket.send(new DatagramPacket(new byte[] {(byte) i}, 1, peer));
      }
      for (int i = 0; i < 5; i++) {
        ByteBuf packet = setup.next();
        assertThat(packet.getByte(packet.writerIndex() - 1)).isEqualTo((byte) i);
        packet.release();
        setup.loop.submit(() -> {}).sync();
        assertThat(setup.sink.packets).isEmpty();
        setup.loop.submit(() -> setup.sink.makeRoom(1)).sync();
      }
    }
  }

  /** The kernel believes the answer: a datagram that is too large fails at the sender. */
  @ParameterizedTest
  @EnumSource
  void theKernelTakesTheAnswerToAPacketThatIsTooBig(Transport transport) throws Exception {
    try (Setup setup = Setup.open(transport);
        DatagramSocket socket =
            setup.namespace.call(
                () -> new DatagramSocket(new InetSocketAddress("10.77.0.1", 5000)))) {
      socket.connect(new InetSocketAddress(Cidr.parseAddress("10.77.0.9"), 6000));
      socket.send(new DatagramPacket(new byte[1300], 1300));
      ByteBuf big = setup.next();
      setup
          .loop
          .submit(
              () -> {
                setup.port.tooBig(big, 1280);
                big.release();
              })
          .sync();
      assertThat(setup.namespace.ip("route get 10.77.0.9")).contains("mtu 1280");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhenSomebodyDeletesTheDevice(Transport transport) throws Exception {
    try (Setup setup = Setup.open(transport)) {
      setup.loop.submit(() -> {}).sync();
      setup.namespace.ip("link del tquic0");
      assertThat(setup.gone.get(10, TimeUnit.SECONDS)).hasMessageContaining("tquic0");
      long before = cpuNs(setup.loop);
      setup.loop.submit(() -> {}).sync();
      TimeUnit.MILLISECONDS.sleep(200);
      assertThat(cpuNs(setup.loop) - before).as("the loop rests").isLessThan(100_000_000L);
    }
  }

  private static long cpuNs(EventLoop loop) throws Exception {
    long thread = loop.submit(() -> Thread.currentThread().threadId()).get();
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
  }

  @ParameterizedTest
  @EnumSource
  void refusesRubbishWithoutHarm(Transport transport) throws Exception {
    try (Setup setup = Setup.open(transport)) {
      setup.loop.submit(() -> setup.port.write(Unpooled.wrappedBuffer(new byte[] {1, 2}))).sync();
      assertThat(setup.port.counters()).containsEntry("tun_refused_packets", 1L);
    }
  }
}
