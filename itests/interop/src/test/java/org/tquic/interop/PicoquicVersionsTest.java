package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.wire.QuicVersion;

/** Version 2 and compatible version negotiation with picoquic, RFC 9369 and RFC 9368. */
class PicoquicVersionsTest {
  private static final int V1 = QuicVersion.V1;
  private static final int V2 = QuicVersion.V2;
  private static final String FILE = "content.bin";
  private static final byte[] CONTENT = BasicsTest.payload(1_000_000, 19);
  private static final List<String> UPGRADE = List.of("-U", "6b3343cf");
  private static final List<String> VERSION_2 = List.of("-v", "6b3343cf");

  @TempDir private Path folder;

  @BeforeAll
  static void given() {
    PicoquicDemo.assumeGiven();
  }

  private static Setup setup(VersionPreferences versions) {
    Setup setup = new Setup();
    setup.ourProtocol = PicoquicDemo.PROTOCOL;
    setup.ourServerAsksForCertificate = false;
    setup.ourVersions = versions;
    return setup;
  }

  // picoquic's server.

  private void assertDownload(VersionPreferences versions, NamedGroup first, int agreed)
      throws IOException {
    InetSocketAddress server = Loopback.freePort();
    Setup setup = setup(versions);
    setup.ourGroups = List.of(first, NamedGroup.SECP256R1);
    Files.write(folder.resolve(FILE), CONTENT);
    try (Program _ = PicoquicDemo.server(server, folder, "newreno");
        TquicSide ours = new TquicSide(setup)) {
      ours.connect(server);
      Waiting.get(ours.confirmed);
      assertThat(ours.call(ours.connection()::version)).isEqualTo(agreed);
      byte[] request = ("GET /" + FILE + "\r\n").getBytes(StandardCharsets.US_ASCII);
      assertThat(Waiting.get(ours.echoed(request))).isEqualTo(CONTENT);
    }
  }

  /** Where it wants another group it chooses after its HelloRetryRequest, which is of version 1. */
  @ParameterizedTest
  @EnumSource(names = {"X25519", "X25519MLKEM768"})
  void itsServerFollowsOurPreference(NamedGroup first) throws IOException {
    assertDownload(VersionPreferences.DEFAULT, first, V2);
  }

  @ParameterizedTest
  @ValueSource(ints = {V1, V2})
  void itsServerSpeaksEitherVersionAlone(int version) throws IOException {
    assertDownload(VersionPreferences.only(version), NamedGroup.X25519, version);
  }

  // picoquic's client.

  private void assertUpload(
      VersionPreferences versions, boolean retry, List<String> options, int agreed)
      throws IOException {
    Setup setup = setup(versions);
    setup.ourAddress = Loopback.SERVER;
    setup.ourRetry = retry;
    setup.ourAnswer = request -> CONTENT;
    try (TquicSide ours = new TquicSide(setup)) {
      ours.listen();
      try (Program client = PicoquicDemo.client(ours.local, folder, FILE, options)) {
        client.succeeded();
      }
      assertThat(Files.readAllBytes(folder.resolve(FILE))).isEqualTo(CONTENT);
      assertThat(ours.call(ours.connection()::version)).isEqualTo(agreed);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsClientBeginsWithVersion2(boolean retry) throws IOException {
    assertUpload(VersionPreferences.DEFAULT, retry, VERSION_2, V2);
  }

  @Test
  void itsClientStaysWithVersion1OnOurOldServer() throws IOException {
    assertUpload(VersionPreferences.only(V1), false, UPGRADE, V1);
  }
}
