package org.tquic.gateway.role;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.api.bond.RoleControl;
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
public final class ServerRole extends RoleSupervisor<ServerSettings> {
  static final String NAME = "org.tquic.gateway.server";

  /** Starts the role. */
  @Activate
  public ServerRole(BundleContext bundles, Map<String, Object> configuration) {
    super(
        new Kind<>(
            "server",
            ServerDeclaration.PID,
            ServerDeclaration.class,
            ServerSettings::of,
            ServerRun::new),
        bundles,
        configuration);
  }

  // Declarative services look for annotations in this class only.

  @Modified
  @Override
  void modified(Map<String, Object> configuration) {
    super.modified(configuration);
  }

  @Deactivate
  @Override
  void deactivate() {
    super.deactivate();
  }
}
