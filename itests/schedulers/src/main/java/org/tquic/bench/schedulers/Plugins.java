package org.tquic.bench.schedulers;

import java.util.List;
import org.tquic.congestion.balia.BaliaPlugin;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.copa.CopaPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.congestion.ledbat.LedbatPlugin;
import org.tquic.congestion.lia.LiaPlugin;
import org.tquic.congestion.newreno.NewRenoPlugin;
import org.tquic.congestion.olia.OliaPlugin;
import org.tquic.congestion.prague.PraguePlugin;
import org.tquic.congestion.westwood.WestwoodPlugin;
import org.tquic.scheduler.aggregate.AggregateScheduler;
import org.tquic.scheduler.blest.BlestScheduler;
import org.tquic.scheduler.deadline.DeadlineScheduler;
import org.tquic.scheduler.ecf.EcfScheduler;
import org.tquic.scheduler.minrtt.MinRttScheduler;
import org.tquic.scheduler.owd.OwdScheduler;
import org.tquic.scheduler.redundant.RedundantScheduler;
import org.tquic.scheduler.roundrobin.RoundRobinScheduler;
import org.tquic.scheduler.weighted.WeightedScheduler;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** All schedulers and congestion controllers of the project. */
final class Plugins {
  static final List<PathSchedulerFactory> SCHEDULERS =
      List.of(
          new MinRttScheduler(),
          new AggregateScheduler(),
          new BlestScheduler(),
          new EcfScheduler(),
          new RedundantScheduler(),
          new DeadlineScheduler(),
          new OwdScheduler(),
          new WeightedScheduler(),
          new RoundRobinScheduler());

  /** Those of the matrix unless others are named: one or two of each kind. */
  static final List<CongestionControllerFactory> COMPARED =
      List.of(
          new BbrPlugin(),
          new CubicPlugin(),
          new NewRenoPlugin(),
          new CopaPlugin(),
          new BaliaPlugin());

  static final List<CongestionControllerFactory> CONTROLLERS =
      List.of(
          new BbrPlugin(),
          new CubicPlugin(),
          new NewRenoPlugin(),
          new CopaPlugin(),
          new BaliaPlugin(),
          new WestwoodPlugin(),
          new PraguePlugin(),
          new LedbatPlugin(),
          new LiaPlugin(),
          new OliaPlugin());

  private Plugins() {}
}
