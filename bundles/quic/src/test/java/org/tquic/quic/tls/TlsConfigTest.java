package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class TlsConfigTest {
  private static final TestIdentity IDENTITY = TestIdentity.of(TestIdentity.Kind.P256, "one");

  @Test
  void thereIsNoWayWithoutAVerifier() {
    assertThatNullPointerException().isThrownBy(() -> new TestConfig().verifier(null).build());
  }

  @Test
  void aCertificateAndItsKeyGoTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TestConfig().identity(new TestIdentity(null, IDENTITY.certificate())).build());
  }

  @Test
  void nothingMayBeEmpty() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TestConfig().protocols().build());
    assertThatIllegalArgumentException().isThrownBy(() -> new TestConfig().suites().build());
    assertThatIllegalArgumentException().isThrownBy(() -> new TestConfig().groups().build());
    assertThatIllegalArgumentException().isThrownBy(() -> new TestConfig().protocols("").build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TestConfig().protocols("x".repeat(256)).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TestConfig().protocols("größe").build());
  }

  @Test
  void theChainCannotBeChangedFromOutside() {
    X509Certificate[] chain = IDENTITY.chain();
    TlsConfig config = new TestConfig().identity(IDENTITY).build();

    config.certificateChain()[0] = null;

    assertThat(config.certificateChain()).containsExactly(chain);
  }
}
