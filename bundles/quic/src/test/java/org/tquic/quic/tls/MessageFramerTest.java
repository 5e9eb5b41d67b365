package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

class MessageFramerTest {
  private final MessageFramer framer = new MessageFramer();

  @Property(tries = 200)
  void messagesComeOutAsTheyWentIn(@ForAll long seed) {
    Random random = new Random(seed);
    List<byte[]> expected = new ArrayList<>();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    while (expected.size() < 12) {
      byte[] message = message(1 + random.nextInt(20), random.nextInt(4000));
      expected.add(message);
      stream.writeBytes(message);
    }
    byte[] bytes = stream.toByteArray();
    MessageFramer cutting = new MessageFramer();
    List<byte[]> found = new ArrayList<>();
    int position = 0;
    while (position < bytes.length) {
      int length = Math.min(bytes.length - position, 1 + random.nextInt(3000));
      cutting.add(bytes, position, length);
      position += length;
      if (random.nextBoolean()) {
        drain(cutting, found);
      }
    }
    drain(cutting, found);

    assertThat(found.toArray()).isEqualTo(expected.toArray());
    assertThat(cutting.held()).isZero();
  }

  private static void drain(MessageFramer framer, List<byte[]> found) {
    for (byte[] message = framer.poll(); message != null; message = framer.poll()) {
      found.add(message);
    }
  }

  private static byte[] message(int type, int length) {
    byte[] message = new byte[4 + length];
    message[0] = (byte) type;
    message[1] = (byte) (length >> 16);
    message[2] = (byte) (length >> 8);
    message[3] = (byte) length;
    return message;
  }

  @Test
  void theLargestMessageFits() {
    byte[] largest = message(11, MessageFramer.LIMIT - 4);

    framer.add(largest, 0, largest.length);

    assertThat(framer.poll()).isEqualTo(largest);
    assertExceeded(() -> framer.add(largest, 0, 1));
  }

  @Test
  void aLongerMessageIsRefusedByItsHeader() {
    framer.add(message(11, MessageFramer.LIMIT - 3), 0, 4);

    assertExceeded(framer::poll);
  }

  @Test
  void theLimitCountsAnewAfterARestart() {
    byte[] message = message(11, 60_000);
    framer.add(message, 0, message.length);
    framer.poll();
    assertExceeded(() -> framer.add(message, 0, message.length));

    framer.restart();
    framer.add(message, 0, message.length);
    assertThat(framer.poll()).isEqualTo(message);
  }

  private static void assertExceeded(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QuicException.class,
            problem -> assertThat(problem.code()).isEqualTo(TransportError.CRYPTO_BUFFER_EXCEEDED));
  }
}
