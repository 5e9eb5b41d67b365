package org.tquic.quic.netty.udp;

import io.netty.channel.epoll.Epoll;
import java.util.Set;

/** Chooses how UDP sockets are made and driven. */
public final class UdpTransports {
  /** Whose system calls are known, see {@link org.tquic.linux.socket.LinuxUdpSocket}. */
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

  private UdpTransports() {}

  /** Batched sockets at epoll where Netty's native library for it loads, plain ones else. */
  public static UdpTransport best() {
    String architecture = System.getProperty("os.arch");
    if (!ARCHITECTURES.contains(architecture)) {
      return new NioUdpTransport("the system calls of " + architecture + " are not known");
    }
    return Epoll.isAvailable()
        ? new LinuxUdpTransport()
        : new NioUdpTransport("epoll does not load: " + Epoll.unavailabilityCause());
  }
}
