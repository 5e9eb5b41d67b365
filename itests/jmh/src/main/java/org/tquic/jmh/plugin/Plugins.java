package org.tquic.jmh.plugin;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tquic.congestion.auto.InstalledAuto;
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
import org.tquic.gateway.guard.PluginTroubles;
import org.tquic.gateway.guard.WatchedControllers;
import org.tquic.gateway.guard.WatchedSchedulers;
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

/** All schedulers and controllers by their ids, {@link Idle} ones among them. */
final class Plugins {
  private static final List<PathSchedulerFactory> SCHEDULERS =
      List.of(
          new Idle.Scheduler(),
          new AggregateScheduler(),
          new BlestScheduler(),
          new DeadlineScheduler(),
          new EcfScheduler(),
          new MinRttScheduler(),
          new OwdScheduler(),
          new RedundantScheduler(),
          new RoundRobinScheduler(),
          new WeightedScheduler());

  private static final List<CongestionControllerFactory> CONTROLLERS =
      List.of(
          new BaliaPlugin(),
          new BbrPlugin(),
          new CopaPlugin(),
          new CubicPlugin(),
          new LedbatPlugin(),
          new LiaPlugin(),
          new NewRenoPlugin(),
          new OliaPlugin(),
          new PraguePlugin(),
          new WestwoodPlugin());

  private Plugins() {}

  /** A scheduler, in the role's guard if wanted. */
  static PathSchedulerFactory scheduler(String id, boolean guarded) {
    PathSchedulerFactory found = named(id, SCHEDULERS.stream(), PathSchedulerFactory::id);
    return guarded ? new WatchedSchedulers(found, new PluginTroubles(), System::nanoTime) : found;
  }

  /** A controller, in the role's guard if wanted. */
  static CongestionControllerFactory controller(String id, boolean guarded) {
    CongestionControllerFactory found =
        named(
            id,
            Stream.concat(
                CONTROLLERS.stream(),
                Stream.of(new Idle.Controller(), InstalledAuto.beside(CONTROLLERS))),
            CongestionControllerFactory::id);
    return guarded ? new WatchedControllers(found, new PluginTroubles(), System::nanoTime) : found;
  }

  private static <T> T named(String id, Stream<T> known, Function<T, String> name) {
    return known.filter(one -> name.apply(one).equals(id)).findFirst().orElseThrow();
  }
}
