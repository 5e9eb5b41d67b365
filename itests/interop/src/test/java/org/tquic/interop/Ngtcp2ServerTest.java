package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.wire.QuicVersion;

/** Our client asks ngtcp2's server, over HTTP/3. */
class Ngtcp2ServerTest {
  private static final String FILE = "content.bin";
  private static final String LINK = "rate=20mbit delay=5ms queue=200kb";

  @TempDir private Path folder;
  private final InetSocketAddress address = Loopback.freePort();

  @BeforeAll
  static void installed() {
    Ngtcp2.assumeInstalled();
  }

  @Test
  void tenMegabytesDown() throws IOException {
    try (Program _ = server(content(10_000_000), "-q");
        TquicSide ours = connected(new Setup())) {
      checkDownload(ours, content(10_000_000));
      ours.closeConnection(Http3.NO_ERROR);
    }
  }

  @Test
  void tenMegabytesUp() throws IOException {
    try (Program _ = server(content(1), "-q");
        TquicSide ours = connected(new Setup())) {
      byte[] answer = Waiting.get(ours.echoed(Http3.post("/" + FILE, content(10_000_000))));
      assertThat(Http3.isOk(answer)).isTrue();
      assertThat(Http3.content(answer)).isEqualTo(content(1));
    }
  }

  @Test
  void weProveOurAddressAfterARetry() throws IOException {
    try (Program server = server(content(100_000), "--validate-addr");
        TquicSide ours = connected(new Setup())) {
      checkDownload(ours, content(100_000));
      assertThat(server.printed()).contains("Sending Retry packet");
    }
  }

  @Test
  void weUnderstandItsVersionNegotiation() throws IOException {
    try (Program _ = server(content(1));
        TquicSide _ = connected(new Setup())) {
      VersionNegotiationTest.checkAnswer(address);
    }
  }

  /** It knows a draft of version 2 only, and says nothing that RFC 9368 has a parameter for. */
  @Test
  void weBeginAgainWithVersion1() throws IOException {
    Setup setup = new Setup();
    setup.ourVersions =
        new VersionPreferences(QuicVersion.V2, List.of(QuicVersion.V2, QuicVersion.V1));
    try (Program _ = server(content(100_000));
        TquicSide ours = connected(setup)) {
      assertThat(ours.call(ours.connection()::version)).isEqualTo(QuicVersion.V1);
      checkDownload(ours, content(100_000));
    }
  }

  @Test
  void helloRetryRequestLeadsToTheGroupInCommon() throws IOException {
    Setup setup = new Setup();
    setup.ourGroups = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
    try (Program _ = server(content(100_000), "--groups=-GROUP-ALL:+GROUP-SECP256R1");
        TquicSide ours = connected(setup)) {
      checkDownload(ours, content(100_000));
    }
  }

  @ParameterizedTest
  @EnumSource
  void suites(CipherSuite suite) throws IOException {
    Setup setup = new Setup();
    setup.ourSuites = List.of(suite);
    try (Program _ = server(content(100_000));
        TquicSide ours = connected(setup)) {
      checkDownload(ours, content(100_000));
    }
  }

  @Test
  void weUpdateKeysInMidTransfer() throws IOException {
    try (Program server = server(content(3_000_000));
        TquicSide ours = connected(new Setup())) {
      CompletableFuture<byte[]> answer = startedDownload(ours);
      assertThat(ours.call(ours.connection()::updateKeys)).isTrue();
      checkContent(answer, content(3_000_000));
      assertThat(server.printed()).contains("type=1RTT k=1");
    }
  }

  /** It also asks our old address; what answers it from there must not look like a move back. */
  @Test
  void theServerFollowsUsToAnotherAddress() throws IOException {
    try (Program server = server(content(3_000_000));
        TquicSide ours = connected(new Setup())) {
      CompletableFuture<byte[]> answer = startedDownload(ours);
      NetworkPath next = new NetworkPath(ours.driver.bind(Loopback.CLIENT_TOO), address, 0);
      Connection connection = ours.connection();
      assertThat(ours.call(() -> connection.migrate(0, next, System.nanoTime()))).isTrue();
      Waiting.takeUntil(ours.pathChanges, PathChange.MIGRATED);
      Waiting.takeUntil(ours.pathChanges, PathChange.VALIDATED);
      checkContent(answer, content(3_000_000));
      assertThat(server.printed()).containsOnlyOnce("non-probing packet was received from new");
    }
  }

  @Test
  void theServerFollowsUsBehindANatThatForgets() throws IOException {
    try (Program _ = server(content(3_000_000));
        TquicSide ours = connected(new Setup())) {
      CompletableFuture<byte[]> answer = startedDownload(ours);
      ours.driver.rebind(ours.local, false);
      checkContent(answer, content(3_000_000));
    }
  }

  @Test
  void datagramsAreLostBothWays() throws IOException {
    try (Program _ = server(content(2_000_000), "-q", "--tx-loss=0.03", "--rx-loss=0.03");
        TquicSide ours = connected(new Setup())) {
      checkDownload(ours, content(2_000_000));
    }
  }

  private static byte[] content(int bytes) {
    return BasicsTest.payload(bytes, 17);
  }

  private Program server(byte[] content, String... options) throws IOException {
    Files.write(folder.resolve(FILE), content);
    return Ngtcp2.server(address, folder, options);
  }

  private TquicSide connected(Setup setup) {
    setup.ourProtocol = Http3.PROTOCOL;
    setup.ourOpening = Http3.CONTROL_STREAM;
    TquicSide ours = new TquicSide(setup);
    ours.connect(address);
    try {
      Waiting.get(ours.confirmed);
    } catch (AssertionError e) {
      ours.close();
      throw e;
    }
    return ours;
  }

  /** Far from its end, as the link takes a second for it. */
  private static CompletableFuture<byte[]> startedDownload(TquicSide ours) {
    for (InetAddress client : List.of(Loopback.CLIENT, Loopback.CLIENT_TOO)) {
      ours.driver.attach(client, new EmulatedLink("wan", LINK));
    }
    CompletableFuture<Void> some = ours.received(300_000);
    CompletableFuture<byte[]> answer = ours.echoed(Http3.get("/" + FILE));
    Waiting.get(some);
    return answer;
  }

  private static void checkDownload(TquicSide ours, byte[] content) {
    checkContent(ours.echoed(Http3.get("/" + FILE)), content);
  }

  private static void checkContent(CompletableFuture<byte[]> answer, byte[] content) {
    byte[] message = Waiting.get(answer, Waiting.TRANSFER_SECONDS);
    assertThat(Http3.isOk(message)).isTrue();
    assertThat(Arrays.mismatch(Http3.content(message), content)).isEqualTo(-1);
  }
}
