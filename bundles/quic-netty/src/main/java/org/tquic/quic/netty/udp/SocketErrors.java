package org.tquic.quic.netty.udp;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;

/** The kernel's errors as the JDK's sockets tell them, so that both transports tell the same. */
final class SocketErrors {
  private SocketErrors() {}

  static IOException of(LinuxException cause) {
    IOException error =
        switch (cause.errno()) {
          case Errno.ECONNREFUSED -> new PortUnreachableException(cause.getMessage());
          case Errno.EHOSTUNREACH, Errno.ENETUNREACH, Errno.ENETDOWN ->
              new NoRouteToHostException(cause.getMessage());
          default -> new IOException(cause.getMessage());
        };
    error.initCause(cause);
    return error;
  }
}
