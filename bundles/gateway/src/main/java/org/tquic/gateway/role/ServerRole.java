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
import org.tquic.gateway.settings.ServerDeclaration;
import org.tquic.gateway.settings.ServerSettings;

/** The server role. {@link RoleStarter} enables it where it is the one to run. */
@Component(
    name = ServerRole.NAME,
    service = RoleControl.class,
    configurationPid = ServerDeclaration.PID,
    immediate = true,
    enabled = false)
@Designate(ocd = ServerDeclaration.class)
public final class ServerRole implements RoleControl {
  static final String NAME = "org.tquic.gateway.server";

  private final RoleSupervisor<ServerSettings> supervisor;

  /** Starts the role. */
  @Activate
  public ServerRole(BundleContext bundles, Map<String, Object> configuration) {
    supervisor =
        new RoleSupervisor<>(
            new RoleSupervisor.Kind<>(
                "server",
                ServerDeclaration.PID,
                ServerDeclaration.class,
                ServerSettings::of,
                ServerRun::new),
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
