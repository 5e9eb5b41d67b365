package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.api.engine.TestIdentity;

/** The server with ngtcp2's HTTP/3 client, {@code gtlsclient} of Debian's ngtcp2-client. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ForeignClientTest {
  @Parameter TestEngine engine;

  private static final Path PROGRAM = Path.of("/usr/bin/gtlsclient");

  @TempDir Path folder;

  @BeforeEach
  void findProgram() {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is absent: install ngtcp2-client");
  }

  private static final class Greeting implements MasqueServerHandler {
    @Override
    public void onRequest(HttpRequestInfo request, Responder responder) {
      if (request.path().equals("/hello")) {
        byte[] body =
            ("hello " + request.peerCertificates().getFirst().getSubjectX500Principal())
                .getBytes(StandardCharsets.UTF_8);
        responder.respond(200, Map.of("content-type", "text/plain"), body);
      } else {
        responder.problem(403, "unknown-key", "This key may enrol and nothing else.");
      }
    }

    @Override
    public void onConnectIp(ConnectIpRequest request) {
      request.reject(403, "about:blank", "no");
    }
  }

  private record Output(int status, String text) {}

  private static String pem(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  /** The key with curve and public point (RFC 5915), which GnuTLS wants and Java leaves out. */
  private static byte[] sec1(TestIdentity identity) throws IOException {
    byte[] point =
        SubjectPublicKeyInfo.getInstance(identity.certificate().getPublicKey().getEncoded())
            .getPublicKeyData()
            .getBytes();
    return new ECPrivateKey(
            256,
            ((java.security.interfaces.ECPrivateKey) identity.key()).getS(),
            new DERBitString(point),
            SECObjectIdentifiers.secp256r1)
        .getEncoded();
  }

  private Output run(TunnelFixture fixture, TestIdentity identity, String path) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM.toString());
    command.addAll(List.of("--no-quic-dump", "--exit-on-all-streams-close", "--timeout=5s"));
    if (identity != null) {
      command.add(
          "--cert=" + file("cert", pem("CERTIFICATE", identity.certificate().getEncoded())));
      command.add("--key=" + file("key", pem("EC PRIVATE KEY", sec1(identity))));
    }
    String host = fixture.address().getAddress().getHostAddress();
    String port = Integer.toString(fixture.address().getPort());
    command.addAll(List.of(host, port, "https://" + host + ":" + port + path));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Output(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aGetIsAnswered() throws Exception {
    try (TunnelFixture fixture = new TunnelFixture(engine, new Greeting())) {
      Output output = run(fixture, TunnelFixture.CLIENT, "/hello");
      assertThat(output.text()).contains(":status: 200").contains("hello CN=client");
      assertThat(output.status()).isZero();
    }
  }

  @Test
  void aRefusalIsAProblemDocument() throws Exception {
    try (TunnelFixture fixture = new TunnelFixture(engine, new Greeting())) {
      Output output = run(fixture, TunnelFixture.CLIENT, "/other");
      assertThat(output.text())
          .contains(":status: 403")
          .contains("content-type: application/problem+json")
          .as("the dump shows 16 bytes per line")
          .contains("|{\"type\":\"unknown|");
    }
  }

  @Test
  void aClientThatIsNotTrustedGetsNothing() throws Exception {
    try (TunnelFixture fixture = new TunnelFixture(engine, new Greeting())) {
      Output output = run(fixture, TestIdentity.create("stranger"), "/hello");
      assertThat(output.text()).doesNotContain(":status:");
    }
  }

  @Test
  void aClientWithoutCertificateGetsNothing() throws Exception {
    try (TunnelFixture fixture = new TunnelFixture(engine, new Greeting())) {
      Output output = run(fixture, null, "/hello");
      assertThat(output.text()).doesNotContain(":status:");
    }
  }
}
