package org.tquic.gateway.role;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.bond.RoleStatus;
import org.tquic.gateway.settings.RouterDeclaration;
import org.tquic.gateway.settings.RouterSettings;

/** The router role. {@link RoleStarter} enables it where it is the one to run. */
@Component(
    name = RouterRole.NAME,
    service = RoleControl.class,
    configurationPid = RouterDeclaration.PID,
    immediate = true,
    enabled = false)
@Designate(ocd = RouterDeclaration.class)
public final class RouterRole implements RoleControl {
  static final String NAME = "org.tquic.gateway.router";

  private final RoleSupervisor<RouterSettings> supervisor;

  /** Starts the role. */
  @Activate
  public RouterRole(BundleContext bundles, Map<String, Object> configuration) {
    supervisor =
        new RoleSupervisor<>(
            new RoleSupervisor.Kind<>(
                "router",
                RouterDeclaration.PID,
                RouterDeclaration.class,
                RouterSettings::of,
                RouterRun::new),
            bundles,
            configuration);
  }

  @Modified
  void modified(Map<String, Object> configuration) {
    supervisor.modified(configuration);
  }

  @Deactivate
  void deactivate() {
    supervisor.deactivate();
  }

  @Override
  public RoleStatus status() {
    return supervisor.status();
  }

  @Override
  public List<String> schedulers() {
    return supervisor.schedulers();
  }

  @Override
  public void selectScheduler(String id) {
    supervisor.selectScheduler(id);
  }

  @Override
  public List<String> congestions() {
    return supervisor.congestions();
  }

  @Override
  public void selectCongestion(String id) {
    supervisor.selectCongestion(id);
  }
}
