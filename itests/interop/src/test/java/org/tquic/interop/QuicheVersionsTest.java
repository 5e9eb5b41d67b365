package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.wire.QuicVersion;

/** A peer that knows version 1 alone, and nothing of RFC 9368. */
class QuicheVersionsTest {
  @ParameterizedTest
  @EnumSource
  void thatWeSpeakVersion2DoesNotTroubleIt(Roles roles) {
    byte[] payload = BasicsTest.payload(10_000, 6);
    try (Pair pair = Pair.connected(roles, new Setup())) {
      assertThat(pair.ours.call(pair.ours.connection()::version)).isEqualTo(QuicVersion.V1);
      assertThat(Waiting.get(pair.ours.echoed(payload))).isEqualTo(payload);
    }
  }
}
