package org.tquic.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.crypto.CipherSuite;

/**
 * What both ends of a pair allocate per packet in steady state, besides what the JDK's AEAD does.
 */
class EngineAllocationTest {
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 20;
  private static final long MOST_BYTES = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void datagrams(int paths) {
    DatagramBenchmark benchmark = new DatagramBenchmark();
    benchmark.paths = paths;
    benchmark.connect();
    check(benchmark::send, benchmark.pair, DatagramBenchmark.PACKETS);
  }

  @ParameterizedTest
  @CsvSource({"1, one", "100, one", "100, all"})
  void streams(int streams, String active) {
    StreamBenchmark benchmark = new StreamBenchmark();
    benchmark.streams = streams;
    benchmark.active = active;
    benchmark.connect();
    check(benchmark::send, benchmark.pair, StreamBenchmark.PACKETS);
  }

  private static void check(Runnable round, EnginePair pair, int packets) {
    repeat(round, WARM_UP);
    long delivered = pair.delivered();
    long bytes = allocatedBy(round, ROUNDS);
    delivered = pair.delivered() - delivered;
    long own = bytes - delivered * aeadBytes();
    assertThat(own / ((long) ROUNDS * packets)).isLessThan(MOST_BYTES);
  }

  /** What one packet sealed and opened allocates. */
  private static long aeadBytes() {
    PacketProtectionBenchmark aead = new PacketProtectionBenchmark();
    aead.suite = CipherSuite.AES_128_GCM_SHA256;
    aead.prepare();
    repeat(aead::seal, WARM_UP);
    repeat(aead::open, WARM_UP);
    long bytes = allocatedBy(aead::seal, ROUNDS) + allocatedBy(aead::open, ROUNDS);
    return bytes / (ROUNDS * PacketProtectionBenchmark.PACKETS);
  }

  private static long allocatedBy(Runnable round, int times) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    repeat(round, times);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void repeat(Runnable round, int times) {
    for (int i = 0; i < times; i++) {
      round.run();
    }
  }

  @Test
  void theMeasureSeesWhatIsAllocated() {
    byte[][] kept = new byte[1][];
    assertThat(allocatedBy(() -> kept[0] = new byte[1000], ROUNDS)).isGreaterThan(1000L * ROUNDS);
  }
}
