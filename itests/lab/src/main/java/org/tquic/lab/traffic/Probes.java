package org.tquic.lab.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Small UDP packets that are sent back, to measure the delay. */
final class Probes {
  private static final int PROBE_BYTES = 64;

  private Probes() {}

  /** Sends back all that comes, for ever. */
  static void echo(DatagramChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    try {
      while (true) {
        SocketAddress from = channel.receive(buffer.clear());
        channel.send(buffer.flip(), from);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send probes back", e);
    }
  }

  /** Sends probes at a steady pace and reports those that come back. */
  static void ping(
      int run, InetSocketAddress to, int count, long intervalNs, Consumer<String> report) {
    try (DatagramChannel channel = DatagramChannel.open().connect(to)) {
      Thread listener = Thread.ofPlatform().daemon().start(() -> listen(run, channel, report));
      long startNs = System.nanoTime();
      ByteBuffer probe = ByteBuffer.allocateDirect(PROBE_BYTES);
      for (int i = 0; i < count; i++) {
        long dueNs = startNs + i * intervalNs;
        for (long now = System.nanoTime(); now < dueNs; now = System.nanoTime()) {
          LockSupport.parkNanos(dueNs - now);
        }
        probe.clear().putInt(i).putLong(System.nanoTime()).position(0).limit(PROBE_BYTES);
        channel.write(probe);
      }
      listener.join(TimeUnit.SECONDS.toMillis(1));
    } catch (IOException e) {
      report.accept("failed %d 0 %s".formatted(run, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    report.accept("pinged %d %d".formatted(run, count));
  }

  private static void listen(int run, DatagramChannel channel, Consumer<String> report) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    try {
      while (true) {
        channel.read(buffer.clear());
        long now = System.nanoTime();
        buffer.flip();
        int sequence = buffer.getInt();
        long rttNs = now - buffer.getLong();
        report.accept("rtt %d %d %d %d".formatted(run, sequence, now, rttNs));
      }
    } catch (IOException e) {
      // Closed when all probes have had their time.
    }
  }
}
