package org.tquic.shell.view;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;

/**
 * Writes one JSON document (RFC 8259). Records become objects with their components' names, so the
 * documents say exactly what the API's snapshots say, in the same units.
 */
public final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /**
   * The document, indented by two spaces.
   *
   * @param value null, a string, number, boolean, enum, address, record, collection or map of these
   * @throws IllegalArgumentException for any other type
   */
  public static String write(Object value) {
    Json json = new Json();
    json.value(value, "\n");
    return json.text.toString();
  }

  private void value(Object value, String indent) {
    switch (value) {
      case null -> text.append("null");
      case Double number when !Double.isFinite(number) -> text.append("null");
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth);
      case CharSequence string -> string(string);
      case Enum<?> constant -> string(constant.name());
      case InetAddress address -> string(address.getHostAddress());
      case Record object -> object(object, indent);
      case Map<?, ?> object -> object(object, indent);
      case Collection<?> array -> array(array, indent);
      default -> throw new IllegalArgumentException("not for JSON: " + value.getClass());
    }
  }

  private void object(Record object, String indent) {
    String separator = "{";
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      separator = member(separator, component.getName(), read(component, object), indent);
    }
    text.append(separator.equals("{") ? "{}" : indent + "}");
  }

  private void object(Map<?, ?> object, String indent) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      separator = member(separator, String.valueOf(entry.getKey()), entry.getValue(), indent);
    }
    text.append(separator.equals("{") ? "{}" : indent + "}");
  }

  private String member(String separator, String name, Object value, String indent) {
    text.append(separator).append(indent).append("  ");
    string(name);
    text.append(": ");
    value(value, indent + "  ");
    return ",";
  }

  private void array(Collection<?> array, String indent) {
    String separator = "[";
    for (Object element : array) {
      text.append(separator).append(indent).append("  ");
      value(element, indent + "  ");
      separator = ",";
    }
    text.append(array.isEmpty() ? "[]" : indent + "]");
  }

  private void string(CharSequence string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          // Everything but printable ASCII is escaped: the terminal's encoding cannot spoil it.
          if (c < 0x20 || c > 0x7e) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static Object read(RecordComponent component, Record object) {
    try {
      return component.getAccessor().invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + component, e);
    }
  }
}
