package org.tquic.lab.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The sending and the receiving end of flows, on whichever side of the connection. */
final class FlowEnds {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long PROGRESS_MS = 100;

  /** What one run has received so far, all flows together. */
  private static final class Run {
    final AtomicLong bytes = new AtomicLong();
    final AtomicInteger openFlows = new AtomicInteger();
  }

  private final Consumer<String> report;
  private final Map<Integer, Run> receiving = new ConcurrentHashMap<>();

  FlowEnds(Consumer<String> report) {
    this.report = report;
  }

  /** Sends the pattern until the bytes are out, the time is up or the other end closes. */
  void send(SocketChannel channel, long bytes, long untilNs) throws IOException {
    long position = 0;
    while ((bytes == 0 || position < bytes) && System.nanoTime() < untilNs) {
      long left = bytes == 0 ? Long.MAX_VALUE : bytes - position;
      ByteBuffer chunk = Pattern.from(position, left);
      while (chunk.hasRemaining()) {
        position += channel.write(chunk);
      }
    }
    channel.shutdownOutput();
  }

  /** Receives a flow to its end or until the time is up, and reports how it went. */
  void receive(SocketChannel channel, FlowHeader header, long untilNs) {
    Run run = receiving.computeIfAbsent(header.run(), number -> new Run());
    run.openFlows.incrementAndGet();
    FlowMeter meter =
        new FlowMeter(
            System.nanoTime(),
            (from, to) ->
                report.accept("gap %d %d %d %d".formatted(header.run(), header.flow(), from, to)));
    String why;
    try {
      why = readAll(channel, header, untilNs, meter, run.bytes);
    } catch (IOException e) {
      why = "broken: " + e.getMessage();
    }
    long now = System.nanoTime();
    meter.onEnd(now);
    if (run.openFlows.decrementAndGet() == 0) {
      receiving.remove(header.run());
      reportProgress(header.run(), now, run);
    }
    report.accept("end %d %d %d %s".formatted(header.run(), header.flow(), meter.bytes(), why));
  }

  private static String readAll(
      SocketChannel channel, FlowHeader header, long untilNs, FlowMeter meter, AtomicLong total)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (System.nanoTime() < untilNs) {
      int count = channel.read(buffer.clear());
      if (count < 0) {
        boolean whole = header.bytes() == 0 || meter.bytes() == header.bytes();
        return whole ? "intact" : "broken: it ended before " + header.bytes() + " bytes";
      }
      if (!Pattern.matches(meter.bytes(), buffer.flip())) {
        return "damaged";
      }
      meter.onBytes(count, System.nanoTime());
      total.addAndGet(count);
    }
    return "intact";
  }

  /** Reports the progress of what is being received, for ever. */
  void reportProgress() {
    while (true) {
      try {
        Thread.sleep(PROGRESS_MS);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      receiving.forEach((number, run) -> reportProgress(number, now, run));
    }
  }

  private void reportProgress(int number, long nowNs, Run run) {
    report.accept("progress %d %d %d".formatted(number, nowNs, run.bytes.get()));
  }
}
