package org.tquic.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may use whom: for each bundle the other bundles of the project, and the libraries. The JDK
 * and OSGi's annotations, which leave no trace at run time, are free to all.
 */
final class DependencyRule {
  private static final String NETTY = "io.netty";
  private static final String LOGGING = "org.slf4j";
  private static final String OSGI = "org.osgi";
  private static final String GOGO = "org.apache.felix";
  private static final String JMDNS = "javax.jmdns";
  private static final String BOUNCY_CASTLE = "org.bouncycastle";

  /** Bundles and libraries that a bundle may use. */
  record Allowed(Set<String> bundles, Set<String> libraries) {}

  private static final Map<String, Allowed> RULES =
      Map.ofEntries(
          entry("org.tquic.spi", uses()),
          entry("org.tquic.api", uses("org.tquic.spi", NETTY)),
          entry("org.tquic.linux", uses(LOGGING)),
          entry("org.tquic.discovery", uses("org.tquic.api", "org.tquic.linux", LOGGING, OSGI)),
          entry("org.tquic.paths", uses("org.tquic.api", "org.tquic.linux", NETTY, LOGGING, OSGI)),
          entry("org.tquic.lan", uses("org.tquic.api", JMDNS, LOGGING, OSGI)),
          entry("org.tquic.identity", uses(BOUNCY_CASTLE, LOGGING)),
          entry("org.tquic.quic", uses("org.tquic.spi", BOUNCY_CASTLE)),
          entry("org.tquic.quic.sim", uses("org.tquic.api", "org.tquic.quic")),
          entry(
              "org.tquic.quic.netty",
              uses(
                  "org.tquic.api",
                  "org.tquic.spi",
                  "org.tquic.linux",
                  "org.tquic.quic",
                  NETTY,
                  LOGGING,
                  OSGI)),
          entry(
              "org.tquic.quic.quiche",
              uses("org.tquic.api", "org.tquic.spi", NETTY, LOGGING, OSGI)),
          entry("org.tquic.masque", uses(NETTY, LOGGING)),
          entry(
              "org.tquic.bond",
              uses("org.tquic.api", "org.tquic.spi", "org.tquic.masque", NETTY, LOGGING)),
          entry(
              "org.tquic.gateway",
              uses(
                  "org.tquic.api",
                  "org.tquic.spi",
                  "org.tquic.linux",
                  "org.tquic.identity",
                  "org.tquic.masque",
                  "org.tquic.bond",
                  NETTY,
                  LOGGING,
                  OSGI)),
          entry(
              "org.tquic.simulate",
              uses(
                  "org.tquic.api",
                  "org.tquic.spi",
                  "org.tquic.identity",
                  "org.tquic.bond",
                  "org.tquic.quic",
                  "org.tquic.quic.sim",
                  NETTY)),
          entry("org.tquic.shell", uses("org.tquic.api", LOGGING, OSGI, GOGO)));

  private static final Allowed PLUGIN = uses("org.tquic.spi");

  /** Bundles that others find as services, if at all, and never name. */
  static final List<String> UNNAMED =
      List.of(
          "org.tquic.shell",
          "org.tquic.simulate",
          "org.tquic.gateway",
          "org.tquic.paths",
          "org.tquic.quic.quiche",
          "org.tquic.quic.netty");

  private DependencyRule() {}

  private static Allowed uses(String... names) {
    return new Allowed(
        Set.copyOf(Arrays.stream(names).filter(n -> n.startsWith("org.tquic.")).toList()),
        Set.copyOf(Arrays.stream(names).filter(n -> !n.startsWith("org.tquic.")).toList()));
  }

  static boolean isPlugin(String bundle) {
    return bundle.startsWith("org.tquic.scheduler.") || bundle.startsWith("org.tquic.congestion.");
  }

  /** What a bundle may use; a bundle that has no rule may not exist. */
  static Allowed of(String bundle) {
    Allowed allowed = isPlugin(bundle) ? PLUGIN : RULES.get(bundle);
    if (allowed == null) {
      throw new AssertionError("no dependency rule for " + bundle + "; add one to DependencyRule");
    }
    return allowed;
  }

  /** Bundles with a rule of their own. */
  static Set<String> bundles() {
    return RULES.keySet();
  }

  /** The rule for the classes of one bundle. */
  static ArchRule forClassesOf(String bundle) {
    Allowed allowed = of(bundle);
    List<String> prefixes =
        Stream.of(
                Stream.of(bundle, "java", "javax", "org.osgi.annotation"),
                Stream.of("org.osgi.service.component.annotations"),
                Stream.of("org.osgi.service.metatype.annotations"),
                allowed.bundles().stream(),
                allowed.libraries().stream())
            .flatMap(names -> names)
            .sorted()
            .toList();
    return classes()
        .should()
        .onlyDependOnClassesThat(
            describe(
                "belong to " + String.join(", ", prefixes), type -> belongsToAny(prefixes, type)));
  }

  private static boolean belongsToAny(List<String> prefixes, JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    return element.isPrimitive()
        || prefixes.stream().anyMatch(p -> isWithin(p, element.getPackageName()));
  }

  /** Whether a package is the named one or below it. */
  static boolean isWithin(String prefix, String packageName) {
    return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
  }
}
