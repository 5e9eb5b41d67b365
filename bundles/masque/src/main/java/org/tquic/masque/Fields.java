package org.tquic.masque;

import io.netty.handler.codec.http3.Http3Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Header fields between Netty's form and plain maps, with the checks of HTTP/3. */
final class Fields {
  static final String CAPSULE_PROTOCOL = "capsule-protocol";
  static final String CONTENT_TYPE = "content-type";

  /** Fields of HTTP/1.1 connections (RFC 9114 section 4.2). */
  private static final Set<String> CONNECTION_FIELDS =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private Fields() {}

  /**
   * The regular fields; lines of one name are joined by a comma (RFC 9110 section 5.3).
   *
   * @throws MasqueException of kind PROTOCOL if the message is malformed
   */
  static Map<String, String> toMap(Http3Headers headers) throws MasqueException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      String name = header.getKey().toString();
      if (name.startsWith(":")) {
        continue;
      }
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c >= 'A' && c <= 'Z' || c <= ' ' || c >= 0x7F) {
          throw malformed("field name with a character that is not allowed");
        }
      }
      if (CONNECTION_FIELDS.contains(name)) {
        throw malformed("connection-specific field " + name);
      }
      fields.merge(name, header.getValue().toString(), (a, b) -> a + ", " + b);
    }
    return fields;
  }

  static void addAll(Http3Headers headers, Map<String, String> fields) {
    fields.forEach(headers::add);
  }

  /** A pseudo-field as a string; empty where it is absent. */
  static String text(CharSequence value) {
    return value == null ? "" : value.toString();
  }

  private static MasqueException malformed(String why) {
    return new MasqueException(MasqueException.Kind.PROTOCOL, "malformed message: " + why, null);
  }
}
