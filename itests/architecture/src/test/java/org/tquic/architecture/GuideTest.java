package org.tquic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide shows code that is compiled and run. */
class GuideTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path EXAMPLES = ROOT.resolve("itests/framework/src/test/java/org/example");

  @ParameterizedTest
  @ValueSource(strings = {"pathwatch/PathWatch.java", "pathwatch/Activator.java"})
  void theGuideShowsTheExampleAsItIs(String file) throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/plugin-guide.md")))
        .contains("```java\n" + Files.readString(EXAMPLES.resolve(file)) + "```");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "src/main/java/org/example/perflow/PerFlowScheduler.java",
        "src/test/java/org/example/perflow/PerFlowSchedulerTest.java"
      })
  void theGuideShowsTheTemplateAsItIs(String file) throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/plugin-guide.md")))
        .contains(
            "\n" + Files.readString(ROOT.resolve("docs/plugin-template").resolve(file)) + "```");
  }
}
