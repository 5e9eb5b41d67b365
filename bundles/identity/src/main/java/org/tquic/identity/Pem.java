package org.tquic.identity;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** One object in the textual encoding of RFC 7468. */
final class Pem {
  static final String PRIVATE_KEY = "PRIVATE KEY";
  static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  static byte[] encode(String label, byte[] der) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, der));
    } catch (IOException e) {
      throw new IllegalStateException("a PEM object does not write to memory", e);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The one object in a text; empty if there is none, another, or more than one. */
  static Optional<byte[]> decode(String label, byte[] text) {
    String ascii = new String(text, StandardCharsets.ISO_8859_1);
    try (PemReader reader = new PemReader(new StringReader(ascii))) {
      PemObject object = reader.readPemObject();
      if (object == null || !object.getType().equals(label) || reader.readPemObject() != null) {
        return Optional.empty();
      }
      return Optional.of(object.getContent());
    } catch (IOException | RuntimeException e) {
      // The reader throws all sorts of things at bad input, with pieces of it in the message.
      return Optional.empty();
    }
  }
}
