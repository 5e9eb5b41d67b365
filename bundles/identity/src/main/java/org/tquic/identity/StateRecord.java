package org.tquic.identity;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values of one properties file. A value that does not read is an error that names the file and
 * the key; it repeats no value, since one of them may be a secret.
 */
final class StateRecord {
  static final int MAX_BYTES = 8 * 1024;
  static final String SUFFIX = ".properties";

  /** What the properties format writes as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:\\[\\] ,-]*");

  private final Path file;
  private final Properties values;

  private StateRecord(Path file, Properties values) {
    this.file = file;
    this.values = values;
  }

  /** The record in a file of a folder, or empty if there is none. */
  static Optional<StateRecord> read(StateFolder folder, String name) {
    Path file = folder.file(name);
    return folder.read(name, MAX_BYTES).map(bytes -> parse(file, bytes));
  }

  private static StateRecord parse(Path file, byte[] bytes) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw StateFolder.corrupt(file, "is not a properties file");
    }
    return new StateRecord(file, values);
  }

  /** The bytes of a file with these values in their order, under a line of comment. */
  static byte[] encode(String comment, SequencedMap<String, String> values) {
    StringBuilder text = new StringBuilder("# ").append(comment).append('\n');
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!PLAIN.matcher(value.getValue()).matches()) {
        throw new IllegalArgumentException("value of " + value.getKey() + " needs escapes");
      }
      text.append(value.getKey()).append('=').append(value.getValue()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  String text(String key) {
    return optional(key, Optional::of)
        .orElseThrow(() -> StateFolder.corrupt(file, "has no value for " + key));
  }

  <T> T value(String key, Function<String, Optional<T>> parser) {
    return optional(key, parser)
        .orElseThrow(() -> StateFolder.corrupt(file, "has no value for " + key));
  }

  <T> Optional<T> optional(String key, Function<String, Optional<T>> parser) {
    String text = values.getProperty(key);
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        parser
            .apply(text.strip())
            .orElseThrow(() -> StateFolder.corrupt(file, "has a malformed value for " + key)));
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<Fingerprint> fingerprint(String text) {
    try {
      return Optional.of(Fingerprint.parse(text));
    } catch (FingerprintFormatException e) {
      return Optional.empty();
    }
  }

  /** A decimal number from 0 to {@code max}. */
  static Function<String, Optional<Integer>> number(int max) {
    return text -> {
      try {
        int number = Integer.parseInt(text);
        return number >= 0 && number <= max ? Optional.of(number) : Optional.empty();
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    };
  }
}
