package org.tquic.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.DatagramChannel;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.internal.SocketCalls;

/**
 * Binds a datagram channel of the JDK to one network device (SO_BINDTODEVICE), so that its packets
 * leave and arrive there whatever the routing tables prefer.
 */
public final class DeviceBinding {
  private DeviceBinding() {}

  /**
   * Binds a channel to a device. Do it right after binding the channel to its local address and
   * before connecting or sending.
   *
   * @param channel an open channel that is bound to a port, without SO_REUSEPORT
   * @param device interface name
   * @throws LinuxException ENODEV when there is no such device, EPERM when the right is missing,
   *     EBADF when the socket cannot be told from others
   * @throws IllegalStateException when the channel is not bound
   */
  public static void bind(DatagramChannel channel, String device) {
    String attempted = "bind a UDP socket to the device " + device;
    try (Arena arena = Arena.ofConfined()) {
      bind(ChannelDescriptor.find(channel, arena, attempted), device, arena, attempted);
    }
  }

  /** Binds a socket to a device; {@code attempted} is for the exception. */
  static void bind(int fd, String device, Arena arena, String attempted) {
    MemorySegment name = arena.allocateFrom(device);
    // A final zero byte does not hurt, but the kernel would cut a longer name and take another
    // device.
    int result =
        name.byteSize() - 1 > SocketCalls.MAX_INTERFACE_NAME_BYTES
            ? -Errno.ENODEV
            : SocketCalls.setsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_BINDTODEVICE, name);
    if (result < 0) {
      throw new LinuxException("setsockopt(SO_BINDTODEVICE)", -result, attempted);
    }
  }
}
