package org.tquic.gateway.role;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.bond.RoleStatus;
import org.tquic.gateway.settings.LayeredSettings;

/**
 * Runs a role under its settings: starts it, gives it what can change live, starts it anew for the
 * rest, and ends it. Thread-safe.
 *
 * @param <S> type of the settings
 */
abstract class RoleSupervisor<S> implements RoleControl {
  private static final Logger LOG = LoggerFactory.getLogger(RoleSupervisor.class);
  private static final String DEFAULT_STATE = "/var/lib/tquic";
  private static final Duration CONFIGURATION_WAIT = Duration.ofSeconds(3);
  private static final Duration STOP_BOUND = Duration.ofSeconds(8);
  private static final Duration CALL_BOUND = Duration.ofSeconds(5);

  private final Kind<S> kind;
  private final LauncherEvents launcher;
  private final ControlThread control;
  private final LayeredSettings layers;
  private final RoleContext context;
  private final long startedNs = System.nanoTime();
  private volatile RoleRun<S> run;
  private volatile TquicException failure;
  private volatile boolean stopping;
  private boolean begun;
  private Map<String, Object> configuration;

  /**
   * A role.
   *
   * @param name its name, also in the flags' properties
   * @param pid persistent identity of its configuration
   * @param declaration where its settings are declared
   * @param parse reads settings
   * @param newRun makes a run, not started yet
   */
  record Kind<S>(
      String name,
      String pid,
      Class<? extends Annotation> declaration,
      Function<Map<String, Object>, S> parse,
      BiFunction<RoleContext, S, RoleRun<S>> newRun) {}

  RoleSupervisor(Kind<S> kind, BundleContext bundles, Map<String, Object> configuration) {
    this.kind = kind;
    this.configuration = configuration;
    this.launcher = new LauncherEvents(bundles);
    Consumer<Throwable> fail = this::failed;
    this.control = new ControlThread(fail);
    this.layers =
        new LayeredSettings(
            kind.pid(), kind.declaration(), "tquic." + kind.name() + ".", bundles::getProperty);
    String folder = bundles.getProperty("tquic.state");
    Path state = Path.of(folder == null || folder.isEmpty() ? DEFAULT_STATE : folder);
    this.context =
        new RoleContext(
            bundles,
            control,
            launcher,
            state,
            () -> stopping,
            cause -> control.execute(() -> failed(cause)));
    // A configuration file is delivered a moment later than this component starts.
    boolean delivered = configuration.containsKey(Constants.SERVICE_PID);
    if (!delivered && Files.exists(state.resolve("config").resolve(kind.pid() + ".cfg"))) {
      control.schedule(CONFIGURATION_WAIT, this::begin);
    } else {
      control.execute(this::begin);
    }
  }

  private void begin() {
    if (!begun && !stopping) {
      begun = true;
      startRun(kind.parse().apply(layers.values(configuration, false)));
    }
  }

  private void startRun(S settings) {
    LOG.info("starting the {} role with {}", kind.name(), settings);
    RoleRun<S> fresh = kind.newRun().apply(context, settings);
    run = fresh;
    fresh.start();
  }

  private void stopRun() {
    RoleRun<S> old = run;
    if (old != null) {
      old.stop();
      if (failure == null) {
        run = null;
      }
    }
  }

  /** The configuration changed. */
  void modified(Map<String, Object> changed) {
    control.execute(() -> take(changed));
  }

  private void take(Map<String, Object> changed) {
    if (failure != null || stopping) {
      return;
    }
    configuration = changed;
    if (!begun) {
      begin();
      return;
    }
    S settings;
    try {
      settings = kind.parse().apply(layers.values(changed, run != null && run.isReady()));
    } catch (TquicException e) {
      launcher.notice("the changed configuration does not count: " + e.getMessage(), e.remedy());
      return;
    }
    if (run != null && run.canTake(settings)) {
      try {
        run.take(settings);
      } catch (TquicException e) {
        launcher.notice("the changed configuration counts in part: " + e.getMessage(), e.remedy());
      }
    } else {
      LOG.info("the {} role starts anew, since a setting changed that needs it", kind.name());
      stopRun();
      startRun(settings);
    }
  }

  /** On the control thread. */
  private void failed(Throwable cause) {
    if (failure != null || stopping) {
      LOG.debug("after the end", cause);
      return;
    }
    TquicException reason = Failures.of(cause);
    failure = reason;
    try {
      stopRun();
    } catch (RuntimeException e) {
      LOG.error("the failed role could not take everything back", e);
    }
    launcher.failed(reason);
  }

  /** Ends the role; returns when everything is taken back. */
  void deactivate() {
    stopping = true;
    boolean ended =
        control.executeAndWait(
            STOP_BOUND,
            () -> {
              try {
                stopRun();
              } catch (RuntimeException e) {
                LOG.error("the role could not take everything back", e);
              }
            });
    if (!ended) {
      LOG.error("the role did not end within {}; the next start takes the rest back", STOP_BOUND);
    }
    control.close();
    launcher.close();
  }

  @Override
  public RoleStatus status() {
    // Routers without a clock of their own get the date some time after the start.
    long uptimeMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
    TquicException reason = failure;
    RoleRun<S> current = run;
    if (reason != null || current == null) {
      return new RoleStatus(
          kind.name(),
          "",
          "",
          reason == null ? "starting" : "failed",
          reason == null ? "" : reason.getMessage() + "; " + reason.remedy(),
          uptimeMillis,
          List.of(),
          QlogStatus.OFF,
          List.of(),
          List.of());
    }
    try {
      return current.status(uptimeMillis);
    } catch (TquicException e) {
      return new RoleStatus(
          kind.name(),
          "",
          "",
          "stuck",
          e.getMessage() + "; " + e.remedy(),
          uptimeMillis,
          List.of(),
          QlogStatus.OFF,
          current.plugins().troubles(),
          List.of());
    }
  }

  private RoleRun<S> running() {
    RoleRun<S> current = run;
    if (current == null || failure != null || !current.isReady()) {
      throw new TquicException(
          "the " + kind.name() + " role is not up yet", "see `tquic status` for its state");
    }
    return current;
  }

  @Override
  public List<String> schedulers() {
    RoleRun<S> current = run;
    return current == null ? List.of() : current.plugins().schedulerIds();
  }

  @Override
  public void selectScheduler(String id) {
    RoleRun<S> current = running();
    control.call(
        CALL_BOUND,
        () -> {
          current.plugins().selectScheduler(id);
          return id;
        });
  }

  @Override
  public List<String> congestions() {
    RoleRun<S> current = run;
    return current == null ? List.of() : current.plugins().congestionIds();
  }

  @Override
  public void selectCongestion(String id) {
    RoleRun<S> current = running();
    control.call(
        CALL_BOUND,
        () -> {
          current.plugins().selectCongestion(id);
          return id;
        });
  }

  @Override
  public void selectCongestion(String id, String link) {
    RoleRun<S> current = running();
    control.call(
        CALL_BOUND,
        () -> {
          current.plugins().selectCongestion(id, link);
          return id;
        });
  }

  @Override
  public void switchQlog(boolean on) {
    RoleRun<S> current = running();
    control.call(
        CALL_BOUND,
        () -> {
          current.evidence().switchQlog(on);
          return on;
        });
  }
}
