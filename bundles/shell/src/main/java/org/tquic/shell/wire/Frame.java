package org.tquic.shell.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One message of the console's protocol.
 *
 * @param type its kind
 * @param payload its content, at most the kind's limit; not copied
 */
public record Frame(FrameType type, byte[] payload) {
  /** Checks the size. */
  public Frame {
    Objects.requireNonNull(type);
    if (payload.length > type.maxPayload()) {
      throw new IllegalArgumentException(
          type
              + " payload of "
              + payload.length
              + " bytes, at most "
              + type.maxPayload()
              + " allowed");
    }
  }

  /** A frame without content. */
  public static Frame empty(FrameType type) {
    return new Frame(type, new byte[0]);
  }

  /** A frame with UTF-8 text. */
  public static Frame text(FrameType type, String text) {
    return new Frame(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the text is more than a frame of this kind can hold. */
  public static boolean tooLong(FrameType type, String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > type.maxPayload();
  }

  /** A frame with one byte, 0 to 255. */
  public static Frame octet(FrameType type, int value) {
    return new Frame(type, new byte[] {(byte) Math.clamp(value, 0, 255)});
  }

  /** The width of a terminal, 1 to 65535 columns. */
  public static Frame width(int columns) {
    short value = (short) Math.clamp(columns, 1, 0xffff);
    return new Frame(FrameType.WIDTH, ByteBuffer.allocate(2).putShort(value).array());
  }

  /** As many of the words as fit into one frame. */
  public static Frame candidates(List<String> words) {
    StringBuilder text = new StringBuilder();
    int room = FrameType.CANDIDATES.maxPayload();
    for (String word : words) {
      room -= word.getBytes(StandardCharsets.UTF_8).length + 1;
      if (room < 0) {
        break;
      }
      text.append(word).append('\0');
    }
    return text(FrameType.CANDIDATES, text.toString());
  }

  /** The payload as UTF-8. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The payload's only byte, 0 to 255, or -1 when it has another length. */
  public int octet() {
    return payload.length == 1 ? payload[0] & 0xff : -1;
  }

  /** The columns of a WIDTH, or -1 when it is malformed. */
  public int columns() {
    return payload.length == 2 ? ByteBuffer.wrap(payload).getShort() & 0xffff : -1;
  }

  /** The words of a CANDIDATES. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    String text = text();
    int start = 0;
    for (int end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', start)) {
      words.add(text.substring(start, end));
      start = end + 1;
    }
    return words;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame(FrameType otherType, byte[] otherPayload)
        && type == otherType
        && Arrays.equals(payload, otherPayload);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return type + "[" + payload.length + "]";
  }
}
