package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.stream.StreamStateTest.assertError;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.stream.Endpoint.Sent;

/** Limits on bytes and streams, RFC 9000 section 4; connection 10000, streams 3000/4000/5000. */
class FlowControlTest {
  private static final long BIDI = 0;
  private static final long UNI = 2;

  private final Endpoint server = Endpoint.of(Role.SERVER);

  @Test
  void eachKindOfStreamHasItsOwnLimitForThePeer() {
    long own = server.streams.open(true);
    server.onStream(own, 2999, 1, false);
    server.onStream(BIDI, 3999, 1, false);
    long code = TransportError.FLOW_CONTROL_ERROR;
    assertError(code, 0x08, () -> server.onStream(own, 2999, 2, false));
    assertError(code, 0x08, () -> server.onStream(BIDI, 3999, 2, false));
    assertError(code, 0x08, () -> server.onStream(UNI, 4999, 2, false));
    assertError(code, 0x04, () -> server.streams.onResetStream(UNI, 0, 5001));
  }

  @Test
  void allStreamsTogetherHaveALimitForThePeer() {
    server.onStream(UNI, 4999, 1, false);
    server.onStream(UNI, 0, 10, false);
    server.onStream(UNI + 4, 4999, 1, false);
    long code = TransportError.FLOW_CONTROL_ERROR;
    assertError(code, 0x08, () -> server.onStream(UNI + 8, 0, 1, false));
    server.onStream(UNI + 8, 0, 0, true);
    assertError(code, 0x04, () -> server.streams.onResetStream(BIDI, 0, 1));
  }

  @Test
  void limitsMoveOnWithWhatIsRead() {
    server.onStream(UNI, 0, 5000, false);
    assertThat(server.read(UNI, 2499)).isEqualTo(2499);
    assertThat(server.flushFrames()).isEmpty();
    server.read(UNI, 1);
    Sent update = new Sent(StreamFrameKind.MAX_STREAM_DATA, UNI, 7500, 0);
    assertThat(server.flushFrames()).containsExactly(update);
    server.read(UNI, 2500);
    assertThat(server.flushFrames())
        .containsExactly(
            new Sent(StreamFrameKind.MAX_DATA, 15_000, 0, 0),
            new Sent(StreamFrameKind.MAX_STREAM_DATA, UNI, 10_000, 0));
    server.onStream(UNI, 9999, 1, false);
    server.lost(update);
    assertThat(server.flushFrames()).as("an older limit").isEmpty();
  }

  @Test
  void lostLimitsAreToldAgainWhileTheyAreTheLatest() {
    server.onStream(UNI, 0, 5000, false);
    server.read(UNI, 5000);
    List<Sent> updates = server.flushFrames();
    assertThat(updates).hasSize(2);
    updates.forEach(server::lost);
    assertThat(server.flushFrames()).containsExactlyElementsOf(updates);
    server.onStream(UNI, 5000, 0, true);
    updates.forEach(server::lost);
    assertThat(server.flushFrames())
        .as("no limit for a stream whose size is known")
        .containsExactly(updates.get(0));
  }

  @Test
  void whatIsResetOrThrownAwayCountsAsRead() {
    server.onStream(UNI, 0, 100, false);
    server.streams.onResetStream(UNI, 0, 5000);
    assertThat(server.flushFrames()).contains(new Sent(StreamFrameKind.MAX_DATA, 15_000, 0, 0));
    server.onStream(UNI + 4, 0, 2500, false);
    server.streams.stopSending(UNI + 4, 0);
    server.onStream(UNI + 4, 4999, 1, false);
    assertThat(server.flushFrames())
        .contains(new Sent(StreamFrameKind.MAX_DATA, 20_000, 0, 0))
        .noneMatch(frame -> frame.kind() == StreamFrameKind.MAX_STREAM_DATA);
  }

  @Test
  void blockedPeerIsToldOfAnyNewLimit() {
    server.onStream(UNI, 0, 10, false);
    server.read(UNI, 10);
    assertThat(server.streams.wantsToSend()).isFalse();
    server.streams.onDataBlocked(9999);
    server.streams.onStreamDataBlocked(UNI, 4999);
    assertThat(server.streams.wantsToSend()).as("has it outdated limits").isFalse();
    server.streams.onDataBlocked(10_000);
    server.streams.onStreamDataBlocked(UNI, 5000);
    assertThat(server.flushFrames())
        .containsExactly(
            new Sent(StreamFrameKind.MAX_DATA, 10_010, 0, 0),
            new Sent(StreamFrameKind.MAX_STREAM_DATA, UNI, 5010, 0));
  }

  @Test
  void windowGrowsWhenHalfOfItIsReadInARoundTrip() {
    server.streams.onRtt(1000);
    server.streams.onTime(1_000_000);
    server.onStream(UNI, 0, 5000, false);
    server.read(UNI, 2500);
    server.streams.onTime(1_000_999);
    assertThat(server.flushFrames())
        .contains(new Sent(StreamFrameKind.MAX_STREAM_DATA, UNI, 12_500, 0));
    server.onStream(UNI, 5000, 7500, false);
    server.read(UNI, 10_000);
    server.streams.onTime(1_002_000);
    assertThat(server.flushFrames())
        .as("slower than that")
        .contains(new Sent(StreamFrameKind.MAX_STREAM_DATA, UNI, 22_500, 0));
  }

  @Test
  void windowsGrowNoFurtherThanTheirBounds() {
    server.streams.onRtt(1000);
    long read = 0;
    long streamLimit = 5000;
    long connectionLimit = 10_000;
    for (int i = 0; i < 200; i++) {
      int bytes = (int) Math.min(1000, Math.min(streamLimit, connectionLimit) - read);
      server.onStream(UNI, read, bytes, false);
      read += server.read(UNI, bytes);
      for (Sent frame : server.flushFrames()) {
        if (frame.kind() == StreamFrameKind.MAX_DATA) {
          connectionLimit = frame.a();
        } else {
          streamLimit = frame.b();
        }
      }
      assertThat(streamLimit - read).isLessThanOrEqualTo(50_000);
      assertThat(connectionLimit - read).isLessThanOrEqualTo(100_000);
    }
    assertThat(streamLimit - read).isGreaterThanOrEqualTo(25_000);
    assertThat(connectionLimit - read).isGreaterThanOrEqualTo(50_000);
  }

  @Test
  void nothingIsSentAboveTheStreamsLimit() {
    long id = server.streams.open(true);
    assertThat(server.write(id, 9000, true)).as("send buffer").isEqualTo(6000);
    List<Sent> frames = server.flushFrames();
    assertThat(bytesOf(frames)).isEqualTo(4000);
    Sent blocked = new Sent(StreamFrameKind.STREAM_DATA_BLOCKED, id, 4000, 0);
    assertThat(frames).contains(blocked);
    server.lost(blocked);
    assertThat(server.flushFrames()).containsExactly(blocked);
    server.streams.onMaxStreamData(id, 3000);
    assertThat(server.streams.wantsToSend()).isFalse();
    server.streams.onMaxStreamData(id, 4500);
    assertThat(bytesOf(server.flushFrames())).isEqualTo(500);
    server.lost(blocked);
    assertThat(server.flushFrames()).as("an older limit").isEmpty();
  }

  @Test
  void nothingNewIsSentAboveTheConnectionsLimitButWhatWasLostIs() {
    long[] ids = {server.streams.open(true), server.streams.open(true), server.streams.open(false)};
    for (long id : ids) {
      server.write(id, 4000, false);
    }
    List<Sent> frames = server.flushFrames();
    assertThat(bytesOf(frames)).isEqualTo(10_000);
    Sent blocked = new Sent(StreamFrameKind.DATA_BLOCKED, 10_000, 0, 0);
    assertThat(frames).contains(blocked);
    server.lost(frames.get(0));
    assertThat(bytesOf(server.flushFrames())).isEqualTo(frames.get(0).c());
    server.lost(blocked);
    assertThat(server.flushFrames()).containsExactly(blocked);
    server.streams.onMaxData(9000);
    server.streams.onMaxData(10_700);
    assertThat(bytesOf(server.flushFrames())).isEqualTo(700);
    server.streams.onMaxData(50_000);
    assertThat(bytesOf(server.flushFrames())).isEqualTo(1300);
  }

  @Test
  void endNeedsNoCredit() {
    long id = server.streams.open(true);
    server.write(id, 4000, false);
    server.flush();
    server.write(id, 0, true);
    assertThat(server.flushFrames())
        .containsExactly(new Sent(StreamFrameKind.STREAM_FIN, id, 4000, 0));
  }

  @Test
  void roomIsToldOnceHalfTheBufferIsFree() {
    long id = server.streams.open(true);
    server.write(id, 9000, false);
    List<Sent> frames = server.flushFrames();
    int acked = 0;
    for (Sent frame : frames) {
      if (frame.kind() == StreamFrameKind.STREAM) {
        assertThat(server.events).isEqualTo(acked < 3000 ? List.of() : List.of("writable 1"));
        server.acked(frame);
        acked += (int) frame.c();
      }
    }
    assertThat(server.events).containsExactly("writable 1");
    assertThat(server.streams.writable(id)).isEqualTo(4000);
  }

  @Test
  void streamsAreOpenedUpToThePeersLimit() {
    for (int i = 0; i < 3; i++) {
      assertThat(server.streams.open(false)).isEqualTo(3 + 4 * i);
    }
    assertThat(server.streams.wantsToSend()).isFalse();
    assertThat(server.streams.open(false)).isEqualTo(-1);
    Sent blocked = new Sent(StreamFrameKind.STREAMS_BLOCKED_UNI, 3, 0, 0);
    assertThat(server.flushFrames()).containsExactly(blocked);
    server.lost(blocked);
    assertThat(server.flushFrames()).containsExactly(blocked);
    server.streams.onMaxStreams(false, 2);
    assertThat(server.takeEvents()).isEmpty();
    server.streams.onMaxStreams(false, 4);
    assertThat(server.takeEvents()).containsExactly("available false");
    server.lost(blocked);
    assertThat(server.streams.wantsToSend()).isFalse();
    assertThat(server.streams.open(false)).isEqualTo(15);
    server.streams.onMaxStreams(false, 10);
    assertThat(server.takeEvents()).as("nobody waits").isEmpty();
  }

  @Test
  void noStreamsBeforeThePeersLimitsAreKnown() {
    Endpoint early = new Endpoint(Role.CLIENT, Endpoint.LIMITS);
    assertThat(early.streams.open(true)).isEqualTo(-1);
    early.streams.setPeerLimits(Endpoint.LIMITS.asSeenByPeer());
    assertThat(early.takeEvents()).containsExactly("available true");
    assertThat(early.streams.wantsToSend()).isFalse();
    assertThat(early.streams.open(true)).isZero();
  }

  @Test
  void closedStreamsMakeRoomForNewOnes() {
    server.streams.onResetStream(UNI, 0, 0);
    assertThat(server.streams.wantsToSend()).isFalse();
    server.streams.onStreamsBlocked(false, 2);
    assertThat(server.streams.wantsToSend()).as("a limit of old").isFalse();
    server.streams.onStreamsBlocked(false, 3);
    Sent first = new Sent(StreamFrameKind.MAX_STREAMS_UNI, 4, 0, 0);
    assertThat(server.flushFrames()).containsExactly(first);
    server.streams.onResetStream(UNI + 4, 0, 0);
    server.streams.onResetStream(UNI + 8, 0, 0);
    Sent second = new Sent(StreamFrameKind.MAX_STREAMS_UNI, 6, 0, 0);
    assertThat(server.flushFrames()).containsExactly(second);
    server.lost(first);
    assertThat(server.flushFrames()).isEmpty();
    server.lost(second);
    assertThat(server.flushFrames()).containsExactly(second);
    server.onStream(UNI + 20, 0, 1, false);
    assertError(
        TransportError.STREAM_LIMIT_ERROR, 0x08, () -> server.onStream(UNI + 24, 0, 1, false));
  }

  private static long bytesOf(List<Sent> frames) {
    return frames.stream()
        .filter(frame -> frame.kind() <= StreamFrameKind.STREAM_FIN)
        .mapToLong(Sent::c)
        .sum();
  }
}
