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
 * Bytes on streams from a client to a server over one path, 1400 at a time, which is about a
 * packet. The cost is that of both ends together, as with {@link DatagramBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {
  static final int PACKETS = 128;
  private static final int WRITE_BYTES = 1400;

  /** Open streams. */
  @Param({"1", "10", "100", "1000"})
  public int streams;

  /** Whether one of them carries everything, or each in turn a write. */
  @Param({"one", "all"})
  public String active;

  private final byte[] data = new byte[WRITE_BYTES];
  EnginePair pair;
  private long[] ids;
  private int turn;

  /** Connects the pair and opens the streams, both sides know of each. */
  @Setup
  public void connect() {
    PairSettings settings = new PairSettings(CipherSuite.AES_128_GCM_SHA256);
    pair = new EnginePair(settings, 1, new Batch(EnginePair.BATCH_PER_PATH));
    ids = new long[streams];
    for (int i = 0; i < streams; i++) {
      ids[i] = pair.client.connection.openStream(false);
      pair.client.connection.write(ids[i], data, 0, 1, false);
    }
    pair.until(() -> pair.server.receivedBytes == streams);
  }

  /** {@value #PACKETS} packets. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long send() {
    long wanted = pair.server.receivedBytes + (long) PACKETS * WRITE_BYTES;
    for (int i = 0; i < PACKETS; i++) {
      if (active.equals("all")) {
        turn = turn + 1 == streams ? 0 : turn + 1;
      }
      if (pair.client.connection.write(ids[turn], data, 0, WRITE_BYTES, false) != WRITE_BYTES) {
        throw new IllegalStateException("the stream is full");
      }
    }
    while (pair.server.receivedBytes < wanted) {
      pair.turn();
    }
    return pair.server.receivedBytes;
  }
}
