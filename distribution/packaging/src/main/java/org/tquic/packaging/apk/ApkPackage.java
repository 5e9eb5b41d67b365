package org.tquic.packaging.apk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tquic.packaging.PackageDescription;
import org.tquic.packaging.archive.Digests;
import org.tquic.packaging.archive.TarWriter;

/** A package of apk 3, which OpenWrt uses from 25.12: see apk-v3(5) and apk-package(5). */
public final class ApkPackage {
  /** A package has this in place of a digest, which apk calls its unique id. */
  private static final int UNIQUE_ID = 20;

  private static final short SYMBOLIC_LINK = (short) 0xa000;

  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b));

  private final PackageDescription about;
  private final Path root;
  private final Instant time;
  private final AdbWriter adb = new AdbWriter();
  private long installedSize;

  /**
   * What an index says of a package.
   *
   * @param installedSize bytes of its regular files
   * @param fileSize bytes of the package
   * @param digest SHA-256 of its database, by which apk recognises it
   */
  public record Built(PackageDescription about, long installedSize, long fileSize, byte[] digest) {}

  private ApkPackage(PackageDescription about, Path root, Instant time) {
    this.about = about;
    this.root = root;
    this.time = time;
  }

  /**
   * Writes a package.
   *
   * @param root folder that stands for the router's root
   */
  public static Built write(
      PackageDescription about, Path root, Instant time, Optional<ApkKey> key, Path file)
      throws IOException {
    return new ApkPackage(about, root, time).write(key, file);
  }

  private Built write(Optional<ApkKey> key, Path file) throws IOException {
    List<Path> folders = folders();
    List<List<Path>> files = new ArrayList<>();
    List<Integer> paths = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> inside = filesOf(folder);
      files.add(inside);
      List<Integer> written = new ArrayList<>();
      for (Path one : inside) {
        written.add(file(one));
      }
      paths.add(
          adb.object(
              adb.string(root.relativize(folder).toString()), owner(folder), adb.array(written)));
    }
    int identity = adb.placeholder(UNIQUE_ID);
    byte[] database =
        adb.finish(
            adb.object(
                ApkInfo.write(adb, about, identity, installedSize, 0),
                adb.array(paths),
                scripts()));
    AdbWriter.replace(database, identity, Digests.sha256(database));
    try (AdbFile out = new AdbFile(file, AdbFile.PACKAGE, database, key)) {
      for (int i = 0; i < folders.size(); i++) {
        for (int j = 0; j < files.get(i).size(); j++) {
          Path one = files.get(i).get(j);
          if (!Files.isSymbolicLink(one) && Files.size(one) > 0) {
            out.data(i + 1, j + 1, one);
          }
        }
      }
    }
    return new Built(about, installedSize, Files.size(file), Digests.sha256(database));
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(path -> root.relativize(path).toString(), BY_BYTES))
          .toList();
    }
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(path -> path.getFileName().toString(), BY_BYTES))
          .toList();
    }
  }

  private int file(Path file) throws IOException {
    boolean link = Files.isSymbolicLink(file);
    long size = link ? 0 : Files.size(file);
    installedSize += size;
    return adb.object(
        adb.string(file.getFileName().toString()),
        owner(file),
        adb.number(size),
        adb.number(time.getEpochSecond()),
        link ? AdbWriter.NULL : adb.blob(Digests.sha256(file)),
        link ? target(file) : AdbWriter.NULL);
  }

  /** Kind of the special file, then what it points to. */
  private int target(Path link) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    target.write(SYMBOLIC_LINK & 0xff);
    target.write(SYMBOLIC_LINK >> 8 & 0xff);
    target.writeBytes(bytes(Files.readSymbolicLink(link).toString()));
    return adb.blob(target.toByteArray());
  }

  private int owner(Path file) throws IOException {
    int mode = Files.isSymbolicLink(file) ? 0777 : TarWriter.mode(file);
    return adb.object(adb.number(mode), adb.string("root"), adb.string("root"));
  }

  private int scripts() {
    Map<String, String> scripts = about.scripts();
    return adb.object(
        AdbWriter.NULL,
        script(scripts.get("preinst")),
        script(scripts.get("postinst")),
        script(scripts.get("prerm")),
        script(scripts.get("postrm")),
        AdbWriter.NULL,
        script(upgraded(scripts.get("postinst"))));
  }

  /**
   * opkg tells scripts by a variable that this is an upgrade; apk has scripts of their own for it.
   */
  private static String upgraded(String text) {
    return text == null ? null : text.replaceFirst("\n", "\nexport PKG_UPGRADE=1\n");
  }

  private int script(String text) {
    return text == null ? AdbWriter.NULL : adb.string(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
