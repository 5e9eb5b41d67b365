package org.tquic.quic.tls;

import java.io.ByteArrayOutputStream;
import org.bouncycastle.tls.ContentType;
import org.tquic.quic.EncryptionLevel;

/** Takes the handshake messages out of TLS records, by encryption level. */
final class RecordSplitter {
  private static final int HEADER_LENGTH = 5;
  private static final int LENGTH_OFFSET = 3;

  private ByteArrayOutputStream initial = new ByteArrayOutputStream();
  private ByteArrayOutputStream handshake = new ByteArrayOutputStream();

  /**
   * Adds whole records. Alerts travel in CONNECTION_CLOSE frames and change_cipher_spec not at all,
   * RFC 9001 sections 4.8 and 8.4, so both are left out.
   */
  void add(byte[] records) {
    int position = 0;
    while (position < records.length) {
      int length =
          (records[position + LENGTH_OFFSET] & 0xff) << 8
              | records[position + LENGTH_OFFSET + 1] & 0xff;
      int body = position + HEADER_LENGTH;
      switch (records[position]) {
        case ContentType.handshake -> initial.write(records, body, length);
        case ContentType.application_data -> handshake.write(records, body, length);
        default -> {}
      }
      position = body + length;
    }
  }

  boolean has(EncryptionLevel level) {
    ByteArrayOutputStream stream = of(level);
    return stream != null && stream.size() > 0;
  }

  byte[] poll(EncryptionLevel level) {
    ByteArrayOutputStream stream = of(level);
    if (stream == null) {
      return new byte[0];
    }
    if (level == EncryptionLevel.INITIAL) {
      initial = new ByteArrayOutputStream();
    } else {
      handshake = new ByteArrayOutputStream();
    }
    return stream.toByteArray();
  }

  /** Null for ONE_RTT, where nothing is ever sent: this engine issues no session tickets. */
  private ByteArrayOutputStream of(EncryptionLevel level) {
    return switch (level) {
      case INITIAL -> initial;
      case HANDSHAKE -> handshake;
      case ONE_RTT -> null;
    };
  }
}
