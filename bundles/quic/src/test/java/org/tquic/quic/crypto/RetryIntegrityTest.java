package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.ConnectionId;

class RetryIntegrityTest {
  private static final ConnectionId DCID = ConnectionId.of(Hex.bytes("8394c8f03e515708"));

  /** RFC 9001 appendix A.4. */
  private static final byte[] V1 =
      Hex.bytes("ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba");

  /** RFC 9369 appendix A.4. */
  private static final byte[] V2 =
      Hex.bytes("cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6");

  @Test
  void samplePackets() {
    assertThat(RetryIntegrity.tag(1, DCID, V1, 0, V1.length - 16))
        .isEqualTo(Hex.bytes("04a265ba2eff4d829058fb3f0f2496ba"));
    assertThat(RetryIntegrity.verify(1, DCID, V1, 0, V1.length)).isTrue();
    assertThat(RetryIntegrity.verify(0x6b3343cf, DCID, V2, 0, V2.length)).isTrue();
  }

  @Test
  void anyChangeIsNoticed() {
    for (int i = 0; i < V1.length; i++) {
      byte[] changed = V1.clone();
      changed[i] ^= 1;
      assertThat(RetryIntegrity.verify(1, DCID, changed, 0, changed.length)).isFalse();
    }
    assertThat(RetryIntegrity.verify(0x6b3343cf, DCID, V1, 0, V1.length)).isFalse();
    assertThat(RetryIntegrity.verify(1, ConnectionId.EMPTY, V1, 0, V1.length)).isFalse();
  }

  @Test
  void aPacketShorterThanATagHasNone() {
    assertThat(RetryIntegrity.verify(1, DCID, V1, 0, 15)).isFalse();
  }

  @Test
  void thePacketMayLieAnywhere() {
    byte[] datagram = new byte[V1.length + 7];
    System.arraycopy(V1, 0, datagram, 3, V1.length);

    assertThat(RetryIntegrity.verify(1, DCID, datagram, 3, 3 + V1.length)).isTrue();
  }
}
