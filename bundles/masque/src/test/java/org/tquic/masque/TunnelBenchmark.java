package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Datagrams of 1400 bytes from client to server through a tunnel on the loopback device, each side
 * on a loop of its own: {@code java ... org.tquic.masque.TunnelBenchmark [seconds] [congestion]}.
 */
final class TunnelBenchmark {
  private static final int PAYLOAD = 1400;
  private static final int HEADROOM = 64;
  private static final long CONTEXT = 2;

  private TunnelBenchmark() {}

  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    String congestion = args.length > 1 ? args[1] : "bbr";
    int queue = args.length > 2 ? Integer.parseInt(args[2]) : 1024;
    AtomicLong received = new AtomicLong();
    AtomicLong batches = new AtomicLong();
    IpTunnelListener counting =
        new IpTunnelListener() {
          @Override
          public boolean knowsContext(long contextId) {
            return contextId == CONTEXT;
          }

          @Override
          public void onDatagram(long contextId, ByteBuf payload) {
            received.lazySet(received.get() + 1);
            payload.release();
          }

          @Override
          public void onReadComplete() {
            batches.lazySet(batches.get() + 1);
          }
        };
    MasqueServer server = new MasqueServer(request -> request.accept(Map.of(), counting));
    try (TunnelFixture fixture =
        new TunnelFixture(TestEngine.QUICHE, server.newConnectionHandler(), congestion, queue)) {
      QuicChannel channel = fixture.connect();
      IpTunnel tunnel =
          TunnelFixture.await(fixture.client.connectIp(channel, "bench", Map.of(), counting));
      CompletableFuture<Void> ready = new CompletableFuture<>();
      channel.eventLoop().execute(() -> awaitSize(tunnel, channel, ready));
      ready.get(5, TimeUnit.SECONDS);
      Pump pump = new Pump(tunnel, channel, received);
      channel.eventLoop().execute(pump);
      for (int i = 0; i < seconds; i++) {
        long before = received.get();
        long batchesBefore = batches.get();
        long clientNs = cpuNs("client");
        long serverNs = cpuNs("server");
        long start = System.nanoTime();
        Thread.sleep(1000);
        double s = (System.nanoTime() - start) / 1e9;
        long n = received.get() - before;
        long b = Math.max(1, batches.get() - batchesBefore);
        QuicConnectionPathStats stats = TunnelFixture.await(channel.collectPathStats(0));
        System.out.printf(
            "%,d datagrams/s, %.0f Mbit/s, %.1f per batch; CPU per datagram: client %.2f us, server"
                + " %.2f us; cwnd %d, rtt %.2f ms, rate %.0f Mbit/s, lost %d%n",
            Math.round(n / s),
            n * PAYLOAD * 8 / s / 1e6,
            (double) n / b,
            (cpuNs("client") - clientNs) / 1e3 / n,
            (cpuNs("server") - serverNs) / 1e3 / n,
            stats.cwnd(),
            stats.rtt() / 1e6,
            stats.deliveryRate() * 8 / 1e6,
            stats.lost());
      }
      pump.stop = true;
      CompletableFuture<Double> cost = new CompletableFuture<>();
      channel
          .eventLoop()
          .execute(
              () -> {
                long from = System.nanoTime();
                for (int i = 0; i < 100_000; i++) {
                  channel.collectPathStats(0);
                }
                cost.complete((System.nanoTime() - from) / 100_000.0);
              });
      System.out.printf(
          "collectPathStats %.0f ns, maxPayload %d%n", cost.get(), tunnel.maxPayload(CONTEXT));
    }
  }

  private static long cpuNs(String threadName) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (ThreadInfo thread : threads.dumpAllThreads(false, false, 0)) {
      if (thread.getThreadName().startsWith(threadName)) {
        return threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    throw new IllegalStateException("no thread " + threadName);
  }

  private static void awaitSize(
      IpTunnel tunnel, QuicChannel channel, CompletableFuture<Void> ready) {
    if (tunnel.maxPayload(CONTEXT) >= PAYLOAD) {
      ready.complete(null);
    } else {
      channel
          .eventLoop()
          .schedule(() -> awaitSize(tunnel, channel, ready), 1, TimeUnit.MILLISECONDS);
    }
  }

  /** Keeps a number of datagrams under way; the receiver's count is the acknowledgement. */
  private static final class Pump implements Runnable {
    private static final int UNDER_WAY = 512;
    private static final int BURST = 64;

    private final IpTunnel tunnel;
    private final QuicChannel channel;
    private final AtomicLong received;
    private final long start;
    volatile boolean stop;
    final AtomicLong offered = new AtomicLong();

    Pump(IpTunnel tunnel, QuicChannel channel, AtomicLong received) {
      this.tunnel = tunnel;
      this.channel = channel;
      this.received = received;
      this.start = received.get();
    }

    @Override
    public void run() {
      if (stop) {
        return;
      }
      long n = Math.min(BURST, UNDER_WAY - (offered.get() - (received.get() - start)));
      for (int i = 0; i < n; i++) {
        ByteBuf packet = PooledByteBufAllocator.DEFAULT.directBuffer(HEADROOM + PAYLOAD);
        packet.setIndex(HEADROOM, HEADROOM + PAYLOAD);
        tunnel.send(CONTEXT, packet);
      }
      if (n > 0) {
        offered.addAndGet(n);
        tunnel.flush();
      }
      channel.eventLoop().schedule(this, 20, TimeUnit.MICROSECONDS);
    }
  }
}
