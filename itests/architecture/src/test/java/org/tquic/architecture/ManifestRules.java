package org.tquic.architecture;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Manifest;

/** What a bundle's manifest must say, as a list of what is wrong with it. */
final class ManifestRules {
  private static final String JAVA = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=25))\"";

  private ManifestRules() {}

  /** Headers that every bundle of ours has, and those that none has. */
  static List<String> identityFaults(Manifest manifest) {
    List<String> faults = new ArrayList<>();
    Domain domain = Domain.domain(manifest);
    expect(faults, "Bundle-ManifestVersion", domain.get("Bundle-ManifestVersion"), "2");
    expect(faults, "Bundle-Version", domain.getBundleVersion(), "0.1.0");
    expect(faults, "Bundle-License", domain.get("Bundle-License"), "Apache-2.0");
    String required = String.valueOf(domain.get("Require-Capability"));
    if (!required.contains(JAVA)) {
      faults.add("Require-Capability does not ask for Java 25: " + required);
    }
    for (String header : List.of("DynamicImport-Package", "Require-Bundle", "Bundle-NativeCode")) {
      if (domain.get(header) != null) {
        faults.add(header + " is there: " + domain.get(header));
      }
    }
    return faults;
  }

  private static void expect(List<String> faults, String header, String value, String wanted) {
    if (!wanted.equals(value)) {
      faults.add(header + " is " + value + " and not " + wanted);
    }
  }

  /**
   * Imports that a bundle should not have.
   *
   * @param bundle symbolic name
   * @param exporters the bundle of the project that exports a package
   */
  static List<String> importFaults(
      String bundle, Manifest manifest, Map<String, String> exporters) {
    List<String> faults = new ArrayList<>();
    DependencyRule.Allowed allowed = DependencyRule.of(bundle);
    Parameters imports = Domain.domain(manifest).getImportPackage();
    for (Map.Entry<String, Attrs> entry : imports.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith("org.tquic.")) {
        String exporter = exporters.get(name);
        if (exporter == null) {
          faults.add(name + " is imported and no bundle exports it");
        } else if (!exporter.equals(bundle) && !allowed.bundles().contains(exporter)) {
          faults.add(name + " of " + exporter + " is imported against the dependency rule");
        }
        if (!isRange(entry.getValue().getVersion())) {
          faults.add(name + " is imported without a version range");
        }
      } else if (!isAllowedLibrary(name, allowed.libraries())) {
        faults.add(name + " belongs to no library that " + bundle + " may use");
      }
    }
    return faults;
  }

  private static boolean isRange(String version) {
    return version != null && version.startsWith("[");
  }

  private static boolean isAllowedLibrary(String name, Set<String> libraries) {
    return DependencyRule.isWithin("javax", name)
        || libraries.stream().anyMatch(library -> DependencyRule.isWithin(library, name));
  }

  /** Exports that do not match the ones agreed on, or have no version. */
  static List<String> exportFaults(Manifest manifest, Set<String> agreed) {
    List<String> faults = new ArrayList<>();
    Parameters exports = Domain.domain(manifest).getExportPackage();
    for (Map.Entry<String, Attrs> entry : exports.entrySet()) {
      if (!agreed.contains(entry.getKey())) {
        faults.add(entry.getKey() + " is exported and should not be");
      }
      if (entry.getValue().getVersion() == null) {
        faults.add(entry.getKey() + " is exported without a version");
      }
    }
    for (String name : agreed) {
      if (!exports.containsKey(name)) {
        faults.add(name + " is not exported and should be");
      }
    }
    return faults;
  }
}
