package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.tquic.bond.PacketSink;

/** A bond that keeps what it is given, and can be full. */
final class CollectingSink implements PacketSink {
  final BlockingQueue<ByteBuf> packets = new LinkedBlockingQueue<>();
  final AtomicInteger flushes = new AtomicInteger();
  final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);
  private Runnable onWritable;

  @Override
  public void accept(ByteBuf packet) {
    room.decrementAndGet();
    packets.add(packet);
  }

  @Override
  public void flush() {
    flushes.incrementAndGet();
  }

  @Override
  public boolean isWritable() {
    return room.get() > 0;
  }

  @Override
  public void onWritable(Runnable callback) {
    onWritable = callback;
  }

  /** On the owner loop. */
  void makeRoom(int packetCount) {
    room.set(packetCount);
    onWritable.run();
  }
}
