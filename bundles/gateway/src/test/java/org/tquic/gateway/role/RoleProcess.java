package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.api.link.WanLink;
import org.tquic.gateway.Cidr;
import org.tquic.linux.Namespace;
import org.tquic.quic.netty.MultipathEngine;
import org.tquic.quic.quiche.QuicheEngine;
import org.tquic.spi.Handover;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** A role in a framework of its own, whose threads are in a namespace; the test is its launcher. */
final class RoleProcess implements AutoCloseable {
  /** What the role told its launcher. */
  record Event(String event, String message, String remedy, Integer exit) {}

  private final Namespace namespace;
  private final Framework framework;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, ServiceRegistration<?>> services = new HashMap<>();
  private RoleSupervisor<?> supervisor;

  private RoleProcess(Namespace namespace, Path state, Map<String, String> properties) {
    this.namespace = namespace;
    Map<String, String> all = new HashMap<>(properties);
    all.put(Constants.FRAMEWORK_STORAGE, state.resolve("framework").toString());
    all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    all.put("felix.log.level", "1");
    all.put("tquic.state", state.toString());
    framework = new FrameworkFactory().newFramework(all);
    try {
      framework.start();
    } catch (BundleException e) {
      throw new AssertionError(e);
    }
    register(Consumer.class, (Consumer<Map<String, Object>>) this::onEvent, "tquic.launcher", true);
    register(QuicEngine.class, new QuicheEngine(), QuicEngine.PROPERTY, "quiche");
    register(QuicEngine.class, new MultipathEngine(), QuicEngine.PROPERTY, "multipath");
    scheduler("aggregate");
    for (String id : List.of("bbr", "cubic")) {
      register(EngineController.class, new Controller(id), EngineController.PROPERTY, id);
      register(
          CongestionControllerFactory.class,
          new SteadyWindow(id),
          CongestionControllerFactory.PROPERTY,
          id);
    }
  }

  private record Controller(String id) implements EngineController {
    @Override
    public String engine() {
      return "quiche";
    }

    @Override
    public String algorithm() {
      return id;
    }
  }

  /** Sends on the path with most room. */
  private record Scheduler(String id) implements PathSchedulerFactory {
    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return (unit, paths, now) -> {
        int best = 0;
        for (int i = 1; i < paths.size(); i++) {
          best = paths.get(i).room() > paths.get(best).room() ? i : best;
        }
        return paths.size() == 0 ? Decision.NONE : Decision.send(best);
      };
    }
  }

  private void onEvent(Map<String, Object> event) {
    events.add(
        new Event(
            (String) event.get("event"),
            (String) event.get("message"),
            (String) event.get("remedy"),
            (Integer) event.get("exit")));
  }

  private <T> void register(Class<T> type, T service, String property, Object value) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(property, value);
    services.put(
        property + value, framework.getBundleContext().registerService(type, service, properties));
  }

  /** Adds a scheduler plug-in. */
  void scheduler(String id) {
    register(PathSchedulerFactory.class, new Scheduler(id), PathSchedulerFactory.PROPERTY, id);
  }

  /** Takes a scheduler plug-in away. */
  void noScheduler(String id) {
    services.remove(PathSchedulerFactory.PROPERTY + id).unregister();
  }

  /** Adds a link, as discovery would. */
  void link(String name, String... addresses) {
    int index =
        Integer.parseInt(namespace.ip("-o link show " + name).replaceAll("^(\\d+):(?s).*", "$1"));
    LinkInfo info =
        new LinkInfo(
            name,
            index,
            LinkKind.WIRED,
            "veth",
            "",
            1500,
            true,
            true,
            List.of(addresses).stream().map(Cidr::parseAddress).toList(),
            List.of(),
            1,
            LinkRole.WAN,
            "");
    register(WanLink.class, (WanLink) () -> info, WanLink.NAME, name);
  }

  /** Takes a link away. */
  void noLink(String name) {
    services.remove(WanLink.NAME + name).unregister();
  }

  static RoleProcess router(Namespace namespace, Path state, Map<String, String> flags) {
    return new RoleProcess(namespace, state, prefixed("tquic.router.", flags))
        .start(RouterRole::new);
  }

  static RoleProcess server(Namespace namespace, Path state, Map<String, String> flags) {
    return new RoleProcess(namespace, state, prefixed("tquic.server.", flags))
        .start(ServerRole::new);
  }

  private static Map<String, String> prefixed(String prefix, Map<String, String> flags) {
    Map<String, String> properties = new HashMap<>();
    flags.forEach(
        (key, value) -> properties.put(key.startsWith("tquic.") ? key : prefix + key, value));
    return properties;
  }

  private RoleProcess start(
      BiFunction<BundleContext, Map<String, Object>, RoleSupervisor<?>> role) {
    BundleContext bundles = framework.getBundleContext();
    supervisor = namespace.call(() -> role.apply(bundles, Map.of()));
    return this;
  }

  RoleSupervisor<?> role() {
    return supervisor;
  }

  /** Waits for the next event of that kind. */
  Event expect(String event) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Event next = null;
    while (System.nanoTime() - end < 0) {
      next = events.poll(1, TimeUnit.SECONDS);
      if (next != null && next.event().equals(event)) {
        return next;
      }
      // Another end than the one that is waited for.
      assertThat(next == null || !next.event().equals("failed")).as(String.valueOf(next)).isTrue();
    }
    throw new AssertionError("no " + event + " event; status " + supervisor.status());
  }

  /** Waits until the status is as it should be. */
  RoleStatus await(Predicate<RoleStatus> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    RoleStatus status = supervisor.status();
    while (!wanted.test(status)) {
      assertThat(System.nanoTime() - end).as(status.toString()).isNegative();
      TimeUnit.MILLISECONDS.sleep(20);
      status = supervisor.status();
    }
    return status;
  }

  /** Ends the role in order, as on SIGTERM. */
  @Override
  public void close() {
    supervisor.deactivate();
    try {
      framework.stop();
      framework.waitForStop(5000);
    } catch (BundleException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
