package org.tquic.lan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The form of a DNS message, RFC 1035 section 4.1. jmDNS reads lengths as they come, beyond the end
 * of a message too, and joins names without an end, so that what it is given is checked first: all
 * parts are within the message, names have 255 bytes at most, and nothing follows.
 */
final class MessageForm {
  /** Largest message, RFC 6762 section 17. */
  private static final int MAX_BYTES = 9000;

  private static final int HEADER_BYTES = 12;
  private static final int QUESTION_BYTES = 4;
  private static final int RECORD_BYTES = 10;
  private static final int SERVICE_BYTES = 6;
  private static final int MAX_NAME_BYTES = 255;
  private static final int POINTER = 0xc0;

  /** Operation and result code; both are 0 in multicast DNS, RFC 6762 section 18. */
  private static final int CODES = 0x780f;

  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int PTR = 12;
  private static final int HINFO = 13;
  private static final int AAAA = 28;
  private static final int SRV = 33;
  private static final int OPT = 41;

  private final ByteBuffer message;
  private boolean optionsSeen;

  private MessageForm(ByteBuffer message) {
    this.message = message;
  }

  /** Whether the first bytes of an array are a message that can be read. */
  static boolean isGood(byte[] bytes, int length) {
    return length >= HEADER_BYTES
        && length <= MAX_BYTES
        && new MessageForm(ByteBuffer.wrap(bytes, 0, length)).isGood();
  }

  private boolean isGood() {
    int questions = unsigned(4);
    int records = unsigned(6) + unsigned(8) + unsigned(10);
    if ((unsigned(2) & CODES) != 0) {
      return false;
    }
    int at = HEADER_BYTES;
    for (int i = 0; i < questions && at >= 0; i++) {
      at = within(name(at), QUESTION_BYTES);
    }
    for (int i = 0; i < records && at >= 0; i++) {
      at = record(at);
    }
    return at == message.limit();
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(message.getShort(at));
  }

  /** What follows so many bytes; -1 where they are not there, or what is before them is not. */
  private int within(int at, int bytes) {
    return at >= 0 && at + bytes <= message.limit() ? at + bytes : -1;
  }

  private int record(int begin) {
    int data = within(name(begin), RECORD_BYTES);
    if (data < 0 || optionsSeen) {
      return -1;
    }
    int type = unsigned(data - RECORD_BYTES);
    int end = within(data, unsigned(data - 2));
    optionsSeen = type == OPT;
    boolean good =
        switch (type) {
          case A -> end == data + 4;
          case AAAA -> end == data + 16;
          case PTR, CNAME -> end >= 0 && name(data) == end;
          case SRV -> end >= 0 && name(within(data, SERVICE_BYTES)) == end;
          case HINFO -> end >= 0 && isAscii(data, end);
          default -> true;
        };
    return good ? end : -1;
  }

  private boolean isAscii(int from, int to) {
    for (int at = from; at < to; at++) {
      if (message.get(at) < 0) {
        return false;
      }
    }
    return true;
  }

  /** What follows a name; -1 where there is none. Pointers lead back, so that it ends. */
  private int name(int begin) {
    int end = -1;
    int before = begin;
    int bytes = 0;
    int at = begin;
    while (within(at, 1) >= 0) {
      int length = Byte.toUnsignedInt(message.get(at));
      if (length >= POINTER) {
        int target = within(at, 2) < 0 ? before : unsigned(at) & ~(POINTER << 8);
        if (target >= before) {
          return -1;
        }
        end = end < 0 ? at + 2 : end;
        before = target;
        at = target;
        continue;
      }
      bytes += length + 1;
      if (length >= POINTER >> 1 || bytes > MAX_NAME_BYTES || !isText(at + 1, length)) {
        return -1;
      }
      at += length + 1;
      if (length == 0) {
        return end < 0 ? at : end;
      }
    }
    return -1;
  }

  /** Half a character at the end of a label would be completed from behind it. */
  private boolean isText(int at, int length) {
    if (within(at, length) < 0) {
      return false;
    }
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(message.duplicate().position(at).limit(at + length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
