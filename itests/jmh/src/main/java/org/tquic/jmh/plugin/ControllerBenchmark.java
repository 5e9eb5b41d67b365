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
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.FakeFlow;
import org.tquic.spi.congestion.FakeSiblings;

/** A controller's part of an acknowledgement for two packets, their sending included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ControllerBenchmark {
  /** Several at a time, since reading the clock takes a while. */
  static final int ACKS = 16;

  private static final int PACKETS = 2;
  private static final int UNDER_WAY = 100;
  private static final int ROUNDS_PER_LOSS = 64;
  private static final long INTERVAL_NS = 200_000;
  private static final long RTT_NS = 40_000_000;

  /** The controller. */
  @Param({
    "idle",
    "newreno",
    "cubic",
    "bbr",
    "westwood",
    "copa",
    "ledbat",
    "prague",
    "auto",
    "lia",
    "olia",
    "balia"
  })
  public String id;

  /** Whether the role's guard is around it. */
  @Param("false")
  public boolean guarded;

  private FakeFlow flow;
  private int rounds;

  /** A flow beside another path, which never is without packets under way. */
  @Setup
  public void prepare() {
    FakeSiblings siblings = FakeSiblings.of(new FakeSiblings.Path(1, 90_000, RTT_NS, 1_000_000));
    flow = new FakeFlow(Plugins.controller(id, guarded), CongestionHandover.none(), siblings);
    for (int packet = 0; packet < UNDER_WAY; packet++) {
      flow.send();
    }
  }

  /** {@value #ACKS} acknowledgements, and a loss now and then. */
  @Benchmark
  @OperationsPerInvocation(ACKS)
  public long acknowledge() {
    for (int i = 0; i < ACKS; i++) {
      flow.nowNs += INTERVAL_NS;
      for (int packet = 0; packet < PACKETS; packet++) {
        flow.send();
      }
      flow.ack(PACKETS);
    }
    if (++rounds % ROUNDS_PER_LOSS == 0) {
      flow.send();
      flow.lose(1, true, false);
    }
    return flow.controller.congestionWindow();
  }
}
