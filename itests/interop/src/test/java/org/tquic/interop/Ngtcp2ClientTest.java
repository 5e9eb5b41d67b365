package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.tls.NamedGroup;

/** ngtcp2's client asks our server, over HTTP/3. */
class Ngtcp2ClientTest {
  private static final String FILE = "content.bin";
  private static final String THANKS = "thanks";

  /** What a transfer needs to be under way for a second. */
  private static final String LINK = "rate=20mbit delay=5ms queue=200kb";

  @TempDir private Path folder;

  @BeforeAll
  static void installed() {
    Ngtcp2.assumeInstalled();
  }

  @Test
  void tenMegabytesDown() throws IOException {
    try (TquicSide ours = server(new Setup(), content(10_000_000))) {
      checkDownload(ours, content(10_000_000), "-q");
    }
  }

  @Test
  void tenMegabytesUp() throws IOException {
    CompletableFuture<byte[]> request = new CompletableFuture<>();
    try (TquicSide ours = uploadServer(request)) {
      checkUpload(ours, request, content(10_000_000), "-q");
    }
  }

  @Test
  void retryProvesTheClientsAddress() throws IOException {
    Setup setup = new Setup();
    setup.ourRetry = true;
    try (TquicSide ours = server(setup, content(100_000))) {
      assertThat(checkDownload(ours, content(100_000))).contains("type=Retry");
      assertThat(ours.counters().retries()).isPositive();
    }
  }

  /**
   * After Version Negotiation the client begins again with version 1. What it knows as version 2 is
   * a draft with another number.
   */
  @ParameterizedTest
  @CsvSource({"0x1a2a3a4a, v1", "v2draft, 'v2draft,v1'"})
  void aClientOfAnotherVersionLearnsOurs(String version, String preferred) throws IOException {
    try (TquicSide ours = server(new Setup(), content(100_000))) {
      String printed =
          checkDownload(
              ours, content(100_000), "--version=" + version, "--preferred-versions=" + preferred);
      assertThat(printed).contains("Client selected version 0x1");
      assertThat(ours.counters().versionNegotiations()).isPositive();
    }
  }

  /** Its first share is for another group than the only one we take. */
  @Test
  void helloRetryRequestLeadsToTheGroupInCommon() throws IOException {
    Setup setup = new Setup();
    setup.ourGroups = List.of(NamedGroup.SECP256R1);
    try (TquicSide ours = server(setup, content(100_000))) {
      checkDownload(ours, content(100_000), "--groups=-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-128-GCM", "AES-256-GCM", "CHACHA20-POLY1305"})
  void suites(String suite) throws IOException {
    try (TquicSide ours = server(new Setup(), content(100_000))) {
      checkDownload(ours, content(100_000), Ngtcp2.onlySuite(suite));
    }
  }

  @Test
  void theClientUpdatesKeysInMidTransfer() throws IOException {
    try (TquicSide ours = server(new Setup(), content(3_000_000))) {
      ours.driver.attach(Loopback.CLIENT, new EmulatedLink("wan", LINK));
      String printed = checkDownload(ours, content(3_000_000), "--key-update=300ms");
      assertThat(printed).contains("type=1RTT k=1");
    }
  }

  @Test
  void theClientMigratesInMidTransfer() throws IOException {
    try (TquicSide ours = server(new Setup(), content(3_000_000))) {
      ours.driver.attach(Loopback.CLIENT, new EmulatedLink("wan", LINK));
      checkDownload(ours, content(3_000_000), "--change-local-addr=300ms");
      awaitMoved(ours);
    }
  }

  /**
   * It sends: a client that only receives, and does not know that it has moved, has no reason to
   * send what would tell the server.
   */
  @Test
  void theClientIsMovedByANatInMidTransfer() throws IOException {
    byte[] content = content(3_000_000);
    CompletableFuture<byte[]> request = new CompletableFuture<>();
    try (TquicSide ours = uploadServer(request)) {
      ours.driver.attach(Loopback.CLIENT, new EmulatedLink("wan", LINK));
      checkUpload(ours, request, content, "--change-local-addr=300ms", "--nat-rebinding");
      awaitMoved(ours);
    }
  }

  /** It says once that it closes; that datagram may be among the lost. */
  @Test
  void datagramsAreLostBothWays() throws IOException {
    byte[] content = content(2_000_000);
    try (TquicSide ours = server(new Setup(), content)) {
      download(ours, content, "-q", "--tx-loss=0.03", "--rx-loss=0.03");
    }
  }

  private static byte[] content(int bytes) {
    return BasicsTest.payload(bytes, 13);
  }

  /** Answers every request with the same. */
  private static TquicSide server(Setup setup, byte[] content) {
    byte[] answer = Http3.ok(content);
    setup.ourAnswer = request -> answer;
    return server(setup);
  }

  /** Gives away the request that comes. */
  private static TquicSide uploadServer(CompletableFuture<byte[]> request) {
    Setup setup = new Setup();
    setup.ourAnswer =
        bytes -> {
          request.complete(bytes);
          return Http3.ok(THANKS.getBytes(StandardCharsets.US_ASCII));
        };
    return server(setup);
  }

  private static TquicSide server(Setup setup) {
    setup.ourProtocol = Http3.PROTOCOL;
    setup.ourServerAsksForCertificate = false;
    setup.ourAddress = Loopback.SERVER;
    setup.ourOpening = Http3.CONTROL_STREAM;
    TquicSide ours = new TquicSide(setup);
    ours.listen();
    return ours;
  }

  private String checkDownload(TquicSide ours, byte[] content, String... options)
      throws IOException {
    String printed = download(ours, content, options);
    assertThat(Waiting.get(ours.closedByPeer())).isEqualTo(new Side.Close(true, Http3.NO_ERROR));
    return printed;
  }

  private String download(TquicSide ours, byte[] content, String... options) throws IOException {
    try (Program client = Ngtcp2.client(ours.local, folder, FILE, options)) {
      String printed = client.succeeded();
      assertThat(Arrays.mismatch(Files.readAllBytes(folder.resolve(FILE)), content)).isEqualTo(-1);
      return printed;
    }
  }

  private void checkUpload(
      TquicSide ours, CompletableFuture<byte[]> request, byte[] content, String... options)
      throws IOException {
    Path upload = Files.write(folder.resolve("upload.bin"), content);
    List<String> all = new ArrayList<>(List.of("-m", "POST", "-d", upload.toString()));
    all.addAll(List.of(options));
    try (Program client = Ngtcp2.client(ours.local, folder, FILE, all.toArray(String[]::new))) {
      client.succeeded();
      assertThat(Arrays.mismatch(Http3.content(Waiting.get(request)), content)).isEqualTo(-1);
      assertThat(folder.resolve(FILE)).hasContent(THANKS);
    }
  }

  private static void awaitMoved(TquicSide ours) {
    Waiting.takeUntil(ours.pathChanges, PathChange.MIGRATED);
    Waiting.takeUntil(ours.pathChanges, PathChange.VALIDATED);
  }
}
