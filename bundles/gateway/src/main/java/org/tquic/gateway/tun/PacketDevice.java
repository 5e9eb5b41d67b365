package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;

/** A device that gives and takes one IP packet per call, and never blocks. */
public interface PacketDevice extends AutoCloseable {
  /** Result of a read with nothing to read, or a write without room. */
  int WOULD_BLOCK = -1;

  /** The descriptor, for an event loop; it belongs to this device. */
  int fd();

  /**
   * Reads one packet to the end of the buffer's readable part.
   *
   * @return bytes of the packet, or {@link #WOULD_BLOCK}
   * @throws org.tquic.linux.LinuxException when the device is gone
   */
  int read(ByteBuf target);

  /**
   * Writes the readable part of a direct buffer as one packet; its indices stay.
   *
   * @return bytes of the packet, or {@link #WOULD_BLOCK}
   * @throws org.tquic.linux.LinuxException when the kernel refuses the packet or the device is gone
   */
  int write(ByteBuf packet);

  /** Waits until a packet can be read or the device is closed; called by a thread of its own. */
  boolean awaitReadable();

  /** Closes the device; a waiting thread returns. */
  @Override
  void close();
}
