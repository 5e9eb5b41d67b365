package org.tquic.paths.doctor.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.tquic.linux.socket.LinkSocket;

/** A request for a web page (RFC 9112), sent through a link whatever the routes say. */
public final class WebQuestion {
  private static final int HTTP = 80;
  private static final Duration CONNECT = Duration.ofMillis(1200);
  private static final Duration ANSWER = Duration.ofMillis(1200);
  private static final int MAX_ANSWER = 4096;

  private WebQuestion() {}

  /**
   * Asks and waits.
   *
   * @param bound gives the nanoseconds that a wait may take of those that it usually may
   * @return empty where TCP port 80 is open and does not speak HTTP
   * @throws org.tquic.linux.LinuxException where it is not open
   */
  public static Optional<HttpAnswer> ask(
      String device, InetAddress source, InetAddress server, ToLongFunction<Duration> bound) {
    InetSocketAddress web = new InetSocketAddress(server, HTTP);
    try (LinkSocket socket = LinkSocket.tcp(device, source, web, bound.applyAsLong(CONNECT))) {
      String address = server.getHostAddress();
      String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.send(request.getBytes(StandardCharsets.US_ASCII));
      byte[] buffer = new byte[MAX_ANSWER];
      int length = socket.receive(buffer, bound.applyAsLong(ANSWER));
      return HttpAnswer.parse(buffer, Math.max(0, length));
    }
  }
}
