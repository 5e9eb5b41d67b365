package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HkdfTest {
  /** RFC 5869 appendix A.1. */
  @Test
  void extractsAndExpandsAsTheRfcDoes() {
    byte[] key = Hex.bytes("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");

    byte[] extracted = Hkdf.extract("SHA256", Hex.bytes("000102030405060708090a0b0c"), key);

    assertThat(extracted)
        .isEqualTo(Hex.bytes("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
    assertThat(Hkdf.expand("SHA256", extracted, Hex.bytes("f0f1f2f3f4f5f6f7f8f9"), 42))
        .isEqualTo(
            Hex.bytes(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                    + "34007208d5b887185865"));
  }

  /** RFC 9001 appendix A.1 gives this encoded label. */
  @Test
  void labelsAreEncodedAsTheRfcShows() {
    byte[] secret = new byte[32];

    assertThat(Hkdf.expandLabel("SHA256", secret, "client in", 32))
        .isEqualTo(
            Hkdf.expand("SHA256", secret, Hex.bytes("00200f746c73313320636c69656e7420696e00"), 32));
    assertThat(Hkdf.expandLabel("SHA256", secret, "quicv2 key", 16))
        .isEqualTo(
            Hkdf.expand(
                "SHA256", secret, Hex.bytes("001010746c73313320717569637632206b657900"), 16));
  }

  @Test
  void sha384GivesLongerSecrets() {
    assertThat(Hkdf.expandLabel("SHA384", new byte[48], "quic ku", 48)).hasSize(48);
    assertThat(Hkdf.extract("SHA384", new byte[1], new byte[1])).hasSize(48);
  }
}
