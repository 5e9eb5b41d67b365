package org.tquic.jmh.plugin;

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
import org.tquic.spi.scheduler.FakeBond;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/** A scheduler's part of a packet: {@code select} and {@code onSent}, bulk and urgent in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SchedulerBenchmark {
  /** Several at a time, since reading the clock takes a while. */
  static final int PACKETS = 16;

  private static final int URGENT_EACH = 8;
  private static final long BACKLOG_BYTES = 200_000;
  private static final long USEFUL_FOR_NS = 150_000_000;

  /** The scheduler. */
  @Param({
    "idle",
    "minrtt",
    "aggregate",
    "redundant",
    "deadline",
    "ecf",
    "blest",
    "owd",
    "weighted",
    "roundrobin"
  })
  public String id;

  /** Whether the role's guard is around it. */
  @Param("false")
  public boolean guarded;

  private FakeBond bond;
  private int packets;

  /** Four paths of all kinds, and a backlog. */
  @Setup
  public void prepare() {
    bond = new FakeBond(Plugins.scheduler(id, guarded));
    bond.add(new FakePath(1).measured(20, 6_000_000));
    bond.add(new FakePath(2).measured(40, 4_000_000));
    bond.add(new FakePath(3).measured(60, 1_000_000));
    bond.add(new FakePath(4).measured(600, 8_000_000));
    bond.backlogBytes = BACKLOG_BYTES;
  }

  /** {@value #PACKETS} packets; the fastest path has no room for half of them. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public long schedule() {
    for (int i = 0; i < PACKETS; i++) {
      boolean urgent = packets % URGENT_EACH == 0;
      bond.trafficClass = urgent ? TrafficClass.INTERACTIVE : TrafficClass.BULK;
      bond.usefulForNs = urgent ? USEFUL_FOR_NS : -1;
      bond.paths.getFirst().full((packets & 1) == 0);
      bond.send();
      packets++;
    }
    return bond.lastDecision();
  }
}
