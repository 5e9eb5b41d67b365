package org.tquic.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The share of the processors that a hypervisor gives to others ("steal" in proc(5)). Throughput
 * and delays that were measured while it is more than a few percent tell of the host, not of the
 * program.
 */
final class StolenTime {
  private static final int FIELDS = 8;
  private static final int STEAL = 7;

  private long[] before = read();

  /** Percent since the last call, or since this was made; NaN where the kernel does not say. */
  double percent() {
    long[] now = read();
    long total = 0;
    for (int i = 0; i < FIELDS; i++) {
      total += now[i] - before[i];
    }
    double percent = total == 0 ? Double.NaN : 100.0 * (now[STEAL] - before[STEAL]) / total;
    before = now;
    return percent;
  }

  /** User, nice, system, idle, iowait, irq, softirq, steal, in ticks since the start. */
  private static long[] read() {
    long[] ticks = new long[FIELDS];
    try {
      String[] words = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
      for (int i = 0; i < FIELDS && i + 1 < words.length; i++) {
        ticks[i] = Long.parseLong(words[i + 1]);
      }
    } catch (IOException e) {
      // Not told, so not known.
    }
    return ticks;
  }
}
