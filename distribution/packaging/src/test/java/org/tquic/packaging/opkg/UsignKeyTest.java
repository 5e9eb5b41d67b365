package org.tquic.packaging.opkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsignKeyTest {
  @TempDir private Path folder;

  private Path file(byte[] seed, int rounds) throws IOException {
    byte[] key =
        ByteBuffer.allocate(104)
            .put("EdBK".getBytes(StandardCharsets.US_ASCII))
            .putInt(rounds)
            .position(32)
            .put("number 1".getBytes(StandardCharsets.US_ASCII))
            .put(seed)
            .array();
    return Files.writeString(
        folder.resolve("key"),
        "untrusted comment: a key\n" + Base64.getEncoder().encodeToString(key) + "\n");
  }

  @Test
  void signsAsEd25519AndNamesTheKey() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    byte[] content = "Package: tquic\n".getBytes(StandardCharsets.UTF_8);

    String text = UsignKey.read(file(seed, 0)).signature(content);

    assertThat(text).startsWith("untrusted comment: ").endsWith("\n");
    byte[] all = Base64.getDecoder().decode(text.lines().toList().get(1));
    assertThat(new String(all, 0, 10, StandardCharsets.US_ASCII)).isEqualTo("Ednumber 1");
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(pair.getPublic());
    verifier.update(content);
    assertThat(verifier.verify(Arrays.copyOfRange(all, 10, all.length))).isTrue();
  }

  @Test
  void aKeyWithPassphraseIsRefused() throws IOException {
    Path file = file(new byte[32], 42);
    assertThatThrownBy(() -> UsignKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("passphrase");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("other"), "untrusted comment: a key\nRWQ=\n");
    assertThatThrownBy(() -> UsignKey.read(file)).hasMessageContaining("no secret key");
  }
}
