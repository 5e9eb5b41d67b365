package org.tquic.framework;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The bundle that the tests run in. */
final class Probe {
  private Probe() {}

  /** Its context; only within the framework. */
  static BundleContext context() {
    return FrameworkUtil.getBundle(Probe.class).getBundleContext();
  }
}
