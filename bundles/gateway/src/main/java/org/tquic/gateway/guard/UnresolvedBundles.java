package org.tquic.gateway.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.tquic.api.bond.PluginTrouble;

/** Bundles that were put into the framework and lack what they need to be started. */
public final class UnresolvedBundles {
  private static final String KIND = "bundle";

  private UnresolvedBundles() {}

  /** Each of them with what it lacks, by name. */
  public static List<PluginTrouble> of(BundleContext context) {
    FrameworkWiring wiring =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    List<PluginTrouble> troubles = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      BundleRevision revision = bundle.adapt(BundleRevision.class);
      if (bundle.getState() == Bundle.INSTALLED
          && revision != null
          && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
        troubles.add(new PluginTrouble(KIND, name(bundle), lack(revision, wiring), 1));
      }
    }
    troubles.sort(Comparator.comparing(PluginTrouble::plugin));
    return List.copyOf(troubles);
  }

  private static String name(Bundle bundle) {
    return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
  }

  private static String lack(BundleRevision revision, FrameworkWiring wiring) {
    for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
      boolean optional =
          Namespace.RESOLUTION_OPTIONAL.equals(
              requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
      if (!optional && wiring.findProviders(requirement).isEmpty()) {
        String filter = requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE);
        boolean isPackage = PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace());
        return "not started: nothing here offers "
            + (isPackage ? "the package " : requirement.getNamespace() + " ")
            + filter;
      }
    }
    return "not started: what it needs does not fit together";
  }
}
