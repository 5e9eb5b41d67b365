package org.tquic.lan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** DNS messages as tests need them, good and bad ones. */
final class DnsMessages {
  static final int PTR = 12;
  static final int TXT = 16;

  private static final int IN = 1;

  /** Answered to the one who asks, RFC 6762 section 5.4. */
  private static final int UNICAST = 0x8000;

  private static final int RESPONSE = 0x8400;
  private static final int TTL_S = Integer.MAX_VALUE;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private DnsMessages() {}

  private DnsMessages(int flags, int questions, int answers) {
    u16(0).u16(flags).u16(questions).u16(answers).u16(0).u16(0);
  }

  private DnsMessages u16(int value) {
    bytes.write(value >> 8);
    bytes.write(value);
    return this;
  }

  private DnsMessages name(String name) {
    for (String label : name.split("\\.")) {
      byte[] text = label.getBytes(StandardCharsets.UTF_8);
      bytes.write(text.length);
      bytes.writeBytes(text);
    }
    bytes.write(0);
    return this;
  }

  private byte[] end() {
    return bytes.toByteArray();
  }

  /** Who offers a type of service? */
  static byte[] question(String type) {
    return new DnsMessages(0, 1, 0).name(type).u16(PTR).u16(IN | UNICAST).end();
  }

  /** An announcement of a text. */
  static byte[] text(String name, byte[] text) {
    return text(name, text, text.length);
  }

  /** The same with another length than the text has. */
  static byte[] text(String name, byte[] text, int length) {
    return announcement(name, TXT, length, text);
  }

  /** An announcement that a service of a type has a name. */
  static byte[] pointer(String type, String name) {
    DnsMessages alias = new DnsMessages().name(name);
    return announcement(type, PTR, alias.bytes.size(), alias.end());
  }

  private static byte[] announcement(String name, int type, int length, byte[] data) {
    DnsMessages message = new DnsMessages(RESPONSE, 0, 1).name(name).u16(type).u16(IN);
    message.u16(TTL_S >> 16).u16(TTL_S).u16(length);
    message.bytes.writeBytes(data);
    return message.end();
  }
}
