package org.tquic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.bond.core.ClockInCore;
import org.tquic.quic.ClockInQuic;
import org.tquic.scheduler.unruly.UnrulyScheduler;
import org.tquic.scheduler.unruly.inner.Mutual;

/**
 * Each rule finds a class that breaks it, so that its silence about the bundles means something.
 */
class RulesCanFailTest {
  private static final JavaClasses UNRULY =
      new ClassFileImporter().importPackages("org.tquic.scheduler.unruly");

  @Test
  void dependencyRuleFindsAPluginThatUsesMoreThanTheSpi() {
    assertThat(violations(DependencyRule.forClassesOf("org.tquic.scheduler.unruly"), UNRULY))
        .anySatisfy(v -> assertThat(v).contains("org.tquic.api.bond.PathState"));
  }

  @Test
  void cycleRuleFindsPackagesThatUseEachOther() {
    assertThat(violations(ClassRules.noPackageCycles(UNRULY), UNRULY))
        .anySatisfy(v -> assertThat(v).contains("Cycle detected").contains(Mutual.class.getName()));
  }

  @Test
  void nativeRuleFindsForeignMemory() {
    assertBroken(ClassRules.ONLY_LINUX_CALLS_NATIVE_CODE, "callNative");
  }

  @Test
  void streamRuleFindsStandardOutput() {
    assertBroken(ClassRules.NO_STANDARD_STREAMS, "print");
  }

  @Test
  void loggingRuleFindsJavaUtilLogging() {
    assertBroken(ClassRules.NO_JAVA_UTIL_LOGGING, "LOG");
  }

  @Test
  void exitRuleFindsAnExit() {
    assertBroken(ClassRules.NO_EXIT, "end");
  }

  @Test
  void topBundleRuleFindsAUseOfTheGateway() {
    assertBroken(ClassRules.NOTHING_NAMES_TOP_BUNDLES, "gateway");
  }

  @Test
  void coreRuleFindsAClockAndAThread() {
    JavaClasses core = new ClassFileImporter().importClasses(ClockInCore.class);
    assertThat(violations(ClassRules.BOND_CORE_HAS_NO_CLOCK_OR_THREAD, core))
        .anySatisfy(v -> assertThat(v).contains("nanoTime"))
        .anySatisfy(v -> assertThat(v).contains("java.lang.Thread"));
  }

  @Test
  void quicRuleFindsAClockAndASocket() {
    JavaClasses core = new ClassFileImporter().importClasses(ClockInQuic.class);
    assertThat(violations(ClassRules.QUIC_HAS_NO_SOCKET_CLOCK_OR_THREAD, core))
        .anySatisfy(v -> assertThat(v).contains("nanoTime"))
        .anySatisfy(v -> assertThat(v).contains("java.net.DatagramSocket"));
  }

  private static void assertBroken(ArchRule rule, String member) {
    assertThat(violations(rule, UNRULY))
        .anySatisfy(v -> assertThat(v).contains(UnrulyScheduler.class.getName() + "." + member));
  }

  private static List<String> violations(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
