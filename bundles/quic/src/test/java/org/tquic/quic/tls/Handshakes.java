package org.tquic.quic.tls;

import java.io.ByteArrayOutputStream;

/** Changes the extensions of handshake messages. */
final class Handshakes {
  static final int ALPN = 16;
  static final int SUPPORTED_VERSIONS = 43;
  static final int TRANSPORT_PARAMETERS = 57;

  private static final int UNKNOWN_TYPE = 0x7a7b;

  private Handshakes() {}

  /** A ClientHello in which an extension has a type that nobody knows. */
  static byte[] withRenamedExtension(byte[] hello, int type) {
    int position = 4 + 2 + 32;
    position += 1 + (hello[position] & 0xff);
    position += 2 + u16(hello, position);
    position += 1 + (hello[position] & 0xff);
    position += 2;
    byte[] changed = hello.clone();
    while (position < hello.length) {
      if (u16(hello, position) == type) {
        changed[position] = (byte) (UNKNOWN_TYPE >> 8);
        changed[position + 1] = (byte) UNKNOWN_TYPE;
        return changed;
      }
      position += 4 + u16(hello, position + 2);
    }
    throw new AssertionError("no extension " + type);
  }

  /** EncryptedExtensions at the start of a flight, alone and without one of its extensions. */
  static byte[] withoutExtension(byte[] flight, int type) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int end = 4 + u16(flight, 2);
    int position = 6;
    while (position < end) {
      int length = 4 + u16(flight, position + 2);
      if (u16(flight, position) != type) {
        kept.write(flight, position, length);
      }
      position += length;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(flight[0]);
    message.write(0);
    message.write(kept.size() + 2 >> 8);
    message.write(kept.size() + 2);
    message.write(kept.size() >> 8);
    message.write(kept.size());
    message.writeBytes(kept.toByteArray());
    return message.toByteArray();
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
