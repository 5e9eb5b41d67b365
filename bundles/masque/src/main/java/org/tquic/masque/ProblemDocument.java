package org.tquic.masque;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A problem document in JSON (RFC 9457): of its members the two that machines and people need.
 *
 * @param type what kind of problem, a URI reference
 * @param detail what went wrong, a sentence
 */
record ProblemDocument(String type, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final int MAX_DEPTH = 32;

  /** No document. */
  static final ProblemDocument NONE = new ProblemDocument("", "");

  /** The document's bytes. */
  byte[] toBytes(int status) {
    StringBuilder out = new StringBuilder(64 + detail.length());
    out.append("{\"type\":");
    quote(out, type);
    out.append(",\"status\":").append(status).append(",\"detail\":");
    quote(out, detail);
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Reads a document; what is no JSON object gives {@link #NONE}. */
  static ProblemDocument parse(byte[] body) {
    try {
      Map<String, String> members = new Reader(new String(body, StandardCharsets.UTF_8)).object();
      return new ProblemDocument(
          members.getOrDefault("type", ""), members.getOrDefault("detail", ""));
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }

  /** Enough of JSON (RFC 8259) to find the strings of the outermost object. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Map<String, String> object() {
      Map<String, String> members = new HashMap<>();
      readObject(members, 0);
      space();
      if (at != text.length()) {
        throw error();
      }
      return members;
    }

    private void readObject(Map<String, String> members, int depth) {
      expect('{');
      if (taken('}')) {
        return;
      }
      do {
        space();
        String name = string();
        expect(':');
        String value = value(depth + 1);
        if (members != null && value != null) {
          members.put(name, value);
        }
      } while (taken(','));
      expect('}');
    }

    /** Skips a value; gives it where it is a string. */
    private String value(int depth) {
      if (depth > MAX_DEPTH) {
        throw error();
      }
      space();
      switch (peek()) {
        case '"' -> {
          return string();
        }
        case '{' -> readObject(null, depth);
        case '[' -> {
          expect('[');
          if (!taken(']')) {
            do {
              value(depth + 1);
            } while (taken(','));
            expect(']');
          }
        }
        default -> {
          int start = at;
          while (at < text.length() && "+-.0123456789eEtrufalsn".indexOf(text.charAt(at)) >= 0) {
            at++;
          }
          if (at == start) {
            throw error();
          }
        }
      }
      return null;
    }

    private String string() {
      if (peek() != '"') {
        throw error();
      }
      at++;
      StringBuilder out = new StringBuilder();
      while (peek() != '"') {
        char c = text.charAt(at++);
        if (c < 0x20) {
          throw error();
        }
        out.append(c == '\\' ? escape() : c);
      }
      at++;
      return out.toString();
    }

    private char escape() {
      char c = peek();
      at++;
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> {
          if (at + 4 > text.length()) {
            throw error();
          }
          String digits = text.substring(at, at + 4);
          at += 4;
          yield (char) Integer.parseUnsignedInt(digits, 16);
        }
        default -> throw error();
      };
    }

    private boolean taken(char c) {
      space();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char c) {
      if (!taken(c)) {
        throw error();
      }
    }

    private char peek() {
      if (at >= text.length()) {
        throw error();
      }
      return text.charAt(at);
    }

    private void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private IllegalArgumentException error() {
      return new IllegalArgumentException("no JSON at " + at);
    }
  }
}
