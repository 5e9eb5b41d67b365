package org.tquic.gateway.role;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.engine.QuicEngine;
import org.tquic.bond.CongestionChoice;
import org.tquic.gateway.guard.LoopWatchdog;
import org.tquic.gateway.guard.PluginTroubles;
import org.tquic.gateway.guard.UnresolvedBundles;
import org.tquic.gateway.guard.WatchedControllers;
import org.tquic.gateway.guard.WatchedSchedulers;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** The engine, scheduler and congestion controller of a run. Used on the control thread. */
final class RolePlugins implements AutoCloseable {
  private static final Duration ENGINE_BOUND = Duration.ofSeconds(3);
  private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

  /** Longer than any stop of this process that is not worth a word. */
  private static final Duration WATCH_PATIENCE = Duration.ofSeconds(2);

  private final RoleContext context;
  private final PluginTroubles troubles = new PluginTroubles();
  private final Undo undo = new Undo();
  private final Consumer<Optional<PathSchedulerFactory>> applyScheduler;
  private final Consumer<CongestionChoice> applyCongestion;
  private final LinkChoices links;
  private QuicEngine engine;
  private volatile LiveChoice<PathSchedulerFactory> schedulers;
  private volatile ControllerChoice controllers;

  /**
   * Nothing is chosen yet.
   *
   * @param applyScheduler makes the run use the scheduler, or the built-in one
   * @param applyCongestion makes the run use the controller
   * @param applyLink makes the run use the controller on one link; null for that of all links
   */
  RolePlugins(
      RoleContext context,
      Consumer<Optional<PathSchedulerFactory>> applyScheduler,
      Consumer<CongestionChoice> applyCongestion,
      BiConsumer<String, CongestionChoice> applyLink) {
    this.context = context;
    this.applyScheduler = applyScheduler;
    this.applyCongestion = applyCongestion;
    this.links = new LinkChoices(this::newControllerChoice, applyLink);
  }

  /**
   * Makes the first choices, waiting for bundles that start a little later.
   *
   * @throws org.tquic.api.TquicException when one of them does not come
   */
  void start(String engineId, String schedulerId, String congestionId) {
    Plugins<QuicEngine> engines =
        new Plugins<>(
            context.bundles(),
            QuicEngine.class,
            "engine",
            QuicEngine::id,
            e -> true,
            UnaryOperator.identity(),
            gone -> {});
    undo.push(engines::close);
    engine = engines.await(engineId, ENGINE_BOUND, context.stopping());
    schedulers =
        new LiveChoice<>(
            context,
            PathSchedulerFactory.class,
            "scheduler",
            PathSchedulerFactory::id,
            s -> true,
            factory -> new WatchedSchedulers(factory, troubles, System::nanoTime),
            true,
            applyScheduler);
    undo.push(schedulers::close);
    controllers = newControllerChoice(applyCongestion);
    undo.push(controllers::close);
    undo.push(links::close);
    schedulers.start(schedulerId);
    controllers.start(congestionId);
  }

  private ControllerChoice newControllerChoice(Consumer<CongestionChoice> apply) {
    return ControllerChoice.of(
        context,
        engine,
        factory -> new WatchedControllers(factory, troubles, System::nanoTime),
        apply);
  }

  QuicEngine engine() {
    return engine;
  }

  /** The scheduler in use, or null for the built-in. */
  PathSchedulerFactory scheduler() {
    return schedulers.current().orElse(null);
  }

  /** The congestion controller in use. */
  CongestionChoice congestion() {
    return controllers.current();
  }

  /** The congestion controller in use on a link; any thread. */
  CongestionChoice congestion(String link) {
    return links.of(link).orElseGet(controllers::current);
  }

  /** Watches the thread that calls plug-ins, until the run ends. */
  void watch(Executor loop) {
    LoopWatchdog watchdog = LoopWatchdog.watch(loop, troubles, WATCH_PERIOD, WATCH_PATIENCE);
    undo.push(watchdog::close);
  }

  /** What went wrong with plug-ins; any thread. */
  List<PluginTrouble> troubles() {
    List<PluginTrouble> all = new ArrayList<>(UnresolvedBundles.of(context.bundles()));
    all.addAll(troubles.all());
    return all;
  }

  /** Ids of the schedulers; any thread. */
  List<String> schedulerIds() {
    return schedulers == null ? List.of() : schedulers.ids();
  }

  /** Ids of the congestion controllers; any thread. */
  List<String> congestionIds() {
    return controllers == null ? List.of() : controllers.ids();
  }

  /** Switches the scheduler. */
  void selectScheduler(String id) {
    schedulers.select(id);
  }

  /** Switches the congestion controller. */
  void selectCongestion(String id) {
    controllers.select(id);
  }

  /** Switches the congestion controller of one link, or with {@code default} to that of all. */
  void selectCongestion(String id, String link) {
    if (!id.equals(LinkChoices.COMMON)) {
      controllers.require(id);
    }
    links.select(link, id);
  }

  /** The congestion controllers of links that are configured. */
  LinkChoices links() {
    return links;
  }

  @Override
  public void close() {
    undo.run();
  }
}
