package org.tquic.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** Starts flows to a {@link FlowServer}. */
final class FlowClient {
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  private final FlowEnds ends;
  private final Consumer<String> report;

  FlowClient(FlowEnds ends, Consumer<String> report) {
    this.ends = ends;
    this.report = report;
  }

  /** Makes one flow, to its end. */
  void run(InetSocketAddress server, FlowHeader header, long lastsNs) {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(server, CONNECT_TIMEOUT_MS);
      header.write(channel);
      long untilNs = header.bytes() == 0 ? System.nanoTime() + lastsNs : Long.MAX_VALUE;
      if (header.upload()) {
        ends.send(channel, header.bytes(), untilNs);
        // The server closes when it has read all.
        while (channel.read(ByteBuffer.allocate(1)) >= 0) {
          continue;
        }
      } else {
        ends.receive(channel, header, untilNs);
      }
    } catch (IOException e) {
      report.accept("failed %d %d %s".formatted(header.run(), header.flow(), e.getMessage()));
    }
  }
}
