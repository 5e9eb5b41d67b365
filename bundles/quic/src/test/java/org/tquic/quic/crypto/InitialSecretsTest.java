package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.ConnectionId;

class InitialSecretsTest {
  private static final ConnectionId DCID = ConnectionId.of(Hex.bytes("8394c8f03e515708"));

  /** RFC 9001 appendix A.1. */
  @Test
  void version1() {
    InitialSecrets secrets = InitialSecrets.derive(1, DCID);

    assertThat(secrets.client())
        .isEqualTo(Hex.bytes("c00cf151ca5be075ed0ebfb5c80323c42d6b7db67881289af4008f1f6c357aea"));
    assertThat(secrets.server())
        .isEqualTo(Hex.bytes("3c199828fd139efd216c155ad844cc81fb82fa8d7446fa7d78be803acdda951b"));
    assertKeys(
        secrets.client(),
        "quic ",
        "1f369613dd76d5467730efcbe3b1a22d",
        "fa044b2f42a3fd3b46fb255c",
        "9f50449e04a0e810283a1e9933adedd2");
    assertKeys(
        secrets.server(),
        "quic ",
        "cf3a5331653c364c88f0f379b6067e37",
        "0ac1493ca1905853b0bba03e",
        "c206b8d9b9f0f37644430b490eeaa314");
  }

  /** RFC 9369 appendix A.1. */
  @Test
  void version2() {
    InitialSecrets secrets = InitialSecrets.derive(0x6b3343cf, DCID);

    assertThat(secrets.client())
        .isEqualTo(Hex.bytes("14ec9d6eb9fd7af83bf5a668bc17a7e283766aade7ecd0891f70f9ff7f4bf47b"));
    assertThat(secrets.server())
        .isEqualTo(Hex.bytes("0263db1782731bf4588e7e4d93b7463907cb8cd8200b5da55a8bd488eafc37c1"));
    assertKeys(
        secrets.client(),
        "quicv2 ",
        "8b1a0bc121284290a29e0971b5cd045d",
        "91f73e2351d8fa91660e909f",
        "45b95e15235d6f45a6b19cbcb0294ba9");
    assertKeys(
        secrets.server(),
        "quicv2 ",
        "82db637861d55e1d011f19ea71d5d2a7",
        "dd13c276499c0249d3310652",
        "edf6d05c83121201b436e16877593c3a");
  }

  @Test
  void otherVersionsHaveNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> InitialSecrets.derive(2, DCID));
  }

  @Test
  void anEmptyConnectionIdHasSecretsToo() {
    assertThat(InitialSecrets.derive(1, ConnectionId.EMPTY).client()).hasSize(32);
  }

  private static void assertKeys(
      byte[] secret, String prefix, String key, String iv, String headerKey) {
    assertThat(Hkdf.expandLabel("SHA256", secret, prefix + "key", 16)).isEqualTo(Hex.bytes(key));
    assertThat(Hkdf.expandLabel("SHA256", secret, prefix + "iv", 12)).isEqualTo(Hex.bytes(iv));
    assertThat(Hkdf.expandLabel("SHA256", secret, prefix + "hp", 16))
        .isEqualTo(Hex.bytes(headerKey));
  }
}
