package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;

/** A device in memory, for loops without epoll. */
final class FakeDevice implements PacketDevice {
  final BlockingQueue<byte[]> toRead = new LinkedBlockingQueue<>();
  final List<byte[]> written = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger writeRoom = new AtomicInteger(Integer.MAX_VALUE);
  volatile int refusal;
  volatile boolean deleted;
  volatile boolean closed;

  @Override
  public int fd() {
    return -1;
  }

  @Override
  public int read(ByteBuf target) {
    if (deleted) {
      throw new LinuxException("read", Errno.EIO, "read a packet");
    }
    byte[] packet = toRead.poll();
    if (packet == null) {
      return WOULD_BLOCK;
    }
    target.writeBytes(packet, 0, Math.min(packet.length, target.writableBytes()));
    return packet.length;
  }

  @Override
  public int write(ByteBuf packet) {
    if (refusal != 0) {
      throw new LinuxException("write", refusal, "write a packet");
    }
    if (writeRoom.get() == 0) {
      return WOULD_BLOCK;
    }
    writeRoom.decrementAndGet();
    written.add(ByteBufUtil.getBytes(packet));
    return packet.readableBytes();
  }

  @Override
  public boolean awaitReadable() {
    try {
      while (!closed && !deleted && toRead.isEmpty()) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
