package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.TquicException;
import org.tquic.gateway.settings.LogSettings;
import org.tquic.gateway.settings.RouterSettings;
import org.tquic.gateway.settings.ServerSettings;
import org.tquic.launcher.cli.Commands;
import org.tquic.launcher.cli.OptionSpec;

/** What is said of a malformed setting: where to correct it, and nothing that is not there. */
class SettingRemediesTest {
  private static final Pattern FLAG = Pattern.compile("correct --([a-z-]+) on the command line");

  /** No setting may have it. */
  private static final String MALFORMED = "?!";

  private static final Map<String, Consumer<Map<String, String>>> READERS =
      Map.of(
          "router", RouterSettings::of,
          "server", ServerSettings::of,
          "log", LogSettings::of);

  static Stream<Arguments> keys() {
    return READERS.keySet().stream()
        .flatMap(role -> keys(role).map(key -> Arguments.of(role, key)));
  }

  /** By name: the compiler would ask for the annotations of the declaration. */
  private static Stream<String> keys(String role) {
    String name = Character.toUpperCase(role.charAt(0)) + role.substring(1) + "Declaration";
    try {
      Class<?> declaration = Class.forName("org.tquic.gateway.settings." + name);
      return Stream.of(declaration.getDeclaredMethods()).map(Method::getName);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String remedy(String role, String key) {
    return catchThrowableOfType(
            TquicException.class, () -> READERS.get(role).accept(Map.of(key, MALFORMED)))
        .remedy();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void namesTheFileAndFlagsThatExist(String role, String key) {
    String remedy = remedy(role, key);
    assertThat(remedy).contains(key + " in config/org.tquic." + role + ".cfg");
    Matcher flag = FLAG.matcher(remedy);
    if (flag.find()) {
      assertThat(Commands.named(role).orElseThrow().option(flag.group(1))).isPresent();
    } else {
      assertThat(remedy).doesNotContain("--");
    }
  }

  /** Whoever sets a setting by an option is told of that option. */
  @ParameterizedTest
  @MethodSource("keys")
  void namesTheFlagWhereThereIsOne(String role, String key) {
    String singular = key.endsWith("s") ? key.substring(0, key.length() - 1) : key;
    List<String> names = List.of(key, singular, "no-" + key, key.replaceFirst("6$", ""));
    Optional<OptionSpec> option =
        Commands.named(role).stream()
            .flatMap(command -> command.options().stream())
            .filter(o -> names.contains(o.name()) || o.name().replace("-", "").equals(key))
            .findFirst();
    assertThat(remedy(role, key).contains("--")).isEqualTo(option.isPresent());
  }
}
