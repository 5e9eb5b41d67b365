package org.tquic.gateway.tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tquic.bond.PacketSink;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;

/** The port over a loop without epoll and a device in memory. */
@Timeout(30)
class TunPortTest {
  private final FakeDevice device = new FakeDevice();
  private final CollectingSink sink = new CollectingSink();
  private final CompletableFuture<LinuxException> gone = new CompletableFuture<>();
  private EventLoopGroup group;
  private EventLoop loop;
  private TunPort port;

  @BeforeEach
  void open() {
    group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    loop = group.next();
    port = new TunPort(device, loop, System::nanoTime, gone::complete);
  }

  @AfterEach
  void close() {
    port.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    sink.packets.forEach(ByteBuf::release);
  }

  static byte[] packet(int size, int tag) {
    ByteBuf packet = Unpooled.buffer(size);
    packet.writeShort(0x4500).writeShort(size).writeShort(tag).writeShort(0x4000);
    packet.writeByte(64).writeByte(17).writeShort(0).writeInt(0x0a4d0002).writeInt(0xc6336402);
    packet.writeZero(size - packet.readableBytes());
    return ByteBufUtil.getBytes(packet);
  }

  private ByteBuf next() throws InterruptedException {
    ByteBuf packet = sink.packets.poll(10, TimeUnit.SECONDS);
    assertThat(packet).as("a packet reaches the bond").isNotNull();
    return packet;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      Thread.sleep(1);
    }
  }

  private void onLoop(Runnable task) {
    loop.submit(task).syncUninterruptibly();
  }

  @Test
  void givesPacketsInOrderWithRoomForHeaders() throws Exception {
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      sent.add(packet(20 + i, i));
    }
    device.toRead.addAll(sent);
    port.start(sink);
    for (byte[] expected : sent) {
      ByteBuf packet = next();
      assertThat(ByteBufUtil.getBytes(packet)).isEqualTo(expected);
      assertThat(packet.readerIndex()).isEqualTo(PacketSink.HEADROOM);
      assertThat(packet.isDirect()).isTrue();
      packet.release();
    }
    assertThat(sink.flushes.get()).as("in batches").isLessThan(500).isPositive();
    assertThat(port.counters()).containsEntry("tun_read_packets", 1000L);
  }

  @Test
  void stopsReadingWhileTheBondIsFull() throws Exception {
    sink.room.set(3);
    for (int i = 0; i < 10; i++) {
      device.toRead.add(packet(100, i));
    }
    port.start(sink);
    await(() -> sink.packets.size() == 3);
    onLoop(() -> {});
    assertThat(device.toRead).hasSize(7);
    onLoop(() -> sink.makeRoom(5));
    await(() -> sink.packets.size() == 8);
    onLoop(() -> {});
    assertThat(device.toRead).hasSize(2);
    onLoop(() -> sink.makeRoom(Integer.MAX_VALUE));
    await(() -> sink.packets.size() == 10);
  }

  @Test
  void readsPacketsOfALargerDevice() throws Exception {
    port.mtu(9000);
    port.start(sink);
    device.toRead.add(packet(9000, 1));
    assertThat(next().readableBytes()).isEqualTo(9000);
  }

  @Test
  void keepsTheLinksOwnTalkAndRubbishOutOfTheBond() throws Exception {
    byte[] multicast = packet(50, 1);
    multicast[16] = (byte) 224;
    device.toRead.add(multicast);
    device.toRead.add(new byte[] {1, 2, 3});
    device.toRead.add(packet(60, 2));
    port.start(sink);
    assertThat(next().readableBytes()).isEqualTo(60);
    assertThat(sink.packets).isEmpty();
    assertThat(port.counters())
        .containsEntry("tun_local_packets", 1L)
        .containsEntry("tun_malformed_packets", 1L);
  }

  @Test
  void answersWhatTheBondCannotCarryAtALimitedRate() throws Exception {
    ByteBuf big = Unpooled.wrappedBuffer(packet(1400, 1));
    onLoop(
        () -> {
          for (int i = 0; i < 1000; i++) {
            port.tooBig(big, 1300);
          }
        });
    assertThat(big.refCnt()).as("stays its owner's").isEqualTo(1);
    assertThat(device.written).hasSizeBetween(20, 200);
    assertThat(device.written.getFirst()[20]).as("unreachable").isEqualTo((byte) 3);
    assertThat(port.counters())
        .containsEntry("tun_too_big_packets", 1000L)
        .containsEntry("tun_too_big_answers", (long) device.written.size());
  }

  @Test
  void writesAtOnceWhateverTheBufferIsMadeOf() {
    byte[] bytes = packet(100, 7);
    ByteBuf heap = Unpooled.wrappedBuffer(bytes);
    ByteBuf direct = Unpooled.directBuffer().writeBytes(bytes);
    ByteBuf pieces =
        Unpooled.wrappedBuffer(
            Unpooled.directBuffer().writeBytes(bytes, 0, 40),
            Unpooled.directBuffer().writeBytes(bytes, 40, 60));
    onLoop(
        () -> {
          port.write(heap);
          port.write(direct);
          port.write(pieces);
          port.flush();
        });
    assertThat(device.written).hasSize(3).allMatch(b -> Arrays.equals(b, bytes));
    assertThat(List.of(heap.refCnt(), direct.refCnt(), pieces.refCnt())).containsOnly(0);
  }

  @Test
  void waitsALittleForADeviceWithoutRoomThenDrops() throws Exception {
    device.writeRoom.set(0);
    List<ByteBuf> packets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      packets.add(Unpooled.directBuffer().writeBytes(packet(40, i)));
    }
    onLoop(() -> packets.forEach(port::write));
    assertThat(port.counters()).containsEntry("tun_overflown_packets", 44L);
    device.writeRoom.set(Integer.MAX_VALUE);
    await(() -> device.written.size() == 256);
    for (int i = 0; i < 256; i++) {
      assertThat(device.written.get(i)).isEqualTo(packet(40, i));
    }
    assertThat(packets).allMatch(packet -> packet.refCnt() == 0);
  }

  @Test
  void countsWhatTheKernelRefuses() {
    device.refusal = Errno.EINVAL;
    ByteBuf packet = Unpooled.directBuffer().writeBytes(packet(40, 1));
    onLoop(() -> port.write(packet));
    assertThat(packet.refCnt()).isZero();
    assertThat(port.counters()).containsEntry("tun_refused_packets", 1L);
  }

  @Test
  void tellsWhenTheDeviceIsDeleted() throws Exception {
    port.start(sink);
    device.deleted = true;
    assertThat(gone.get(10, TimeUnit.SECONDS).errno()).isEqualTo(Errno.EIO);
  }

  @Test
  void endsWithNothingLeft() {
    device.writeRoom.set(0);
    ByteBuf waiting = Unpooled.directBuffer().writeBytes(packet(40, 1));
    onLoop(() -> port.write(waiting));
    port.start(sink);
    port.close();
    assertThat(waiting.refCnt()).isZero();
    assertThat(device.closed).isTrue();
    ByteBuf late = Unpooled.directBuffer().writeBytes(packet(40, 1));
    onLoop(() -> port.write(late));
    assertThat(late.refCnt()).isZero();
  }
}
