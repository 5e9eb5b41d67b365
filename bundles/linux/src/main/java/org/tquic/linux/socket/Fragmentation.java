package org.tquic.linux.socket;

import java.lang.foreign.Arena;
import java.nio.channels.DatagramChannel;
import org.tquic.linux.LinuxException;

/** Keeps the kernel from fragmenting datagrams, RFC 9000 section 14. */
public final class Fragmentation {
  private Fragmentation() {}

  /**
   * What a channel of the JDK sends is never fragmented from now on; what is too long for the link
   * is refused with EMSGSIZE. Whether routers have said that it is too long for the path is not
   * looked at, so that the program can find the path MTU by itself (IP_PMTUDISC_PROBE).
   *
   * @param channel an open channel that is bound to a port, without SO_REUSEPORT
   * @throws LinuxException EBADF when the socket cannot be told from others
   * @throws java.io.UncheckedIOException when the kernel does not list descriptors
   * @throws IllegalStateException when the channel is not bound
   */
  public static void forbid(DatagramChannel channel) {
    String attempted = "keep a UDP socket from fragmenting";
    try (Arena arena = Arena.ofConfined()) {
      int fd = ChannelDescriptor.find(channel, arena, attempted);
      new UdpOptions(fd, arena, attempted).neverFragment();
    }
  }
}
