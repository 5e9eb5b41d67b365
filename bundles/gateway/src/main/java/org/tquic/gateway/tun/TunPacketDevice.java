package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;
import org.tquic.linux.tun.TunDevice;

/** The kernel's TUN device under Netty's buffers. */
public final class TunPacketDevice implements PacketDevice {
  private final TunDevice device;

  /** Takes the device over, and closes it in the end. */
  public TunPacketDevice(TunDevice device) {
    this.device = device;
  }

  @Override
  public int fd() {
    return device.fd();
  }

  @Override
  public int read(ByteBuf target) {
    int room = target.writableBytes();
    int at = target.writerIndex();
    int count =
        target.hasMemoryAddress()
            ? device.read(target.memoryAddress() + at, room)
            : device.read(target.internalNioBuffer(at, room));
    if (count > 0) {
      target.writerIndex(at + count);
    }
    return count;
  }

  @Override
  public int write(ByteBuf packet) {
    int size = packet.readableBytes();
    int at = packet.readerIndex();
    return packet.hasMemoryAddress()
        ? device.write(packet.memoryAddress() + at, size)
        : device.write(packet.nioBuffer(at, size));
  }

  @Override
  public boolean awaitReadable() {
    return device.awaitReadable(-1);
  }

  @Override
  public void close() {
    device.close();
  }
}
