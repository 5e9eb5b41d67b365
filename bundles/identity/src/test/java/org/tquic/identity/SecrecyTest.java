package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.identity.TestCertificates.key;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a code or a key, no log, text or error shows it. */
class SecrecyTest {
  private static final Path LOG = Path.of("target/test.log");
  private static final ServerAddress ADDRESS = ServerAddress.parse("vpn.example.org:4433");
  private static final Fingerprint SERVER = key(1);

  @TempDir Path state;
  private final List<String> said = new ArrayList<>();

  private void attempt(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      said.add(trace.toString());
      if (e instanceof IdentityException typed) {
        said.add(typed.remedy());
      }
    }
  }

  @Test
  void codesStaySecret() throws Exception {
    PairingRegistry registry = PairingRegistry.open(state);
    IssuedCode issued =
        registry.createCode(ADDRESS, SERVER, Optional.of("secrecy-a"), Duration.ofHours(1));
    PairingCode code = issued.code();
    PairingCode burnt =
        registry.createCode(ADDRESS, SERVER, Optional.of("secrecy-b"), Duration.ofHours(1)).code();
    String text = code.text();
    EnrolmentRequest request = code.request(key(2));
    said.add(issued.toString());
    said.add(request.toString());
    said.add(registry.pendingCodes().toString());
    for (int i = 0; i < 6; i++) {
      said.add(registry.enrol(burnt.id(), code.proof(key(2)), key(2), SERVER).toString());
    }
    attempt(() -> PairingCode.parse(text + "A"));
    attempt(() -> PairingCode.parse(text.substring(1)));
    attempt(() -> PairingCode.parse("tquic9:" + text.substring(7)));
    attempt(() -> EnrolmentRequest.parse(text.getBytes(StandardCharsets.UTF_8)));

    Path file = state.resolve("codes/" + code.id() + ".properties");
    String good = Files.readString(file);
    for (String bad :
        List.of(
            good.replace("secret=", "secret=!"),
            good.replace("secret=", "secret=\\u00"),
            good.replace("secret=", "expires="),
            good.replace("secret=", "wrong-proofs="),
            good.replace("secret=", "name="))) {
      Files.writeString(file, bad);
      attempt(() -> registry.enrol(code.id(), request.proof(), key(2), SERVER));
      said.add(registry.problems().toString());
      said.add(registry.pendingCodes().toString());
    }
    Files.writeString(file, good);
    said.add(registry.enrol(code.id(), request.proof(), key(2), SERVER).toString());
    said.add(registry.routers().toString());

    said.add(Files.readString(LOG));
    String everything = String.join("\n", said);
    assertThat(everything).contains("secrecy-a").contains("is void").contains("left out");
    for (PairingCode each : List.of(code, burnt)) {
      assertThat(everything)
          .doesNotContain(each.secret().revealText())
          .doesNotContain(HexFormat.of().formatHex(each.secret().reveal()))
          .doesNotContain(each.text().substring(70, 90));
    }
    assertThat(everything).doesNotContain(request.proof().text());
  }

  @Test
  void keysStaySecret() throws Exception {
    LocalIdentity identity = IdentityStore.open(state);
    said.add(identity.toString());
    Path file = state.resolve("identity.key");
    String good = Files.readString(file);
    String inside = good.lines().skip(1).findFirst().orElseThrow();
    for (String bad :
        List.of(good.replace("END", "EMD"), good.replace(inside, "*" + inside), good + inside)) {
      Files.writeString(file, bad);
      attempt(() -> IdentityStore.open(state));
    }
    Files.writeString(file, good);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    attempt(() -> IdentityStore.open(state));
    said.add(Files.readString(LOG));
    assertThat(String.join("\n", said))
        .contains(identity.fingerprint().text())
        .contains("chmod 600")
        .doesNotContain(inside.substring(30, 60));
  }
}
