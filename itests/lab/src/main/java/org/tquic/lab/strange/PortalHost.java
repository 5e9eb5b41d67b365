package org.tquic.lab.strange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A captive portal: redirects every web request to its own page. Says {@code ready}. */
public final class PortalHost {
  private static final String ANSWER =
      """
      HTTP/1.1 302 Found\r
      Location: http://portal.example/login\r
      Content-Length: 0\r
      Connection: close\r
      \r
      """;

  private PortalHost() {}

  /** Argument: the TCP port to listen on. */
  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(Integer.parseInt(args[0])));
      System.out.println("ready");
      while (true) {
        try (Socket client = server.accept()) {
          // All of a small request, so that the close is no reset.
          client.getInputStream().read(new byte[4096]);
          client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }
}
