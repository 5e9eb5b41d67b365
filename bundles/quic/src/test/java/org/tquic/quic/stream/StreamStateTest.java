package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.stream.Endpoint.Sent;
import org.tquic.quic.wire.VarInt;

/** States of streams and what breaks them, RFC 9000 sections 2, 3, 4.5 and 19, seen by a server. */
class StreamStateTest {
  // Streams of the client, the peer, and of the server.
  private static final long BIDI = 0;
  private static final long OWN_BIDI = 1;
  private static final long UNI = 2;
  private static final long OWN_UNI = 3;

  private final Endpoint server = Endpoint.of(Role.SERVER);

  static void assertError(long code, long frameType, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QuicException.class,
            error -> {
              assertThat(error.code()).as(error.toString()).isEqualTo(code);
              assertThat(error.frameType()).isEqualTo(frameType);
            });
  }

  @Test
  void framesForADirectionThatIsNotThereAreStateErrors() {
    server.streams.open(false);
    long code = TransportError.STREAM_STATE_ERROR;
    assertError(code, 0x08, () -> server.onStream(OWN_UNI, 0, 1, false));
    assertError(code, 0x04, () -> server.streams.onResetStream(OWN_UNI, 0, 0));
    assertError(code, 0x15, () -> server.streams.onStreamDataBlocked(OWN_UNI, 0));
    assertError(code, 0x05, () -> server.streams.onStopSending(UNI, 0));
    assertError(code, 0x11, () -> server.streams.onMaxStreamData(UNI, 0));
  }

  @Test
  void framesForStreamsThatWeHaveNotOpenedAreStateErrors() {
    long code = TransportError.STREAM_STATE_ERROR;
    assertError(code, 0x08, () -> server.onStream(OWN_BIDI, 0, 1, false));
    assertError(code, 0x04, () -> server.streams.onResetStream(OWN_BIDI, 0, 0));
    assertError(code, 0x15, () -> server.streams.onStreamDataBlocked(OWN_BIDI, 0));
    assertError(code, 0x05, () -> server.streams.onStopSending(OWN_BIDI, 0));
    assertError(code, 0x11, () -> server.streams.onMaxStreamData(OWN_BIDI, 0));
    assertError(code, 0x05, () -> server.streams.onStopSending(OWN_UNI, 0));
    assertError(code, 0x11, () -> server.streams.onMaxStreamData(OWN_UNI, 0));
  }

  @Test
  void aStreamOpensAllOfItsKindBelow() {
    server.onStream(BIDI + 8, 0, 1, false);
    assertThat(server.takeEvents())
        .containsExactly("opened 0", "opened 4", "opened 8", "readable 8");
    server.streams.onResetStream(UNI, 7, 0);
    server.streams.onStopSending(BIDI + 12, 9);
    assertThat(server.takeEvents())
        .containsExactly("opened 2", "reset 2 7", "opened 12", "stop 12 9");
  }

  @Test
  void everyFrameOfAPeerCanOpenItsStream() {
    server.streams.onMaxStreamData(BIDI, 1);
    server.streams.onStreamDataBlocked(UNI, 1);
    assertThat(server.takeEvents()).containsExactly("opened 0", "opened 2");
  }

  @Test
  void streamsAboveTheLimitAreLimitErrors() {
    server.onStream(4 * 3 + BIDI, 0, 1, false);
    server.onStream(4 * 2 + UNI, 0, 1, false);
    long code = TransportError.STREAM_LIMIT_ERROR;
    assertError(code, 0x08, () -> server.onStream(4 * 4 + BIDI, 0, 1, false));
    assertError(code, 0x08, () -> server.onStream(4 * 3 + UNI, 0, 1, false));
    assertError(code, 0x05, () -> server.streams.onStopSending(4 * 4 + BIDI, 0));
    assertError(code, 0x04, () -> server.streams.onResetStream(VarInt.MAX - 1, 0, 0));
  }

  @Test
  void finalSizeNeverChanges() {
    server.onStream(UNI, 0, 100, false);
    server.onStream(UNI, 150, 50, true);
    long code = TransportError.FINAL_SIZE_ERROR;
    assertError(code, 0x08, () -> server.onStream(UNI, 150, 51, false));
    assertError(code, 0x08, () -> server.onStream(UNI, 150, 51, true));
    assertError(code, 0x08, () -> server.onStream(UNI, 0, 199, true));
    assertError(code, 0x04, () -> server.streams.onResetStream(UNI, 0, 199));
    assertError(code, 0x04, () -> server.streams.onResetStream(UNI, 0, 201));
    server.onStream(UNI, 100, 100, true);
    server.streams.onResetStream(UNI, 0, 200);
    assertThat(server.read(UNI, 500)).isEqualTo(200);
  }

  @Test
  void finalSizeIsNotBelowWhatWasReceived() {
    server.onStream(UNI, 50, 50, false);
    long code = TransportError.FINAL_SIZE_ERROR;
    assertError(code, 0x08, () -> server.onStream(UNI, 0, 99, true));
    assertError(code, 0x04, () -> server.streams.onResetStream(UNI, 0, 99));
    server.streams.onResetStream(UNI, 5, 100);
    assertThat(server.takeEvents()).contains("reset 2 5");
  }

  @Test
  void resetOfAStreamWithoutGapsIsStillAReset() {
    server.onStream(UNI, 0, 100, false);
    server.streams.onResetStream(UNI, 5, 100);
    assertThat(server.takeEvents()).containsExactly("opened 2", "readable 2", "reset 2 5");
    assertThat(server.read(UNI, 100)).isZero();
    server.onStream(UNI + 4, 0, 100, true);
    server.takeEvents();
    server.streams.onResetStream(UNI + 4, 5, 100);
    assertThat(server.takeEvents()).as("all of it is here").isEmpty();
    assertThat(server.read(UNI + 4, 100)).isEqualTo(100);
  }

  @Test
  void finalSizeHoldsAfterAResetWhileTheStreamIsKnown() {
    server.streams.onResetStream(BIDI, 5, 100);
    long code = TransportError.FINAL_SIZE_ERROR;
    assertError(code, 0x08, () -> server.onStream(BIDI, 50, 51, false));
    assertError(code, 0x04, () -> server.streams.onResetStream(BIDI, 5, 101));
    server.takeEvents();
    server.streams.onResetStream(BIDI, 6, 100);
    server.onStream(BIDI, 0, 100, true);
    assertThat(server.takeEvents()).isEmpty();
    assertThat(server.read(BIDI, 10)).isZero();
  }

  @Test
  void streamsThatWouldNotFitIntoIntegersAreEncodingErrors() {
    long code = TransportError.FRAME_ENCODING_ERROR;
    assertError(code, 0x08, () -> server.onStream(UNI, VarInt.MAX, 1, false));
    assertError(code, 0x12, () -> server.streams.onMaxStreams(true, (1L << 60) + 1));
    assertError(code, 0x13, () -> server.streams.onMaxStreams(false, (1L << 60) + 1));
    assertError(code, 0x16, () -> server.streams.onStreamsBlocked(true, (1L << 60) + 1));
    assertError(code, 0x17, () -> server.streams.onStreamsBlocked(false, (1L << 60) + 1));
    server.streams.onMaxStreams(true, 1L << 60);
    server.streams.onStreamsBlocked(false, 1L << 60);
  }

  @Test
  void tooManyGapsEndTheConnection() {
    LocalLimits wide = new LocalLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20, 4, 4, 10, 1, 1);
    Endpoint end = Endpoint.of(Role.SERVER, wide, wide.asSeenByPeer());
    for (int i = 1; i <= Inbound.MAX_GAPS_PER_STREAM; i++) {
      end.onStream(UNI, 2 * i, 1, false);
    }
    assertError(
        TransportError.INTERNAL_ERROR,
        0x08,
        () -> end.onStream(UNI, 2 * Inbound.MAX_GAPS_PER_STREAM + 2, 1, false));
  }

  @Test
  void endIsReadOnceAndTheStreamForgotten() {
    server.onStream(UNI, 0, 10, false);
    assertThat(server.takeEvents()).containsExactly("opened 2", "readable 2");
    assertThat(server.streams.readable(UNI)).isEqualTo(10);
    assertThat(server.read(UNI, 4)).isEqualTo(4);
    server.onStream(UNI, 10, 5, false);
    assertThat(server.takeEvents()).as("not all was read").isEmpty();
    assertThat(server.read(UNI, 100)).isEqualTo(11);
    server.onStream(UNI, 15, 0, true);
    assertThat(server.takeEvents()).containsExactly("readable 2");
    assertThat(server.streams.readable(UNI)).isEqualTo(-1);
    assertThat(server.read(UNI, 100)).isEqualTo(-1);
    assertThat(server.streams.isOpen(UNI)).isFalse();
    assertThat(server.read(UNI, 100)).isZero();
    server.onStream(UNI, 0, 15, true);
    assertThat(server.takeEvents()).as("a late copy").isEmpty();
  }

  @Test
  void ourOwnEndIsToldOnceAcknowledged() {
    long id = server.streams.open(false);
    assertThat(id).isEqualTo(OWN_UNI);
    server.write(id, 100, true);
    for (Sent frame : server.flushFrames()) {
      assertThat(frame).isEqualTo(new Sent(StreamFrameKind.STREAM_FIN, id, 0, 100));
      assertThat(server.takeEvents()).isEmpty();
      server.acked(frame);
    }
    assertThat(server.takeEvents()).containsExactly("finished 3");
    assertThat(server.streams.isOpen(id)).isFalse();
    assertThat(server.write(id, 5, true)).isZero();
  }

  @Test
  void bidirectionalStreamLastsUntilBothPartsHaveEnded() {
    server.onStream(BIDI, 0, 0, true);
    server.write(BIDI, 0, true);
    server.ackAll();
    assertThat(server.streams.isOpen(BIDI)).isTrue();
    assertThat(server.read(BIDI, 1)).isEqualTo(-1);
    assertThat(server.streams.isOpen(BIDI)).isFalse();
  }

  @Test
  void resetTellsTheFinalSizeUntilAcknowledged() {
    long id = server.streams.open(false);
    server.write(id, 100, false);
    server.flush();
    server.write(id, 50, true);
    server.streams.reset(id, 42);
    Sent reset = new Sent(StreamFrameKind.RESET_STREAM, id, 42, 100);
    assertThat(server.flushFrames()).containsExactly(reset);
    server.streams.reset(id, 43);
    assertThat(server.streams.writable(id)).isZero();
    server.lost(new Sent(StreamFrameKind.STREAM, id, 0, 100));
    assertThat(server.flushFrames()).as("data of a reset stream").isEmpty();
    server.lost(reset);
    assertThat(server.flushFrames()).containsExactly(reset);
    server.acked(reset);
    server.lost(reset);
    assertThat(server.flushFrames()).isEmpty();
    assertThat(server.streams.isOpen(id)).isFalse();
    assertThat(server.takeEvents()).isEmpty();
  }

  @Test
  void stopSendingIsAnsweredByAResetWithItsCode() {
    long id = server.streams.open(true);
    server.write(id, 10, true);
    server.streams.onStopSending(id, 77);
    server.streams.onStopSending(id, 78);
    assertThat(server.takeEvents()).containsExactly("stop 1 77");
    assertThat(server.flushFrames())
        .containsExactly(new Sent(StreamFrameKind.RESET_STREAM, id, 77, 0));
    assertThat(server.write(id, 10, false)).isZero();
  }

  @Test
  void stopSendingAfterEverythingWasAcknowledgedIsIgnored() {
    long id = server.streams.open(true);
    server.write(id, 10, true);
    server.ackAll();
    server.streams.onStopSending(id, 77);
    assertThat(server.flushFrames()).isEmpty();
  }

  @Test
  void stoppedStreamThrowsAwayWhatComesAndEndsWithItsReset() {
    server.onStream(UNI, 0, 100, false);
    server.takeEvents();
    server.streams.stopSending(UNI, 5);
    server.streams.stopSending(UNI, 6);
    Sent stop = new Sent(StreamFrameKind.STOP_SENDING, UNI, 5, 0);
    assertThat(server.flushFrames()).containsExactly(stop);
    server.lost(stop);
    assertThat(server.flushFrames()).containsExactly(stop);
    server.onStream(UNI, 100, 100, false);
    assertThat(server.read(UNI, 500)).isZero();
    assertThat(server.takeEvents()).isEmpty();
    server.streams.onResetStream(UNI, 9, 200);
    assertThat(server.takeEvents()).containsExactly("reset 2 9");
    server.lost(stop);
    assertThat(server.flushFrames()).noneMatch(frame -> frame.kind() == stop.kind());
    assertThat(server.streams.isOpen(UNI)).isFalse();
  }

  @Test
  void stopOfAStreamWhoseEndIsKnownIsStillTold() {
    server.onStream(UNI, 50, 50, true);
    server.streams.stopSending(UNI, 5);
    assertThat(server.streams.isOpen(UNI)).isTrue();
    assertThat(server.flushFrames()).contains(new Sent(StreamFrameKind.STOP_SENDING, UNI, 5, 0));
    assertThat(server.streams.isOpen(UNI)).isFalse();
  }

  @Test
  void stopOfAStreamThatIsAllHereNeedsNoFrame() {
    server.onStream(UNI, 0, 100, true);
    server.streams.stopSending(UNI, 5);
    assertThat(server.flushFrames())
        .noneMatch(frame -> frame.kind() == StreamFrameKind.STOP_SENDING);
    assertThat(server.streams.isOpen(UNI)).isFalse();
  }

  @Test
  void misuseIsRefused() {
    Class<IllegalArgumentException> argument = IllegalArgumentException.class;
    assertThatThrownBy(() -> server.write(OWN_BIDI, 1, false)).isInstanceOf(argument);
    assertThatThrownBy(() -> server.read(BIDI, 1)).isInstanceOf(argument);
    assertThatThrownBy(() -> server.streams.reset(-1, 1)).isInstanceOf(argument);
    server.onStream(UNI, 0, 1, false);
    assertThatThrownBy(() -> server.write(UNI, 1, false)).isInstanceOf(argument);
    long id = server.streams.open(false);
    assertThatThrownBy(() -> server.read(id, 1)).isInstanceOf(argument);
    assertThatThrownBy(() -> server.streams.reset(id, -1)).isInstanceOf(argument);
    assertThatThrownBy(() -> server.streams.setPriority(id, 8, false)).isInstanceOf(argument);
    assertThatThrownBy(() -> server.streams.onLost(3, 0, 0, 0)).isInstanceOf(argument);
    assertThatThrownBy(() -> server.streams.setPeerLimits(Endpoint.LIMITS.asSeenByPeer()))
        .isInstanceOf(IllegalStateException.class);
    server.write(id, 1, true);
    assertThatThrownBy(() -> server.write(id, 1, false)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void priorityOfAStreamThatOnlyThePeerSendsOnIsMisuse() {
    server.onStream(UNI, 0, 1, false);
    assertThatThrownBy(() -> server.streams.setPriority(UNI, 1, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
