package org.tquic.gateway.role;

import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.tquic.api.engine.QuicEngine;
import org.tquic.gateway.selftest.LoopbackBond;

/**
 * Neither router nor server: carries packets over each engine inside this process, tells the
 * launcher how that went, and does nothing more. {@link RoleStarter} enables it.
 */
@Component(
    name = SelfTestRole.NAME,
    service = {},
    immediate = true,
    enabled = false)
public final class SelfTestRole {
  static final String NAME = "org.tquic.gateway.selftest";

  /** Framework property: packets each way, 1 or more; fewer where the processor is emulated. */
  private static final String PACKETS = "tquic.selftest.packets";

  private static final int USUAL_PACKETS = 20_000;

  private final LauncherEvents launcher;
  private final ControlThread control;
  private final RoleContext context;
  private final int packets;
  private volatile boolean stopping;

  /** Starts the test; this bundle is the last one to start. */
  @Activate
  public SelfTestRole(BundleContext bundles) {
    String asked = bundles.getProperty(PACKETS);
    packets = asked == null ? USUAL_PACKETS : Integer.parseInt(asked);
    launcher = new LauncherEvents(bundles);
    control = new ControlThread(cause -> launcher.failed(Failures.of(cause)));
    context =
        new RoleContext(
            bundles,
            control,
            launcher,
            Path.of(bundles.getProperty("tquic.state")),
            () -> stopping,
            cause -> launcher.failed(Failures.of(cause)));
    control.execute(this::run);
  }

  private void run() {
    StringJoiner results = new StringJoiner("; ");
    try (Plugins<QuicEngine> engines =
        new Plugins<>(
            context.bundles(),
            QuicEngine.class,
            "engine",
            QuicEngine::id,
            e -> true,
            UnaryOperator.identity(),
            g -> {})) {
      for (String id : engines.ids()) {
        results.add(carry(id));
      }
    }
    launcher.ready(results.toString());
  }

  private String carry(String id) {
    RolePlugins plugins =
        new RolePlugins(context, scheduler -> {}, congestion -> {}, (link, own) -> {});
    try {
      plugins.start(id, "aggregate", "bbr");
      Path keys = context.state().resolve("self-test-" + id);
      try (LoopbackBond bond =
          new LoopbackBond(plugins.engine(), plugins.scheduler(), plugins.congestion(), keys)) {
        Duration took = bond.carry(packets);
        return "%s carried %d packets each way in %d ms".formatted(id, packets, took.toMillis());
      }
    } finally {
      plugins.close();
    }
  }

  /** Ends it; a test under way ends within its bounds. */
  @Deactivate
  void deactivate() {
    stopping = true;
    control.close();
    launcher.close();
  }
}
