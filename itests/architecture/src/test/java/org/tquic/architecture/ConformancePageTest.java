package org.tquic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the multipath draft names classes and tests that are there. */
class ConformancePageTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final List<String> BUNDLES = List.of("bundles/quic/src", "bundles/quic-sim/src");

  /** A class, perhaps with the last word of its package and a method. */
  private static final Pattern NAME = Pattern.compile("`(?:[a-z]+\\.)?([A-Z]\\w+)(?:\\.(\\w+))?`");

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String bundle : BUNDLES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(bundle))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.put(name, Files.readString(file));
        }
      }
    }
    return sources;
  }

  @Test
  void everyNameLeadsSomewhere() throws IOException {
    Map<String, String> sources = sources();
    Matcher named = NAME.matcher(Files.readString(ROOT.resolve("docs/conformance.md")));
    int names = 0;
    for (; named.find(); names++) {
      assertThat(sources).as(named.group()).containsKey(named.group(1));
      if (named.group(2) != null) {
        assertThat(sources.get(named.group(1))).as(named.group()).contains(named.group(2) + "(");
      }
    }
    assertThat(names).isGreaterThan(100);
  }
}
