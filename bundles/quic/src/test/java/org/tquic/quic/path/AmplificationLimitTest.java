package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AmplificationLimitTest {
  /** RFC 9000 section 8.1. */
  @Test
  void threeTimesWhatCameMayGo() {
    AmplificationLimit limit = AmplificationLimit.limited();
    assertThat(limit.allows(1)).isFalse();
    limit.onReceived(1200);
    assertThat(limit.allowance()).isEqualTo(3600);
    limit.onSent(1200);
    limit.onSent(1200);
    assertThat(limit.allows(1200)).isTrue();
    assertThat(limit.allows(1201)).isFalse();
    limit.onSent(1200);
    assertThat(limit.allows(1)).isFalse();
    limit.onReceived(1);
    assertThat(limit.allows(3)).isTrue();
    assertThat(limit.allows(4)).isFalse();
  }

  @Test
  void whatWentTooFarIsNotGivenAsRoom() {
    AmplificationLimit limit = AmplificationLimit.limited();
    limit.onReceived(10);
    limit.onSent(1000);
    assertThat(limit.allowance()).isZero();
    limit.onReceived(10);
    assertThat(limit.allowance()).isZero();
  }

  @Test
  void aValidatedAddressHasNoLimit() {
    AmplificationLimit limit = AmplificationLimit.limited();
    assertThat(limit.isValidated()).isFalse();
    limit.onValidated();
    assertThat(limit.allows(Integer.MAX_VALUE)).isTrue();
    assertThat(AmplificationLimit.unlimited().isValidated()).isTrue();
  }

  @Test
  void sizesAreNotNegative() {
    assertThatThrownBy(() -> AmplificationLimit.limited().onReceived(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
