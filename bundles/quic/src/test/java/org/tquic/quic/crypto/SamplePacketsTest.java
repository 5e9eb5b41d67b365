package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.wire.ConnectionId;

/** The sample packets of RFC 9001 appendix A and RFC 9369 appendix A. */
class SamplePacketsTest {
  private static final ConnectionId DCID = ConnectionId.of(Hex.bytes("8394c8f03e515708"));

  private static final String CLIENT_FRAMES =
      """
      060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e868
      04fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578
      616d706c652e636f6dff01000100000a00080006001d00170018001000070005
      04616c706e000500050100000000003300260024001d00209370b2c9caa47fba
      baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b000302030400
      0d0010000e0403050306030203080408050806002d00020101001c0002400100
      3900320408ffffffffffffffff05048000ffff07048000ffff08011001048000
      75300901100f088394c8f03e51570806048000ffff
      """;

  private static final String SERVER_FRAMES =
      """
      02000000000600405a020000560303eefce7f7b37ba1d1632e96677825ddf739
      88cfc79825df566dc5430b9a045a1200130100002e00330024001d00209d3c94
      0d89690b84d08a60993c144eca684d1081287c834d5311bcf32bb9da1a002b00
      020304
      """;

  enum Sample {
    V1(
        1,
        "c300000001088394c8f03e5157080000449e00000002",
        "c1000000010008f067a5502a4262b50040750001",
        """
        cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a
        5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3
        dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84
        022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc4
        2158407dd074ee
        """,
        "4cfe4189655e5cd55c41f69080575d7999c25a5bfb",
        "e0459b3474bdd0e46d417eb0"),
    V2(
        0x6b3343cf,
        "d36b3343cf088394c8f03e5157080000449e00000002",
        "d16b3343cf0008f067a5502a4262b50040750001",
        """
        dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698
        baeea26b91eb761d9b89237bbf87263017915358230035f7fd3945d88965cf17
        f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2
        c984c707f0a0812d8cd5a6881eaf21ceda98f4bd23f6fe1a3e2c43edd9ce7ca8
        4bed8521e2e140
        """,
        "5558b1c60ae7b6b932bc27d786f4bc2bb20f2162ba",
        "a6b5bc6ab7dafce328ff4a29");

    final int version;
    final byte[] clientHeader;
    final byte[] serverHeader;
    final byte[] serverPacket;
    final byte[] chaChaPacket;
    final byte[] chaChaNonce;

    Sample(
        int version,
        String clientHeader,
        String serverHeader,
        String serverPacket,
        String chaChaPacket,
        String chaChaNonce) {
      this.version = version;
      this.clientHeader = Hex.bytes(clientHeader);
      this.serverHeader = Hex.bytes(serverHeader);
      this.serverPacket = Hex.bytes(serverPacket);
      this.chaChaPacket = Hex.bytes(chaChaPacket);
      this.chaChaNonce = Hex.bytes(chaChaNonce);
    }

    byte[] clientPacket() throws IOException {
      return Hex.resource("client-initial-" + name().toLowerCase(java.util.Locale.ROOT) + ".hex");
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientInitial(Sample sample) throws IOException {
    byte[] secret = InitialSecrets.derive(sample.version, DCID).client();
    byte[] payload = Arrays.copyOf(Hex.bytes(CLIENT_FRAMES), 1162);
    assertSample(
        new PacketProtection(sample.version, InitialSecrets.SUITE, secret),
        new PacketProtection(sample.version, InitialSecrets.SUITE, secret),
        sample.clientHeader,
        4,
        payload,
        2,
        sample.clientPacket());
  }

  @ParameterizedTest
  @EnumSource
  void serverInitial(Sample sample) {
    byte[] secret = InitialSecrets.derive(sample.version, DCID).server();
    assertSample(
        new PacketProtection(sample.version, InitialSecrets.SUITE, secret),
        new PacketProtection(sample.version, InitialSecrets.SUITE, secret),
        sample.serverHeader,
        2,
        Hex.bytes(SERVER_FRAMES),
        1,
        sample.serverPacket);
  }

  @ParameterizedTest
  @EnumSource
  void chaCha20ShortHeader(Sample sample) {
    byte[] secret = Hex.bytes("9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b");
    CipherSuite suite = CipherSuite.CHACHA20_POLY1305_SHA256;
    assertSample(
        new PacketProtection(sample.version, suite, secret),
        new PacketProtection(sample.version, suite, secret),
        Hex.bytes("4200bff4"),
        3,
        new byte[] {1},
        654360564L,
        sample.chaChaPacket);

    String label = sample == Sample.V1 ? "quic " : "quicv2 ";
    byte[] iv = Hkdf.expandLabel("SHA256", secret, label + "iv", 12);
    assertThat(new PacketAead(suite, new byte[32], iv).nonce(0, 654360564L))
        .isEqualTo(sample.chaChaNonce);
  }

  private static void assertSample(
      PacketProtection sealing,
      PacketProtection opening,
      byte[] header,
      int numberLength,
      byte[] payload,
      long packetNumber,
      byte[] expected) {
    byte[] clear = Arrays.copyOf(header, header.length + payload.length);
    System.arraycopy(payload, 0, clear, header.length, payload.length);
    int numberOffset = header.length - numberLength;

    byte[] packet = Arrays.copyOf(clear, clear.length + PacketProtection.TAG_LENGTH);
    sealing.seal(packet, 0, numberOffset, numberLength, clear.length, 0, packetNumber);
    assertThat(packet).isEqualTo(expected);

    assertThat(opening.unprotectHeader(packet, 0, numberOffset, packet.length))
        .isEqualTo(numberLength);
    assertThat(opening.open(packet, 0, numberOffset, numberLength, packet.length, 0, packetNumber))
        .isEqualTo(payload.length);
    assertThat(Arrays.copyOf(packet, clear.length)).isEqualTo(clear);
  }
}
