package org.tquic.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tquic.quic.crypto.CipherSuite;

/**
 * DATAGRAM frames of 1200 bytes from a client to a server, one per packet, over several paths in
 * turn. A packet's cost is that of both ends together: queueing, sealing, opening, delivery, its
 * share of acknowledgements, and what these settle.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DatagramBenchmark {
  static final int PACKETS = EnginePair.BATCH_PER_PATH * EnginePair.MAX_PATHS;
  private static final int PAYLOAD_BYTES = 1200;

  /** Paths of the connection, all in use. */
  @Param({"1", "2", "4", "8"})
  public int paths;

  private final byte[] payload = new byte[PAYLOAD_BYTES];
  EnginePair pair;

  /** Connects the pair. */
  @Setup
  public void connect() {
    PairSettings settings = new PairSettings(CipherSuite.AES_128_GCM_SHA256);
    pair = new EnginePair(settings, paths, new Batch(EnginePair.BATCH_PER_PATH * paths));
  }

  /** {@value #PACKETS} packets. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long send() {
    long wanted = pair.server.receivedBytes + (long) PACKETS * PAYLOAD_BYTES;
    for (int i = 0; i < PACKETS; i++) {
      if (!pair.client.connection.sendDatagram(payload, 0, PAYLOAD_BYTES, i, pair.nowNs())) {
        throw new IllegalStateException("the queue is full");
      }
    }
    while (pair.server.receivedBytes < wanted) {
      pair.turn();
    }
    return pair.server.receivedBytes;
  }
}
