package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.wire.FrameType;

/** Frames of draft-ietf-quic-multipath-21 about paths that are not, or not any more; section 4. */
class MultipathFramesTest {
  private static final int ABANDONED = 2;

  private final LoosePair pair = LoosePair.of(Role.SERVER).established();

  /** All that name a path ID, with their bytes around it. */
  private enum Frame {
    PATH_ACK(new int[] {0x3e}, 0, 0, 0, 0),
    PATH_ACK_ECN(new int[] {0x3f}, 0, 0, 0, 0, 0, 0, 0),
    PATH_ABANDON(new int[] {0x7e, 0x75}, 0),
    PATH_STATUS_BACKUP(new int[] {0x7e, 0x76}, 9),
    PATH_STATUS_AVAILABLE(new int[] {0x7e, 0x77}, 9),
    PATH_NEW_CONNECTION_ID(
        new int[] {0x7e, 0x78},
        9,
        0,
        8,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15),
    PATH_RETIRE_CONNECTION_ID(new int[] {0x7e, 0x79}, 0),
    PATH_CIDS_BLOCKED(new int[] {0x7e, 0x7c}, 0);

    private final int[] type;
    private final int[] rest;

    Frame(int[] type, int... rest) {
      this.type = type;
      this.rest = rest;
    }

    private int[] about(int pathId) {
      int[] bytes = Arrays.copyOf(type, type.length + 1 + rest.length);
      bytes[type.length] = pathId;
      System.arraycopy(rest, 0, bytes, type.length + 1, rest.length);
      return bytes;
    }
  }

  private void receive(int... frames) {
    pair.receive(0, 0, frames);
    pair.subject.settle(pair.nowNs);
  }

  private void assertViolation() {
    assertThat(pair.subject.events.closed.kind()).isEqualTo(CloseReason.Kind.LOCAL_TRANSPORT);
    assertThat(pair.subject.events.closed.code()).isEqualTo(TransportError.PROTOCOL_VIOLATION);
  }

  @ParameterizedTest
  @EnumSource
  void aPathIdAboveTheLimitBreaksTheProtocol(Frame frame) {
    receive(frame.about(EndSettings.MAX_PATH_ID + 1));
    assertViolation();
  }

  @ParameterizedTest
  @EnumSource
  void anAbandonedPathIsNotSpokenOf(Frame frame) {
    receive(Frame.PATH_ABANDON.about(ABANDONED));
    receive(frame.about(ABANDONED));
    assertThat(pair.subject.events.closed).isNull();
    assertThat(pair.subject.connection.isEstablished()).isTrue();
  }

  /** Section 4.6: the limit of the transport parameter is not taken back. */
  @Test
  void aMaximumBelowTheFirstOneBreaksTheProtocol() {
    receive(0x7e, 0x7a, EndSettings.MAX_PATH_ID - 1);
    assertViolation();
  }

  /** Section 4.7. */
  @Test
  void aPeerBlockedAboveItsLimitBreaksTheProtocol() {
    receive(0x7e, 0x7b, EndSettings.MAX_PATH_ID + 1);
    assertViolation();
  }

  /** Section 2.3: ACK frames go on to count for path 0. */
  @Test
  void anAckFrameAcknowledgesTheFirstPath() {
    pair.subject.connection.sendDatagram(new byte[] {1}, 0, 1, 0, pair.nowNs);
    List<Sent> sent = pair.subject.settle(pair.nowNs);
    assertThat(sent).hasSize(1);
    assertThat(pair.subject.connection.path(0).bytesInFlight()).isPositive();
    pair.peer.onDatagram(sent.getFirst().arrival(), sent.getFirst().bytes(), pair.nowNs);
    int largest = (int) pair.peer.core.paths.initial().space.received().largest();
    assertThat(largest).as("in one byte").isLessThan(64);
    receive(FrameType.ACK, largest, 0, 0, 0);
    assertThat(pair.subject.connection.path(0).bytesInFlight()).isZero();
  }
}
