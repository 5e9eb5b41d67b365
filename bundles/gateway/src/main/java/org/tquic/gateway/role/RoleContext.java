package org.tquic.gateway.role;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * What a run of a role lives in.
 *
 * @param bundles the framework
 * @param control the thread that changes the machine
 * @param launcher who started this
 * @param state the state folder
 * @param stopping whether the run is to end, so that waiting makes no sense any more
 * @param fail ends the run with its reason; any thread
 */
record RoleContext(
    BundleContext bundles,
    ControlThread control,
    LauncherEvents launcher,
    Path state,
    BooleanSupplier stopping,
    Consumer<Throwable> fail) {

  /** Whether the whole framework is on its way down, so that services go for no other reason. */
  boolean frameworkStopping() {
    Bundle system = bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    return stopping.getAsBoolean() || system == null || system.getState() == Bundle.STOPPING;
  }
}
