package org.example.pathwatch;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to paths into the role's log. */
public final class Activator implements BundleActivator {
  private static final Logger LOG = LoggerFactory.getLogger(Activator.class);

  private PathWatch watch;

  @Override
  public void start(BundleContext context) {
    watch = new PathWatch(context, LOG::warn);
    watch.open();
  }

  @Override
  public void stop(BundleContext context) {
    watch.close();
  }
}
