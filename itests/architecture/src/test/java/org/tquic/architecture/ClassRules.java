package org.tquic.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashSet;
import java.util.Set;

/** Rules that hold for all bundles together. */
final class ClassRules {
  /** Native calls have one home. */
  static final ArchRule ONLY_LINUX_CALLS_NATIVE_CODE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tquic.linux..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.lang.foreign..", "sun..", "jdk..")
          .because("only org.tquic.linux makes native calls");

  /** What bundles have to say goes to the log or to the console's stream. */
  static final ArchRule NO_STANDARD_STREAMS =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  /** One way to log. */
  static final ArchRule NO_JAVA_UTIL_LOGGING =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  /** A role ends through its framework, which undoes what it changed on the machine. */
  static final ArchRule NO_EXIT =
      noClasses()
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .because("only the launcher ends the process");

  /** The bond's mechanisms are driven by a clock that is handed in. */
  static final ArchRule BOND_CORE_HAS_NO_CLOCK_OR_THREAD =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.tquic.bond.core..",
              "org.tquic.bond.path..",
              "org.tquic.bond.queue..",
              "org.tquic.bond.reorder..",
              "org.tquic.bond.wire..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, java.util.Timer.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "io.netty.channel..", "java.net..")
          .because("tests drive it on a virtual clock, and one loop owns it");

  /** The multipath engine is driven by datagrams and time that are handed in. */
  static final ArchRule QUIC_HAS_NO_SOCKET_CLOCK_OR_THREAD =
      noClasses()
          .that()
          .resideInAnyPackage("org.tquic.quic..")
          .and()
          .resideOutsideOfPackages("org.tquic.quic.quiche..", "org.tquic.quic.netty..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              Thread.class,
              java.util.Timer.class,
              java.time.Clock.class,
              java.net.Socket.class,
              java.net.DatagramSocket.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.concurrent..", "java.nio.channels..", "io.netty..", "org.osgi.framework..")
          .because("tests drive it on a virtual clock, and one loop owns it");

  /** Nothing reaches into these: engines and plug-ins are services, the rest is on top. */
  static final ArchRule NOTHING_NAMES_TOP_BUNDLES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              DependencyRule.UNNAMED.stream().map(n -> n + "..").toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              DependencyRule.UNNAMED.stream().map(n -> n + "..").toArray(String[]::new))
          .because("they are found as services or not at all");

  private ClassRules() {}

  /**
   * The packages of a bundle use each other in one direction only. A class that nothing else of its
   * bundle uses, a service component or a facade, stands above all packages and is left out.
   */
  static ArchRule noPackageCycles(JavaClasses bundle) {
    return SlicesRuleDefinition.slices()
        .assignedFrom(new PackagesBelowEntryPoints(bundle))
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  private static final class PackagesBelowEntryPoints implements SliceAssignment {
    private final Set<JavaClass> used = new HashSet<>();

    PackagesBelowEntryPoints(JavaClasses bundle) {
      for (JavaClass type : bundle) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = outermost(dependency.getTargetClass());
          if (!target.equals(outermost(type))) {
            used.add(target);
          }
        }
      }
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return used.contains(outermost(type))
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    private static JavaClass outermost(JavaClass type) {
      return type.getEnclosingClass().map(PackagesBelowEntryPoints::outermost).orElse(type);
    }

    @Override
    public String getDescription() {
      return "packages, entry points aside";
    }
  }
}
