package org.tquic.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.crypto.CipherSuite;

/** The heap that connections take which are established and idle. */
public final class IdleMemory {
  private static final int PAIRS = 500;
  private static final int COLLECTIONS = 3;

  private IdleMemory() {}

  /** Prints bytes per connection, the mean of clients and servers. */
  public static void main(String[] args) {
    PairSettings settings = new PairSettings(CipherSuite.AES_128_GCM_SHA256);
    for (int paths : new int[] {1, 2}) {
      System.out.printf(
          "idle connection, %d path%s: %d bytes of heap%n",
          paths, paths == 1 ? "" : "s", measure(settings, paths));
    }
  }

  private static long measure(PairSettings settings, int paths) {
    Batch batch = new Batch(EnginePair.BATCH_PER_PATH);
    new EnginePair(settings, paths, batch);
    List<EnginePair> pairs = new ArrayList<>(PAIRS);
    long before = usedBytes();
    for (int i = 0; i < PAIRS; i++) {
      pairs.add(new EnginePair(settings, paths, batch));
    }
    long bytes = usedBytes() - before;
    return bytes / (2 * pairs.size());
  }

  private static long usedBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
