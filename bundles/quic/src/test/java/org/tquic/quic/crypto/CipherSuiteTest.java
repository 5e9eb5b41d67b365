package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CipherSuiteTest {
  @Test
  void codePointsAreThoseOfTls() {
    assertThat(CipherSuite.ofCode(0x1301)).isEqualTo(CipherSuite.AES_128_GCM_SHA256);
    assertThat(CipherSuite.ofCode(0x1302)).isEqualTo(CipherSuite.AES_256_GCM_SHA384);
    assertThat(CipherSuite.ofCode(0x1303)).isEqualTo(CipherSuite.CHACHA20_POLY1305_SHA256);
    assertThat(CipherSuite.ofCode(0x1304)).isNull();
  }

  /** RFC 9001 section 6.6. */
  @Test
  void limitsAreThoseOfTheRfc() {
    assertThat(CipherSuite.AES_128_GCM_SHA256.confidentialityLimit()).isEqualTo(1L << 23);
    assertThat(CipherSuite.AES_256_GCM_SHA384.confidentialityLimit()).isEqualTo(1L << 23);
    assertThat(CipherSuite.AES_128_GCM_SHA256.integrityLimit()).isEqualTo(1L << 52);
    assertThat(CipherSuite.AES_256_GCM_SHA384.integrityLimit()).isEqualTo(1L << 52);
    assertThat(CipherSuite.CHACHA20_POLY1305_SHA256.confidentialityLimit()).isEqualTo(1L << 62);
    assertThat(CipherSuite.CHACHA20_POLY1305_SHA256.integrityLimit()).isEqualTo(1L << 36);
  }
}
