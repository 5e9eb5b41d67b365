package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.fuzz.FuzzInput;

/** Any bytes in any pieces as handshake messages: the messages are the bytes in their order. */
public final class MessageFramerFuzz {
  private MessageFramerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    MessageFramer framer = new MessageFramer();
    ByteArrayOutputStream given = new ByteArrayOutputStream();
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    try {
      while (in.hasMore()) {
        byte[] piece = in.counted();
        framer.add(piece, 0, piece.length);
        given.writeBytes(piece);
        for (byte[] message = framer.poll(); message != null; message = framer.poll()) {
          assertThat(message).hasSizeGreaterThanOrEqualTo(MessageFramer.HEADER_LENGTH);
          taken.writeBytes(message);
        }
      }
      assertThat(framer.held()).isEqualTo(given.size() - taken.size());
    } catch (QuicException refused) {
      assertThat(refused.code()).isEqualTo(TransportError.CRYPTO_BUFFER_EXCEEDED);
    }
    assertThat(taken.toByteArray()).isEqualTo(Arrays.copyOf(given.toByteArray(), taken.size()));
  }
}
