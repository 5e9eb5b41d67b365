package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MultipathNonceTest {
  private static final byte[] IV = Hex.bytes("6b26114b9cba2b63a9e8dd4f");

  private final PacketAead aead = new PacketAead(CipherSuite.AES_128_GCM_SHA256, new byte[16], IV);

  /** The example of draft-ietf-quic-multipath-21 section 2.4. */
  @Test
  void exampleOfTheDraft() {
    assertThat(aead.nonce(3, 54321)).isEqualTo(Hex.bytes("6b2611489cba2b63a9e8097e"));
  }

  @Test
  void path0IsPlainQuic() {
    assertThat(aead.nonce(0, 54321)).isEqualTo(Hex.bytes("6b26114b9cba2b63a9e8097e"));
  }

  @Test
  void largestPathAndNumber() {
    assertThat(aead.nonce(0xffff_ffffL, (1L << 62) - 1))
        .isEqualTo(Hex.bytes("94d9eeb4a345d49c561722b0"));
  }
}
