package org.tquic.gateway.role;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.util.tracker.ServiceTracker;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkDirectory;
import org.tquic.gateway.settings.LayeredSettings;
import org.tquic.gateway.settings.RouterDeclaration;
import org.tquic.gateway.settings.RouterSettings;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.ServerPin;

/**
 * What a doctor needs of a router that does not run: which links it would bond, and the server that
 * it is paired with. It makes no device and changes nothing on the machine. {@link RoleStarter}
 * enables it where it is the one to run.
 */
@Component(
    name = DoctorRole.NAME,
    service = {},
    configurationPid = RouterDeclaration.PID,
    immediate = true,
    enabled = false)
public final class DoctorRole {
  static final String NAME = "org.tquic.gateway.doctor";

  private static final Duration CONFIGURATION_WAIT = Duration.ofSeconds(3);

  private final BundleContext bundles;
  private final LauncherEvents launcher;
  private final ControlThread control;
  private final LayeredSettings layers;
  private final Path state;
  private final Undo undo = new Undo();
  private boolean begun;

  /** Begins, at once or when the configuration is there. */
  @Activate
  public DoctorRole(BundleContext bundles, Map<String, Object> configuration) {
    this.bundles = bundles;
    launcher = new LauncherEvents(bundles);
    control = new ControlThread(cause -> launcher.failed(Failures.of(cause)));
    layers =
        new LayeredSettings(
            RouterDeclaration.PID, RouterDeclaration.class, "tquic.router.", bundles::getProperty);
    state = Path.of(bundles.getProperty("tquic.state"));
    // A configuration file is delivered a moment later than this component starts.
    boolean delivered = configuration.containsKey(Constants.SERVICE_PID);
    if (!delivered
        && Files.exists(state.resolve("config").resolve(RouterDeclaration.PID + ".cfg"))) {
      control.schedule(CONFIGURATION_WAIT, () -> begin(configuration));
    } else {
      control.execute(() -> begin(configuration));
    }
  }

  @Modified
  void modified(Map<String, Object> configuration) {
    control.execute(() -> begin(configuration));
  }

  private void begin(Map<String, Object> configuration) {
    if (begun) {
      return;
    }
    begun = true;
    RouterSettings settings = RouterSettings.of(layers.values(configuration, false));
    ServiceTracker<LinkDirectory, LinkDirectory> directories = new Directories(bundles, settings);
    undo.push(directories::close);
    directories.open();
    ServerPin pin =
        ServerPin.load(state)
            .orElseThrow(
                () ->
                    new TquicException(
                        "this router is not paired with a server",
                        "run `tquic router` with --code and what `tquic pair` printed"));
    PairedServer paired =
        PairedServer.of(
            settings.server().map(pin::at).orElse(pin),
            IdentityStore.open(state),
            settings.engine(),
            new ConfiguredCongestion(bundles, settings));
    undo.push(paired.publish(bundles)::unregister);
    launcher.ready("ready to examine the links to " + paired);
  }

  /** Says which links count, to each directory that comes. */
  private static final class Directories extends ServiceTracker<LinkDirectory, LinkDirectory> {
    private final RouterSettings settings;

    Directories(BundleContext bundles, RouterSettings settings) {
      super(bundles, LinkDirectory.class, null);
      this.settings = settings;
    }

    @Override
    public LinkDirectory addingService(ServiceReference<LinkDirectory> reference) {
      LinkDirectory directory = super.addingService(reference);
      if (directory != null) {
        directory.usual(settings.links());
        directory.restrictTo(settings.wans());
      }
      return directory;
    }
  }

  @Deactivate
  void deactivate() {
    control.executeAndWait(CONFIGURATION_WAIT, undo::run);
    control.close();
    launcher.close();
  }
}
