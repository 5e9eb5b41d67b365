package org.tquic.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tquic.launcher.LaunchException;

class PropertyLinesTest {
  @Property
  void whateverTheJdkWritesIsReadAsItWas(@ForAll("settings") Map<String, String> settings)
      throws IOException, LaunchException {
    Properties properties = new Properties();
    properties.putAll(settings);
    StringWriter text = new StringWriter();
    properties.store(text, "a comment");
    assertThat(values(text.toString())).isEqualTo(settings);
  }

  @Test
  void readsWhatTheJdkReads() throws IOException, LaunchException {
    String text =
        "# note\n\n a = 1\nb:two words \nc = x,\\\n   y\nd\\ e = \\u0041\\t\\\\\n! f=2\ng=\n";
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> read = values(text);
    assertThat(read.keySet()).isEqualTo(properties.keySet());
    assertThat(read).containsEntry("c", "x,y").containsEntry("d e", "A\t\\").containsEntry("g", "");
  }

  @Test
  void linesAreCountedFromOneAndContinuationsCount() throws LaunchException {
    assertThat(PropertyLines.read("f", List.of("# x", "a = 1,\\", "  2", "b = 3")))
        .containsExactly(
            new PropertyLines.Entry(2, "a", "1,2"), new PropertyLines.Entry(4, "b", "3"));
  }

  @Test
  void linesThatAreNoSettingsAreNamed() {
    assertWrong("[section]", "f, line 1: \"[section]\" is not KEY = VALUE.");
    assertWrong("key value", "f, line 1: \"key value\" is not KEY = VALUE.");
    assertWrong("= 1", "f, line 1: there is no key before \"=\".");
    assertWrong("a = \\u12g4", "f, line 1: \\u12g4 is not \\u and four hex digits.");
    assertWrong("a\\", "f, line 1: \"a\\\" is not KEY = VALUE.");
  }

  private static void assertWrong(String line, String message) {
    assertThatThrownBy(() -> PropertyLines.read("f", List.of(line)))
        .isInstanceOf(LaunchException.class)
        .hasMessage(message);
  }

  private static Map<String, String> values(String text) throws LaunchException {
    return PropertyLines.read("f", text.lines().toList()).stream()
        .collect(
            Collectors.toMap(PropertyLines.Entry::key, PropertyLines.Entry::value, (a, b) -> b));
  }

  @Provide
  Arbitrary<Map<String, String>> settings() {
    Arbitrary<String> keys =
        Arbitraries.strings().withCharRange(' ', '\u0100').ofMinLength(1).ofMaxLength(10);
    // Trailing white space is cut off, here as in FileInstall's reader.
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange('!', '\u0100')
            .withChars('\t', '\n', '\\')
            .ofMaxLength(20)
            .map(String::strip);
    return Arbitraries.maps(keys, values).ofMaxSize(5);
  }
}
