package org.tquic.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Felix with the image's bundles, in this process. */
final class RoleFramework {
  private final Framework framework;
  private final FrameworkStorage storage;
  private final List<Bundle> bundles = new ArrayList<>();

  private RoleFramework(Framework framework, FrameworkStorage storage) {
    this.framework = framework;
    this.storage = storage;
  }

  /**
   * Starts all bundles of the image; fragments are only installed. Plug-ins and configuration files
   * in the state folder are watched from then on.
   *
   * @param properties framework properties besides the usual ones
   * @param outcome registered as a service, so that the role can tell what became of it
   * @throws LaunchException when a bundle of the image does not start; nothing runs then
   */
  static RoleFramework start(
      Image image,
      StateFolder state,
      Map<String, String> properties,
      Consumer<Map<String, Object>> outcome)
      throws LaunchException {
    FrameworkStorage storage = FrameworkStorage.of(state);
    Map<String, String> all = new HashMap<>(standard(image, state, storage.path()));
    all.putAll(properties);
    RoleFramework running = new RoleFramework(new FrameworkFactory().newFramework(all), storage);
    try {
      running.boot(image, properties.get("tquic.role"), outcome);
      return running;
    } catch (BundleException e) {
      running.stop(Duration.ofSeconds(5));
      throw LaunchException.failed(
          "The framework did not start: " + e.getMessage(), "Unpack the distribution again.", e);
    } catch (LaunchException e) {
      running.stop(Duration.ofSeconds(5));
      throw e;
    }
  }

  private static Map<String, String> standard(Image image, StateFolder state, Path storage) {
    Map<String, String> properties = new HashMap<>();
    properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    properties.put(
        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(StartLevels.ALL));
    // The role's own lock guards the cache; handlers for URL schemes would need Unsafe.
    properties.put("felix.cache.locking", "false");
    properties.put("felix.service.urlhandlers", "false");
    // Errors are framework events too, and those are logged.
    properties.put("felix.log.level", "0");
    properties.put("tquic.state", state.path().toString());
    // The role must not begin without the links: discovery may start beside it.
    properties.put("tquic.links.awaited", "true");

    properties.put("felix.fileinstall.dir", state.plugins() + "," + state.configuration());
    properties.put("felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
    properties.put("felix.fileinstall.poll", "250");
    properties.put("felix.fileinstall.noInitialDelay", "true");
    properties.put("felix.fileinstall.log.level", "2");
    properties.put("felix.fileinstall.start.level", "6");
    // A plug-in that is not to be run any more is removed, not remembered.
    properties.put("felix.fileinstall.bundles.startTransient", "true");
    // Files are the operator's: writing back what was read could undo an edit made meanwhile.
    properties.put("felix.fileinstall.enableConfigSave", "false");

    properties.put("org.ops4j.pax.logging.StaticLogbackFile", image.logging().toString());
    properties.put("org.ops4j.pax.logging.StaticLogbackContext", "true");
    properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
    return properties;
  }

  private void boot(Image image, String role, Consumer<Map<String, Object>> outcome)
      throws BundleException, LaunchException {
    framework.init();
    BundleContext context = framework.getBundleContext();
    Dictionary<String, Object> launcher = new Hashtable<>();
    launcher.put("tquic.launcher", true);
    context.registerService(Consumer.class, outcome, launcher);
    // No bundle is there yet: each starts below, in its turn.
    framework.start();
    Map<Boolean, List<Path>> jars =
        image.bundles().stream()
            .collect(
                Collectors.partitioningBy(
                    jar -> StartLevels.isLogging(jar.getFileName().toString())));
    install(context, jars.get(true));
    BundleStarts starts = new BundleStarts(image, role);
    // Logging takes as long to start as all others to be installed.
    List<Bundle> first = List.copyOf(bundles);
    BundleStarts.Pending logging = starts.startBeside(first);
    install(context, jars.get(false));
    // All at once costs less than each when it is started. One that cannot be says so then.
    framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
    starts.start(bundles.subList(first.size(), bundles.size()), logging);
  }

  private void install(BundleContext context, List<Path> jars) throws LaunchException {
    for (Path jar : jars) {
      Bundle bundle = install(context, jar);
      bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevels.of(bundle.getSymbolicName()));
      bundles.add(bundle);
    }
  }

  private static Bundle install(BundleContext context, Path jar) throws LaunchException {
    try {
      // By reference: the jar is used where it lies and not copied into the cache.
      return context.installBundle("reference:" + jar.toUri());
    } catch (BundleException e) {
      throw LaunchException.failed(
          jar + " cannot be installed: " + Reasons.of(e) + ".",
          "See that it is a bundle, and that no other has its name and version.",
          e);
    }
  }

  /** The bundles of the image. */
  List<Bundle> bundles() {
    return List.copyOf(bundles);
  }

  /** All bundles, plug-ins included. */
  List<Bundle> installed() {
    return List.of(framework.getBundleContext().getBundles());
  }

  /** Waits until the framework has stopped, by {@link #stop} or from inside. */
  void awaitStop() throws InterruptedException {
    framework.waitForStop(0);
  }

  /**
   * Stops all bundles, the role first, and so undoes what it did to the machine.
   *
   * @return whether all had stopped within the bound
   */
  boolean stop(Duration bound) {
    try {
      framework.stop();
      if (framework.waitForStop(bound.toMillis()).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        return false;
      }
      clean();
      return true;
    } catch (BundleException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Removes what the framework keeps while it runs, for a process that ends; again is harmless. */
  void clean() {
    storage.close();
  }
}
