package org.tquic.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A line of a state file: a word that says what it is of, and words {@code KEY=VALUE}. */
final class StateWords {
  private final Map<String, String> values;

  private StateWords(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The words of a line behind the first one.
   *
   * @throws IllegalArgumentException naming a word that has no key
   */
  static StateWords of(String[] words) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("the word " + words[i]);
      }
      values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return new StateWords(values);
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A value that must be there; {@link IllegalArgumentException} where it is not. */
  String required(String key) {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a link without " + key);
    }
    return value;
  }

  /** These words but for a key that has this value. */
  StateWords without(String key, String value) {
    Map<String, String> others = new HashMap<>(values);
    others.remove(key, value);
    return new StateWords(others);
  }

  /** True for one word and false for another; {@link IllegalArgumentException} for a third. */
  Optional<Boolean> choice(String key, String yes, String no) {
    return find(key)
        .map(
            text -> {
              if (!text.equals(yes) && !text.equals(no)) {
                throw new IllegalArgumentException(key + "=" + text);
              }
              return text.equals(yes);
            });
  }

  /** A whole number, which is within these bounds; else {@link IllegalArgumentException}. */
  Optional<Long> number(String key, long least, long most) {
    return find(key)
        .map(
            text -> {
              long number = text.matches("\\d{1,18}|10{18}") ? Long.parseLong(text) : -1;
              if (number < least || number > most) {
                throw new IllegalArgumentException(key + "=" + text);
              }
              return number;
            });
  }
}
