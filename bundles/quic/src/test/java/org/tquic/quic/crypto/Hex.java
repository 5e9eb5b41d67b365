package org.tquic.quic.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes written as RFCs write them. */
final class Hex {
  private Hex() {}

  static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Hex.class.getResourceAsStream(name)) {
      return bytes(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }
}
