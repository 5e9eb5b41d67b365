package org.tquic.gateway.role;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.gateway.log.LogLevel;

/** Enables the role that the framework property {@code tquic.role} names, if it names one. */
@Component(immediate = true)
public final class RoleStarter {
  private static final Logger LOG = LoggerFactory.getLogger(RoleStarter.class);

  /** Enables the role. */
  @Activate
  public RoleStarter(ComponentContext components, BundleContext bundles) {
    String role = bundles.getProperty("tquic.role");
    switch (role) {
      case "router" -> start(components, RouterRole.NAME);
      case "server" -> start(components, ServerRole.NAME);
      case "doctor" -> components.enableComponent(DoctorRole.NAME);
      case "self-test" -> components.enableComponent(SelfTestRole.NAME);
      case null -> LOG.info("no role is named by tquic.role, so none runs");
      default ->
          LOG.error(
              "unknown role '{}' in tquic.role; known: router, server, doctor, self-test", role);
    }
  }

  private static void start(ComponentContext components, String role) {
    components.enableComponent(LogLevel.NAME);
    components.enableComponent(role);
  }
}
