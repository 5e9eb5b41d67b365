package org.tquic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled classes of all bundles keep the dependency rule. */
class BundleDependencyTest {
  private static final Map<String, BundleUnderTest> BUNDLES = BundleUnderTest.all();
  private static final JavaClasses ALL = BundleUnderTest.importAll(BUNDLES.values());

  static Collection<BundleUnderTest> bundles() {
    return BUNDLES.values();
  }

  static List<ArchRule> rulesForAll() {
    return List.of(
        ClassRules.ONLY_LINUX_CALLS_NATIVE_CODE,
        ClassRules.NO_STANDARD_STREAMS,
        ClassRules.NO_JAVA_UTIL_LOGGING,
        ClassRules.NO_EXIT,
        ClassRules.BOND_CORE_HAS_NO_CLOCK_OR_THREAD,
        ClassRules.QUIC_HAS_NO_SOCKET_CLOCK_OR_THREAD,
        ClassRules.NOTHING_NAMES_TOP_BUNDLES);
  }

  /** A bundle that is built but not looked at here would keep no rule. */
  @Test
  void everyModuleOfTheTreeIsLookedAt() throws IOException {
    Path tree = Path.of("").toAbsolutePath().getParent().getParent();
    Set<String> modules = new TreeSet<>();
    for (String folder : List.of("bundles", "scheduler-plugins", "cc-plugins")) {
      try (Stream<Path> poms = Files.list(tree.resolve(folder))) {
        for (Path module : poms.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
          modules.add(artifactId(module.resolve("pom.xml")));
        }
      }
    }
    assertThat(BUNDLES.keySet()).isEqualTo(modules);
    assertThat(modules).containsAll(DependencyRule.bundles());
  }

  private static String artifactId(Path pom) throws IOException {
    String text = Files.readString(pom);
    String own = text.substring(text.indexOf("</parent>"));
    return own.substring(own.indexOf("<artifactId>") + 12, own.indexOf("</artifactId>"));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void bundleUsesOnlyWhatItMay(BundleUnderTest bundle) {
    JavaClasses classes = bundle.classes();
    assertThat(classes).isNotEmpty();
    DependencyRule.forClassesOf(bundle.symbolicName()).check(classes);
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void packagesOfABundleHaveNoCycles(BundleUnderTest bundle) {
    JavaClasses classes = bundle.classes();
    ClassRules.noPackageCycles(classes).check(classes);
  }

  @ParameterizedTest
  @MethodSource("rulesForAll")
  void ruleHoldsForAllBundles(ArchRule rule) {
    rule.check(ALL);
  }
}
