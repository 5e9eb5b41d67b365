package org.tquic.lab.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A JSON value for reading: walks into members and elements without failing on what is not there,
 * so that a check names the whole path it wanted.
 */
public final class Json {
  private final String path;
  private final Object value;

  private Json(String path, Object value) {
    this.path = path;
    this.value = value;
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException when it is not well-formed, saying where
   */
  public static Json parse(String text) {
    return new Json("$", new JsonReader(text).document());
  }

  /** A member of an object; absent where there is none. */
  public Json get(String name) {
    Object member = value instanceof Map<?, ?> members ? members.get(name) : null;
    return new Json(path + "." + name, member);
  }

  /** The elements of an array; none where it is absent. */
  public List<Json> elements() {
    List<Json> result = new ArrayList<>();
    if (value instanceof List<?> elements) {
      for (Object element : elements) {
        result.add(new Json(path + "[" + result.size() + "]", element));
      }
    }
    return result;
  }

  /** Whether there is a value other than null. */
  public boolean isPresent() {
    return value != null;
  }

  /** A string. */
  public String text() {
    return expect(String.class, "a string");
  }

  /** A number. */
  public double number() {
    return expect(Double.class, "a number");
  }

  /** A whole number. */
  public long whole() {
    return Math.round(number());
  }

  /** A boolean. */
  public boolean truth() {
    return expect(Boolean.class, "true or false");
  }

  /** A string, if it is there. */
  public Optional<String> optionalText() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private <T> T expect(Class<T> type, String what) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(path + " is not " + what + " but " + value);
    }
    return type.cast(value);
  }

  /** The value as JSON. */
  @Override
  public String toString() {
    return write(value);
  }

  /**
   * Writes maps, collections, strings, numbers, booleans and null as JSON. Numbers that are not
   * whole get up to three decimal places.
   */
  public static String write(Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Double number -> decimal(number);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case Map<?, ?> members ->
          members.entrySet().stream()
              .map(member -> quoted(member.getKey().toString()) + ": " + write(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Collection<?> elements ->
          elements.stream().map(Json::write).collect(Collectors.joining(", ", "[", "]"));
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    };
  }

  private static String decimal(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "null";
    }
    String text = String.format(Locale.ROOT, "%.3f", number);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> result.append("\\\"");
        case '\\' -> result.append("\\\\");
        case '\n' -> result.append("\\n");
        case '\t' -> result.append("\\t");
        default -> {
          if (c < ' ') {
            result.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            result.append(c);
          }
        }
      }
    }
    return result.append('"').toString();
  }
}
