package org.tquic.interop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.wire.WireReader;
import org.tquic.quic.wire.WireWriter;

/**
 * As much of HTTP/3, RFC 9114, as a request and its answer take: fields by the static table of
 * QPACK, RFC 9204, and nothing else.
 */
final class Http3 {
  static final String PROTOCOL = "h3";

  /** H3_NO_ERROR, RFC 9114 section 8.1. */
  static final int NO_ERROR = 0x100;

  /** Begins the control stream: its type, and a SETTINGS frame that leaves all as it is. */
  static final byte[] CONTROL_STREAM = {0x00, 0x04, 0x00};

  private static final int DATA = 0x00;
  private static final int HEADERS = 0x01;
  private static final int MAX_HEAD_BYTES = 256;

  // Section 4.5.1 of RFC 9204: no dynamic table. Section 4.5.2: an indexed field of the static
  // one. Section 4.5.4: a literal value with a name of the static table.
  private static final byte[] NO_DYNAMIC_TABLE = {0, 0};
  private static final int INDEXED = 0xc0;
  private static final int NAMED = 0x50;

  // Appendix A of RFC 9204.
  private static final int AUTHORITY = 0;
  private static final int PATH = 1;
  private static final int METHOD_GET = 17;
  private static final int METHOD_POST = 20;
  private static final int SCHEME_HTTPS = 23;
  private static final int STATUS_200 = 25;

  private Http3() {}

  static byte[] get(String path) {
    return message(requestHead(METHOD_GET, path), null);
  }

  static byte[] post(String path, byte[] content) {
    return message(requestHead(METHOD_POST, path), content);
  }

  static byte[] ok(byte[] content) {
    return message(new byte[] {0, 0, (byte) (INDEXED | STATUS_200)}, content);
  }

  /** Whether the answer's first field is a status of 200; encoders take the static table for it. */
  static boolean isOk(byte[] answer) {
    byte[] head = payloads(answer, HEADERS).getFirst();
    return head[0] == 0 && head[1] == 0 && (head[2] & 0xff) == (INDEXED | STATUS_200);
  }

  /** The content of a request or an answer. */
  static byte[] content(byte[] message) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    payloads(message, DATA).forEach(content::writeBytes);
    return content.toByteArray();
  }

  private static byte[] requestHead(int method, String path) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(NO_DYNAMIC_TABLE);
    head.write(INDEXED | method);
    head.write(INDEXED | SCHEME_HTTPS);
    named(head, AUTHORITY, "localhost");
    named(head, PATH, path);
    return head.toByteArray();
  }

  /** The value as it is, shorter than 127 bytes. */
  private static void named(ByteArrayOutputStream head, int name, String value) {
    head.write(NAMED | name);
    head.write(value.length());
    head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] message(byte[] head, byte[] content) {
    int room = MAX_HEAD_BYTES + (content == null ? 0 : content.length);
    byte[] buffer = new byte[room];
    WireWriter out = new WireWriter().reset(buffer, 0, room);
    frame(out, HEADERS, head);
    if (content != null) {
      frame(out, DATA, content);
    }
    byte[] message = new byte[out.position()];
    System.arraycopy(buffer, 0, message, 0, message.length);
    return message;
  }

  private static void frame(WireWriter out, int type, byte[] payload) {
    out.varInt(type);
    out.varInt(payload.length);
    out.bytes(payload);
  }

  private static List<byte[]> payloads(byte[] message, int wanted) {
    List<byte[]> payloads = new ArrayList<>();
    WireReader in = new WireReader().reset(message, 0, message.length);
    while (in.remaining() > 0) {
      long type = in.varInt();
      int length = Math.toIntExact(in.varInt());
      int begin = in.position();
      in.skip(length);
      if (type == wanted) {
        byte[] payload = new byte[length];
        System.arraycopy(message, begin, payload, 0, length);
        payloads.add(payload);
      }
    }
    return payloads;
  }
}
