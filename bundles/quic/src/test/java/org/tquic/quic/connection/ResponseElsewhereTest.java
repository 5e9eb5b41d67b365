package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.FrameType;

/** RFC 9000 section 8.2.2: how long the answer is to a client that probes another address. */
class ResponseElsewhereTest {
  private static final int FULL_BYTES = 1200;
  private static final int ELSEWHERE = 1;
  private static final int IN_USE = 2;

  private final LoosePair pair = LoosePair.of(Role.SERVER).established();

  private List<Integer> lengthsOfResponses(int... payload) {
    pair.receive(0, ELSEWHERE, payload);
    NetworkPath there = EndSettings.network(Role.SERVER, ELSEWHERE);
    return pair.subject.settle(pair.nowNs).stream()
        .filter(sent -> sent.network().equals(there))
        .map(Sent::bytes)
        .map(bytes -> bytes.length)
        .toList();
  }

  private static int[] challenges(int count, int bytes) {
    int[] payload = new int[bytes];
    for (int i = 0; i < count; i++) {
      payload[9 * i] = FrameType.PATH_CHALLENGE;
      payload[9 * i + 8] = i;
    }
    return payload;
  }

  @Test
  void aFullDatagramIsAnsweredWithAFullOne() {
    assertThat(lengthsOfResponses(challenges(1, FULL_BYTES))).containsExactly(FULL_BYTES);
  }

  /** Sections 8.1 and 8.2.2: it does not pay for more. */
  @Test
  void aShortOneIsNot() {
    assertThat(lengthsOfResponses(challenges(1, 9))).hasSize(1).allMatch(bytes -> bytes < 100);
  }

  @Test
  void manyChallengesInOneDatagramGetNoMoreThanThreeTimesItsBytes() {
    List<Integer> lengths = lengthsOfResponses(challenges(8, FULL_BYTES));
    assertThat(lengths).hasSize(8);
    assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isLessThan(3 * FULL_BYTES);
  }

  /** Which has got three times what came from it, and is not validated. */
  @Test
  void theAnswerDoesNotWaitForTheAddressInUse() {
    pair.receive(0, IN_USE, FrameType.PING);
    while (!pair.subject.settle(pair.nowNs).isEmpty()) {
      pair.nowNs += EndSettings.SECOND_NS / 10;
    }
    assertThat(pair.subject.connection.path(0).network())
        .isEqualTo(EndSettings.network(Role.SERVER, IN_USE));
    assertThat(lengthsOfResponses(challenges(1, FULL_BYTES))).containsExactly(FULL_BYTES);
  }
}
