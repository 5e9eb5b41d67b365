package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.stream.StreamStateTest.assertError;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.TransportError;
import org.tquic.quic.stream.Endpoint.Sent;
import org.tquic.quic.wire.WireReader;
import org.tquic.quic.wire.WireWriter;

class CryptoStreamTest {
  private final CryptoStream stream = new CryptoStream();
  private final CryptoStream peer = new CryptoStream();

  private List<Sent> fill(byte[] packet, boolean arrives) {
    List<Sent> frames = new ArrayList<>();
    WireWriter out = new WireWriter().reset(packet, 0, packet.length);
    stream.fill(out, (kind, a, b, c) -> frames.add(new Sent(kind, a, b, c)));
    WireReader in = new WireReader().reset(packet, 0, out.position());
    while (arrives && in.hasRemaining()) {
      assertThat(in.u8()).isEqualTo(0x06);
      long offset = in.varInt();
      int length = in.length();
      peer.receive(offset, in.array(), in.skip(length), length);
    }
    return frames;
  }

  @Test
  void bytesArriveInOrderThoughPacketsAreLost() {
    byte[] flight = new byte[3000];
    for (int i = 0; i < flight.length; i++) {
      flight[i] = (byte) (i * 31);
    }
    stream.write(flight, 0, flight.length);
    List<Sent> lost = fill(new byte[1200], false);
    assertThat(lost).hasSize(1);
    assertThat(lost.get(0).kind()).isEqualTo(StreamFrameKind.CRYPTO);
    List<Sent> arrived = fill(new byte[3000], true);
    assertThat(peer.readable()).isZero();
    assertThat(peer.hasUnread()).isTrue();
    assertThat(stream.wantsToSend()).isFalse();
    stream.onLost(lost.get(0).a(), lost.get(0).b());
    assertThat(stream.wantsToSend()).isTrue();
    assertThat(fill(new byte[1200], true)).isEqualTo(lost);
    byte[] read = new byte[3000];
    assertThat(peer.read(read, 0, 3000)).isEqualTo(3000);
    assertThat(read).isEqualTo(flight);
    assertThat(peer.hasUnread()).isFalse();
    for (Sent frame : arrived) {
      stream.onAcked(frame.a(), frame.b());
    }
    assertThat(stream.isUnacknowledged()).isTrue();
    stream.onAcked(lost.get(0).a(), lost.get(0).b());
    assertThat(stream.isUnacknowledged()).isFalse();
  }

  @Test
  void allThatIsUnderWayCanBeSentAgain() {
    stream.write(new byte[500], 0, 500);
    List<Sent> first = fill(new byte[1200], false);
    assertThat(stream.markAllForReinjection()).isTrue();
    assertThat(fill(new byte[1200], true)).isEqualTo(first);
    stream.onAcked(0, 500);
    assertThat(stream.markAllForReinjection()).isFalse();
    assertThat(stream.markForReinjection(0, 500)).isFalse();
  }

  @Test
  void takes64KibAheadOfWhatWasReadAndNoMore() {
    byte[] data = new byte[65_536];
    stream.receive(0, data, 0, data.length);
    assertExceeded(65_536, 1);
    assertThat(stream.read(data, 0, 100)).isEqualTo(100);
    stream.receive(65_536, data, 0, 100);
    assertExceeded(65_636, 1);
    assertExceeded((1L << 62) - 1, 1);
  }

  @Test
  void takesFewGaps() {
    for (int i = 1; i <= 256; i++) {
      stream.receive(2 * i, new byte[1], 0, 1);
    }
    assertExceeded(600, 1);
  }

  @Test
  void ownHandshakeHasALimitToo() {
    stream.write(new byte[1 << 20], 0, 1 << 20);
    assertThatThrownBy(() -> stream.write(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  private void assertExceeded(long offset, int length) {
    assertError(
        TransportError.CRYPTO_BUFFER_EXCEEDED,
        0x06,
        () -> stream.receive(offset, new byte[length], 0, length));
  }
}
