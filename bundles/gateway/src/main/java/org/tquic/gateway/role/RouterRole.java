package org.tquic.gateway.role;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.api.bond.RoleControl;
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
public final class RouterRole extends RoleSupervisor<RouterSettings> {
  static final String NAME = "org.tquic.gateway.router";

  /** Starts the role. */
  @Activate
  public RouterRole(BundleContext bundles, Map<String, Object> configuration) {
    super(
        new Kind<>(
            "router",
            RouterDeclaration.PID,
            RouterDeclaration.class,
            RouterSettings::of,
            RouterRun::new),
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
