package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.ConnectionId;

class StatelessResetTokensTest {
  private static final ConnectionId ID = ConnectionId.of(new byte[] {1, 2, 3, 4});

  @Test
  void theSameKeyGivesTheSameToken() {
    byte[] key = new byte[32];

    assertThat(new StatelessResetTokens(key).token(ID))
        .hasSize(16)
        .isEqualTo(new StatelessResetTokens(key).token(ID));
  }

  @Test
  void otherKeysAndOtherIdsGiveOthers() {
    StatelessResetTokens tokens = new StatelessResetTokens(new byte[32]);
    byte[] otherKey = new byte[32];
    otherKey[31] = 1;

    assertThat(tokens.token(ID))
        .isNotEqualTo(new StatelessResetTokens(otherKey).token(ID))
        .isNotEqualTo(tokens.token(ConnectionId.of(new byte[] {1, 2, 3, 5})))
        .isNotEqualTo(tokens.token(ConnectionId.EMPTY));
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StatelessResetTokens(new byte[31]));
  }
}
