package org.tquic.gateway.log;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.gateway.settings.LogDeclaration;
import org.tquic.gateway.settings.LogSettings;

/**
 * Gives a running role's log the level of its settings while there are any; without, it has the one
 * that the process began with. The back end reads its file anew for that, which takes the level
 * from the system property {@value #PROPERTY}.
 */
@Component(
    name = LogLevel.NAME,
    service = {},
    configurationPid = LogDeclaration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    enabled = false)
@Designate(ocd = LogDeclaration.class)
public final class LogLevel {
  /** Name of the component, which whoever starts a role enables. */
  public static final String NAME = "org.tquic.gateway.log";

  private static final Logger LOG = LoggerFactory.getLogger(LogLevel.class);
  private static final String PROPERTY = "tquic.log";
  private static final String BACK_END = "org.ops4j.pax.logging";
  private static final String FILE = BACK_END + ".logback.config.file";

  private final BundleContext bundles;
  private final ManagedService backEnd;
  private final String first = System.getProperty(PROPERTY, LogSettings.Level.INFO.name());

  /** Takes the level of the settings. */
  @Activate
  public LogLevel(
      BundleContext bundles,
      @Reference(target = "(service.pid=" + BACK_END + ")") ManagedService backEnd,
      Map<String, Object> configuration) {
    this.bundles = bundles;
    this.backEnd = backEnd;
    modified(configuration);
  }

  @Modified
  void modified(Map<String, Object> configuration) {
    try {
      take(LogSettings.of(configuration).level().name());
    } catch (TquicException e) {
      LOG.error("{}; {}", e.getMessage(), e.remedy());
    }
  }

  @Deactivate
  void deactivate() {
    take(first);
  }

  private void take(String level) {
    if (level.equals(System.getProperty(PROPERTY, first))) {
      return;
    }
    System.setProperty(PROPERTY, level);
    Dictionary<String, Object> again = new Hashtable<>();
    again.put(FILE, otherwiseSpelt(bundles.getProperty(BACK_END + ".StaticLogbackFile")));
    try {
      backEnd.updated(again);
      LOG.info("the log has level {} from now on", level.toLowerCase(Locale.ROOT));
    } catch (ConfigurationException e) {
      LOG.error("the log keeps its level: {}", e.getMessage());
    }
  }

  /** The back end does not read the file again that it began with, by its name. */
  private static String otherwiseSpelt(String file) {
    Path path = Path.of(file);
    return path.resolveSibling(".").resolve(path.getFileName()).toString();
  }
}
