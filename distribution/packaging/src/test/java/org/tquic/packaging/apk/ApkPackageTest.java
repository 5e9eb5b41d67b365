package org.tquic.packaging.apk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.packaging.PackageDescription;

class ApkPackageTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final PackageDescription ABOUT =
      new PackageDescription(
          "tquic",
          "0.1.0-r1",
          "x86_64",
          "net",
          "a package",
          "",
          "Apache-2.0",
          "somebody",
          "",
          List.of("kmod-tun"),
          List.of(),
          List.of(),
          List.of(),
          Map.of("postinst", "#!/bin/sh\nexit 0\n"));

  @TempDir private Path folder;
  private Path root;

  private record Block(int type, byte[] payload) {}

  @BeforeEach
  void fill() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.writeString(root.resolve("usr/bin/tquic"), "program");
    Files.writeString(root.resolve("usr/bin/empty"), "");
    Files.createSymbolicLink(root.resolve("usr/bin/link"), Path.of("tquic"));
  }

  private static List<Block> blocks(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      assertThat(new String(in.readNBytes(4), StandardCharsets.US_ASCII)).isEqualTo("ADBd");
      content = new InflaterInputStream(in, new Inflater(true)).readAllBytes();
    }
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt()).isEqualTo(0x2e424441);
    assertThat(in.getInt()).isEqualTo(AdbFile.PACKAGE);
    List<Block> blocks = new ArrayList<>();
    while (in.hasRemaining()) {
      int header = in.getInt();
      byte[] payload = new byte[(header & 0x3fff_ffff) - 4];
      in.get(payload);
      in.position((in.position() + 7) / 8 * 8);
      blocks.add(new Block(header >>> 30, payload));
    }
    return blocks;
  }

  @Test
  void onlyFilesWithContentHaveData() throws IOException {
    Path file = folder.resolve("one.apk");
    ApkPackage.write(ABOUT, root, TIME, Optional.empty(), file);

    List<Block> blocks = blocks(file);

    assertThat(blocks).extracting(Block::type).containsExactly(0, 2);
    ByteBuffer data = ByteBuffer.wrap(blocks.get(1).payload()).order(ByteOrder.LITTLE_ENDIAN);
    // Folders: the root, usr, usr/bin; files: empty, link, tquic.
    assertThat(data.getInt()).isEqualTo(3);
    assertThat(data.getInt()).isEqualTo(3);
    assertThat(StandardCharsets.UTF_8.decode(data).toString()).isEqualTo("program");
  }

  @Test
  void theSameInputGivesTheSamePackage() throws IOException {
    Path one = folder.resolve("one.apk");
    Path two = folder.resolve("two.apk");
    ApkPackage.write(ABOUT, root, TIME, Optional.empty(), one);
    Files.setLastModifiedTime(root.resolve("usr/bin/tquic"), FileTime.fromMillis(0));
    ApkPackage.write(ABOUT, root, TIME, Optional.empty(), two);
    assertThat(two).hasSameBinaryContentAs(one);
  }

  @Test
  void theSignatureCoversSchemaKeyAndDatabase() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Path secret = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    Path open = pem("PUBLIC KEY", pair.getPublic().getEncoded());
    Path file = folder.resolve("signed.apk");

    ApkPackage.write(ABOUT, root, TIME, Optional.of(ApkKey.read(secret, open)), file);

    List<Block> blocks = blocks(file);
    assertThat(blocks).extracting(Block::type).containsExactly(0, 1, 2);
    byte[] block = blocks.get(1).payload();
    Signature verifier = Signature.getInstance("SHA512withECDSA");
    verifier.initVerify(pair.getPublic());
    verifier.update("pckg".getBytes(StandardCharsets.US_ASCII));
    verifier.update(block, 0, 18);
    verifier.update(MessageDigest.getInstance("SHA-512").digest(blocks.get(0).payload()));
    assertThat(verifier.verify(Arrays.copyOfRange(block, 18, block.length))).isTrue();
  }

  private Path pem(String type, byte[] encoded) throws IOException {
    return Files.writeString(
        folder.resolve(type),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(type, Base64.getMimeEncoder().encodeToString(encoded), type));
  }
}
