package org.tquic.launcher.fake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A role that does what the file {@code script} in its state folder says. */
public final class ScriptedRole implements BundleActivator {
  @Override
  @SuppressWarnings("unchecked")
  public void start(BundleContext context) throws Exception {
    ServiceReference<?> launcher =
        context.getServiceReferences(Consumer.class, "(tquic.launcher=true)").iterator().next();
    Consumer<Map<String, Object>> outcome =
        (Consumer<Map<String, Object>>) context.getService(launcher);
    switch (Files.readString(script(context)).strip()) {
      case "fail" ->
          outcome.accept(
              Map.of("event", "failed", "message", "No TUN.", "remedy", "Load it.", "exit", 1));
      case "misuse" -> outcome.accept(Map.of("event", "failed", "message", "Bad id.", "exit", 2));
      default -> {
        outcome.accept(Map.of("event", "notice", "message", "a notice"));
        outcome.accept(Map.of("event", "ready", "message", "ready on " + role(context)));
      }
    }
  }

  @Override
  public void stop(BundleContext context) throws Exception {
    if (Files.readString(script(context)).strip().equals("hang")) {
      System.err.println("hanging");
      Thread.sleep(60_000);
    }
    Files.writeString(script(context).resolveSibling("stopped"), "yes");
  }

  private static String role(BundleContext context) {
    return context.getProperty("tquic.role") + " " + context.getProperty("tquic.router.wans");
  }

  private static Path script(BundleContext context) {
    return Path.of(context.getProperty("tquic.state")).resolve("script");
  }
}
