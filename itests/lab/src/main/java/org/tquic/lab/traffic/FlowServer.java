package org.tquic.lab.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Accepts flows and serves each on a thread of its own. */
final class FlowServer {
  private static final int BACKLOG = 128;

  private final ServerSocketChannel server;
  private final FlowEnds ends;

  FlowServer(int port, FlowEnds ends) throws IOException {
    this.ends = ends;
    this.server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(port), BACKLOG);
  }

  /** Accepts until the process ends. */
  void run() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        Thread.ofPlatform().daemon().name("serve a flow").start(() -> serve(channel));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot accept flows", e);
    }
  }

  private void serve(SocketChannel accepted) {
    try (SocketChannel channel = accepted) {
      FlowHeader header = FlowHeader.read(channel);
      if (header.upload()) {
        ends.receive(channel, header, Long.MAX_VALUE);
      } else {
        ends.send(channel, header.bytes(), Long.MAX_VALUE);
      }
    } catch (IOException e) {
      // The receiving end has had enough, or says itself what broke.
    }
  }
}
