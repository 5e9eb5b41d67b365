package org.tquic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests that bnd wrote say what the dependency rule says. */
class ManifestTest {
  private static final Map<String, BundleUnderTest> BUNDLES = BundleUnderTest.all();

  /** All that bundles show to each other; everything else is theirs to change. */
  private static final Map<String, Set<String>> EXPORTS =
      Map.of(
          "org.tquic.spi",
              Set.of("org.tquic.spi", "org.tquic.spi.congestion", "org.tquic.spi.scheduler"),
          "org.tquic.api",
              Set.of(
                  "org.tquic.api",
                  "org.tquic.api.bond",
                  "org.tquic.api.capture",
                  "org.tquic.api.doctor",
                  "org.tquic.api.engine",
                  "org.tquic.api.lan",
                  "org.tquic.api.link",
                  "org.tquic.api.simulation",
                  "org.tquic.api.state"),
          "org.tquic.linux",
              Set.of(
                  "org.tquic.linux",
                  "org.tquic.linux.netlink",
                  "org.tquic.linux.socket",
                  "org.tquic.linux.tun"),
          "org.tquic.identity", Set.of("org.tquic.identity"),
          "org.tquic.quic",
              Set.of(
                  "org.tquic.quic",
                  "org.tquic.quic.connection",
                  "org.tquic.quic.crypto",
                  "org.tquic.quic.endpoint",
                  "org.tquic.quic.path",
                  "org.tquic.quic.qlog",
                  "org.tquic.quic.recovery",
                  "org.tquic.quic.tls",
                  "org.tquic.quic.wire"),
          "org.tquic.quic.sim", Set.of("org.tquic.quic.sim", "org.tquic.quic.sim.pair"),
          "org.tquic.masque", Set.of("org.tquic.masque"),
          "org.tquic.bond",
              Set.of(
                  "org.tquic.bond",
                  "org.tquic.bond.core",
                  "org.tquic.bond.queue",
                  "org.tquic.bond.path",
                  "org.tquic.bond.wire"));

  static Collection<BundleUnderTest> bundles() {
    return BUNDLES.values();
  }

  private static Map<String, String> exporters() {
    Map<String, String> exporters = new HashMap<>();
    for (BundleUnderTest bundle : bundles()) {
      for (String name : bundle.exports().keySet()) {
        assertThat(exporters.put(name, bundle.symbolicName()))
            .as("another exporter of %s beside %s", name, bundle)
            .isNull();
      }
    }
    return exporters;
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void namesItselfAndAsksForJava25(BundleUnderTest bundle) {
    assertThat(ManifestRules.identityFaults(bundle.manifest())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsOnlyWhatItMay(BundleUnderTest bundle) {
    assertThat(ManifestRules.importFaults(bundle.symbolicName(), bundle.manifest(), exporters()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void exportsWhatIsAgreed(BundleUnderTest bundle) {
    Set<String> agreed = EXPORTS.getOrDefault(bundle.symbolicName(), Set.of());
    assertThat(ManifestRules.exportFaults(bundle.manifest(), agreed)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void everyComponentIsDescribedAndEveryDescriptionIsListed(BundleUnderTest bundle) {
    List<String> described =
        bundle.resources().stream().filter(r -> r.matches("OSGI-INF/[^/]+\\.xml")).toList();
    String header = bundle.header("Service-Component");
    List<String> listed = header == null ? List.of() : List.of(header.split("\\s*,\\s*"));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(described);
    if (bundle.isPlugin()) {
      assertThat(listed).as("a plug-in is one service").hasSize(1);
    }
  }

  /** OSGi would find such a use only when the class is loaded. */
  @Test
  void classesUseOnlyExportedPackagesOfOtherBundles() {
    Map<String, String> exporters = exporters();
    Map<String, String> owners = new HashMap<>();
    bundles().forEach(b -> b.classes().forEach(c -> owners.put(c.getName(), b.symbolicName())));
    JavaClasses all = BundleUnderTest.importAll(bundles());
    List<String> faults = new ArrayList<>();
    int checked = 0;
    for (JavaClass type : all) {
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        String owner = owners.get(target.getName());
        if (owner != null && !owner.equals(owners.get(type.getName()))) {
          checked++;
          if (!exporters.containsKey(target.getPackageName())) {
            faults.add(dependency.getDescription());
          }
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(checked).as("uses between bundles").isPositive();
  }

  @Test
  void faultsOfABadManifestAreFound() throws IOException {
    Manifest bad =
        manifest(
            """
            Manifest-Version: 1.0
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: org.tquic.scheduler.bad
            Bundle-Version: 7
            Bundle-License: Apache-2.0
            Require-Bundle: org.tquic.bond
            Import-Package: io.netty.buffer,org.tquic.bond;version="[1,2)",org.tquic.nowhere
            Export-Package: org.tquic.scheduler.bad
            """);
    assertThat(ManifestRules.identityFaults(bad))
        .containsExactly(
            "Bundle-Version is 7 and not 0.1.0",
            "Require-Capability does not ask for Java 25: null",
            "Require-Bundle is there: org.tquic.bond");
    assertThat(
            ManifestRules.importFaults(
                "org.tquic.scheduler.bad", bad, Map.of("org.tquic.bond", "org.tquic.bond")))
        .containsExactly(
            "io.netty.buffer belongs to no library that org.tquic.scheduler.bad may use",
            "org.tquic.bond of org.tquic.bond is imported against the dependency rule",
            "org.tquic.nowhere is imported and no bundle exports it",
            "org.tquic.nowhere is imported without a version range");
    assertThat(ManifestRules.exportFaults(bad, Set.of("org.tquic.other")))
        .containsExactly(
            "org.tquic.scheduler.bad is exported and should not be",
            "org.tquic.scheduler.bad is exported without a version",
            "org.tquic.other is not exported and should be");
  }

  private static Manifest manifest(String text) throws IOException {
    return new Manifest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
