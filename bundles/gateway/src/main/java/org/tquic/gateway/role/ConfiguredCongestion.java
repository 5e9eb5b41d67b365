package org.tquic.gateway.role;

import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.tquic.api.engine.QuicEngine;
import org.tquic.bond.CongestionChoice;
import org.tquic.gateway.guard.PluginTroubles;
import org.tquic.gateway.guard.WatchedControllers;
import org.tquic.gateway.settings.RouterSettings;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.EngineController;

/** The congestion controllers that a bond would begin with, by its settings, where none runs. */
final class ConfiguredCongestion implements LinkCongestion {
  private final BundleContext bundles;
  private final RouterSettings settings;
  private final PluginTroubles troubles = new PluginTroubles();

  ConfiguredCongestion(BundleContext bundles, RouterSettings settings) {
    this.bundles = bundles;
    this.settings = settings;
  }

  @Override
  public CongestionChoice of(QuicEngine engine, String link) {
    String id = settings.linkCongestion().getOrDefault(link, settings.congestion());
    CongestionChoice builtIn = Fallback.congestion(engine);
    Optional<CongestionChoice> chosen =
        engine.isMultipath()
            ? find(CongestionControllerFactory.class, plugin -> plugin.id().equals(id))
                .map(plugin -> new WatchedControllers(plugin, troubles, System::nanoTime))
                .map(plugin -> new CongestionChoice(id, builtIn.algorithm(), plugin))
            : find(
                    EngineController.class,
                    named -> named.id().equals(id) && named.engine().equals(engine.id()))
                .map(named -> new CongestionChoice(id, named.algorithm()));
    return chosen.orElse(builtIn);
  }

  /** The highest ranked of those that suit. It is kept for as long as this process looks. */
  private <T> Optional<T> find(Class<T> type, Predicate<T> suits) {
    try {
      return bundles.getServiceReferences(type, null).stream()
          .sorted((a, b) -> b.compareTo(a))
          .map((ServiceReference<T> reference) -> bundles.getService(reference))
          .filter(service -> service != null && suits.test(service))
          .findFirst();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    }
  }
}
