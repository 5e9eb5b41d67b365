package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;
import org.tquic.gateway.RateLimit;
import org.tquic.gateway.tun.TunCounters.Counter;
import org.tquic.linux.LinuxException;

/**
 * The tunnel's device as the inner side of a bond, on the bond's owner loop.
 *
 * <p>Packets of the kernel are read in batches as long as the bond takes them; while it does not,
 * they wait in the device's own short queue, whose overflow tells TCP to slow down. A packet that
 * is larger than the bond can carry is answered with ICMP. Packets of the bond go to the kernel at
 * once. The order of calls is {@link #start}, then anything, then {@link #close}.
 */
public final class TunPort implements PacketPort {
  private static final Logger LOG = LoggerFactory.getLogger(TunPort.class);
  private static final int BATCH = 64;
  private static final int LEAST_ROOM = 1500;
  private static final int MOST_WAITING = 256;
  private static final long RETRY_MILLIS = 1;
  private static final int ANSWERS_PER_SECOND = 100;
  private static final int ANSWERS_AT_ONCE = 20;

  private final PacketDevice device;
  private final EventLoop loop;
  private final LongSupplier clock;
  private final Consumer<LinuxException> onFailure;
  private final ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
  private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();
  private final RateLimit answers = new RateLimit(ANSWERS_PER_SECOND, ANSWERS_AT_ONCE);
  private final TunCounters counters = new TunCounters();
  private final ReadTrigger trigger;
  private PacketSink sink;
  private ByteBuf spare;
  private int room = LEAST_ROOM;
  private boolean retrying;
  private boolean warned;
  private boolean failed;
  private boolean closed;

  /**
   * A port on a device, which it takes over.
   *
   * @param device the tunnel's device
   * @param loop the bond's owner loop
   * @param clock nanoseconds
   * @param onFailure called on the owner loop, at most once, when the device is gone
   */
  public TunPort(
      PacketDevice device, EventLoop loop, LongSupplier clock, Consumer<LinuxException> onFailure) {
    this.device = device;
    this.loop = loop;
    this.clock = clock;
    this.onFailure = onFailure;
    this.trigger = ReadTrigger.of(device, loop, this::drain);
  }

  /** Starts to read, for this sink. Any thread. */
  public void start(PacketSink target) {
    loop.execute(
        () -> {
          sink = target;
          sink.onWritable(this::resume);
          resume();
        });
  }

  /** Makes room for the packets of a device with this MTU, in bytes. Any thread. */
  public void mtu(int bytes) {
    loop.execute(
        () -> {
          room = Math.max(bytes, LEAST_ROOM);
          dropSpare();
        });
  }

  /** What went through and what did not, by name; any thread. */
  public Map<String, Long> counters() {
    return counters.snapshot();
  }

  private void resume() {
    if (!closed && !failed) {
      trigger.resume();
    }
  }

  /** Reads a batch; whether reading may go on when there is more. */
  private boolean drain() {
    boolean welcome = sink.isWritable();
    for (int i = 0; welcome && !closed && i < BATCH; i++) {
      if (!readOne()) {
        break;
      }
      welcome = sink.isWritable();
    }
    sink.flush();
    // The sink may have room again after its flush, or may have called back within it.
    return !closed && !failed && sink.isWritable();
  }

  private boolean readOne() {
    if (spare == null) {
      spare = allocator.directBuffer(PacketSink.HEADROOM + room, PacketSink.HEADROOM + room);
      spare.setIndex(PacketSink.HEADROOM, PacketSink.HEADROOM);
    }
    int size;
    try {
      size = device.read(spare);
    } catch (LinuxException e) {
      fail(e);
      return false;
    }
    if (size == PacketDevice.WOULD_BLOCK) {
      return false;
    }
    ByteBuf packet = spare;
    spare = null;
    counters.add(Counter.READ_PACKETS, 1);
    counters.add(Counter.READ_BYTES, size);
    give(packet);
    return true;
  }

  private void give(ByteBuf packet) {
    int version = InnerPacket.version(packet);
    if (version == 0) {
      counters.add(Counter.MALFORMED_PACKETS, 1);
      packet.release();
    } else if (!InnerPacket.isForwardable(packet, version)) {
      counters.add(Counter.LOCAL_PACKETS, 1);
      packet.release();
    } else {
      sink.accept(packet);
    }
  }

  /**
   * Answers a packet that does not fit; on the owner loop. The packet stays its owner's.
   *
   * @param mtu bytes of the largest packet that fits
   */
  public void tooBig(ByteBuf packet, int mtu) {
    counters.add(Counter.TOO_BIG_PACKETS, 1);
    ByteBuf answer = PacketTooBig.answer(packet, mtu, allocator);
    if (answer == null) {
      return;
    }
    if (answers.take(clock.getAsLong())) {
      counters.add(Counter.TOO_BIG_ANSWERS, 1);
      write(answer);
    } else {
      answer.release();
    }
  }

  @Override
  public void write(ByteBuf packet) {
    if (closed) {
      packet.release();
      return;
    }
    ByteBuf direct = direct(packet);
    if (!waiting.isEmpty() || !writeOne(direct)) {
      enqueue(direct);
    }
  }

  private ByteBuf direct(ByteBuf packet) {
    if (packet.isDirect() && packet.nioBufferCount() == 1) {
      return packet;
    }
    try {
      return allocator.directBuffer(packet.readableBytes()).writeBytes(packet);
    } finally {
      packet.release();
    }
  }

  /** Whether the packet is done with; if not, the device has no room. */
  private boolean writeOne(ByteBuf packet) {
    int size = packet.readableBytes();
    try {
      if (device.write(packet) == PacketDevice.WOULD_BLOCK) {
        return false;
      }
      counters.add(Counter.WRITTEN_PACKETS, 1);
      counters.add(Counter.WRITTEN_BYTES, size);
    } catch (LinuxException e) {
      counters.add(Counter.REFUSED_PACKETS, 1);
      warnOnce(e);
    }
    packet.release();
    return true;
  }

  private void enqueue(ByteBuf packet) {
    if (waiting.size() >= MOST_WAITING) {
      counters.add(Counter.OVERFLOWN_PACKETS, 1);
      packet.release();
      return;
    }
    waiting.add(packet);
    retryLater();
  }

  private void retryLater() {
    if (!retrying) {
      retrying = true;
      loop.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void retry() {
    retrying = false;
    while (!closed && !waiting.isEmpty() && writeOne(waiting.peek())) {
      waiting.remove();
    }
    if (!closed && !waiting.isEmpty()) {
      retryLater();
    }
  }

  @Override
  public void flush() {
    // Every packet is a system call of its own, made at once.
  }

  private void fail(LinuxException e) {
    if (!failed && !closed) {
      failed = true;
      onFailure.accept(e);
    }
  }

  private void warnOnce(LinuxException e) {
    if (!warned) {
      warned = true;
      LOG.warn("{}; {}", e.getMessage(), e.remedy());
    }
  }

  private void dropSpare() {
    if (spare != null) {
      spare.release();
      spare = null;
    }
  }

  /** Stops, and closes the device: the kernel deletes it. Any thread; returns when it is done. */
  public void close() {
    if (loop.inEventLoop()) {
      closeOnLoop();
    } else {
      loop.submit(this::closeOnLoop).syncUninterruptibly();
    }
  }

  private void closeOnLoop() {
    if (closed) {
      return;
    }
    closed = true;
    trigger.close();
    dropSpare();
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    device.close();
  }
}
