package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.packaging.BuildrootSource;
import org.tquic.packaging.FileTrees;
import org.tquic.packaging.PackageDescription;
import org.tquic.packaging.Target;

/** The feed's Makefiles under GNU make, with a stand-in for OpenWrt's build system. */
class FeedTest {
  private static final Path SOURCES = Path.of("../../openwrt").toAbsolutePath().normalize();
  private static final Path BUILDROOT = Path.of("src/test/resources/buildroot").toAbsolutePath();
  private static final Target TARGET = Target.of("aarch64_cortex-a53");

  @TempDir Path folder;
  private Path root;
  private Path archive;
  private PackageDescription about;

  /** A package with all scripts, and of the program what is peculiar in it: a link, a loader. */
  @BeforeEach
  void pack() throws IOException {
    root = folder.resolve("root");
    FileTrees.copy(SOURCES.resolve("files"), root);
    Path home = root.resolve("usr/lib/tquic");
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/tquic"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        home.resolve("bin/tquic"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(home.resolve("jre/lib"));
    Files.writeString(home.resolve("jre/lib/libc.so.6"), "library");
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("usr/bin/tquic"), Path.of("../lib/tquic/bin/tquic"));
    about =
        PackageDescription.read(
            SOURCES.resolve("packages/tquic"), version() + "-r3", TARGET.architecture());
    archive =
        BuildrootSource.write(
            TARGET, about, root, Instant.parse("2026-01-01T00:00:00Z"), folder.resolve("archives"));
  }

  /** The project's. */
  private static String version() throws IOException {
    return Files.readString(SOURCES.resolve("../pom.xml")).split("<version>|</version>", 3)[1];
  }

  /** Runs `make install` of a package; its exit status. */
  private int make(String name) throws Exception {
    List<String> command =
        List.of(
            "make",
            "-C",
            SOURCES.resolve(name).toString(),
            "install",
            "TOPDIR=" + BUILDROOT,
            "OUT=" + folder.resolve("out"),
            "ARCH=aarch64",
            "TQUIC_ARCHIVES=" + folder.resolve("archives"));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("make.log").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      assumeTrue(false, "make is not installed");
      throw e;
    }
  }

  private void made(String name) throws Exception {
    int status = make(name);
    assertThat(status).as(Files.readString(folder.resolve("make.log"))).isZero();
  }

  private String control(String name) throws IOException {
    return Files.readString(folder.resolve("out/control").resolve(name)).strip();
  }

  /** Names of all files with rights and contents. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        String what = "folder";
        if (Files.isSymbolicLink(file)) {
          what = "to " + Files.readSymbolicLink(file);
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          what =
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                  + " "
                  + Files.readString(file);
        }
        found.put(folder.relativize(file).toString(), what);
      }
    }
    return found;
  }

  @Test
  void theBuildrootInstallsWhatWasPacked() throws Exception {
    made("net/tquic");
    assertThat(files(folder.resolve("out/data"))).isEqualTo(files(root));
  }

  @Test
  void anArchiveThatChangedIsRefused() throws Exception {
    byte[] content = Files.readAllBytes(archive);
    content[content.length / 2]++;
    Files.write(archive, content);
    assertThat(make("net/tquic")).isNotZero();
    assertThat(folder.resolve("out/data")).isEmptyDirectory();
  }

  @Test
  void withoutArchivesThePackageCanBeListedAndNotBuilt() throws Exception {
    FileTrees.delete(folder.resolve("archives"));
    assertThat(make("net/tquic")).isNotZero();
    assertThat(control("title")).isEqualTo(about.summary());
  }

  @Test
  void itSaysTheSameAsTheDescriptionOfOurOwnPackages() throws Exception {
    made("net/tquic");
    assertThat(control("version")).isEqualTo(version());
    assertThat(control("title")).isEqualTo(about.summary());
    assertThat(control("conffiles").lines()).isEqualTo(about.conffiles());
    assertThat(depends(word -> word.startsWith("+") && !word.contains(":")))
        .containsExactlyInAnyOrderElementsOf(about.depends());
    assertThat(depends(word -> word.startsWith("+TQUIC_USB:")))
        .containsExactlyInAnyOrderElementsOf(about.recommends());
    assertThat(control("config")).contains("config TQUIC_USB");
  }

  /** Dependencies of a kind, without what says so: {@code +name}, {@code +CONDITION:name}. */
  private List<String> depends(Predicate<String> kind) throws IOException {
    return Arrays.stream(control("depends").split("\\s+"))
        .filter(kind)
        .map(word -> word.replaceFirst("^\\+(\\w+:)?", ""))
        .toList();
  }

  @Test
  void librariesOfItsOwnAreNotLookedForElsewhere() throws Exception {
    made("net/tquic");
    assertThat(control("provides").lines())
        .contains("libc.so.6", "ld-linux-aarch64.so.1", "ld-linux-x86-64.so.2");
  }

  @Test
  void removalDoesWhatOurOwnPackagesDo() throws Exception {
    made("net/tquic");
    for (String script : List.of("prerm", "postrm")) {
      assertThat(control(script)).contains("${IPKG_INSTROOT}", "${PKG_UPGRADE}");
      ScriptStyleTest.assertReadable(List.of(folder.resolve("out/control").resolve(script)));
    }
    assertThat(about.scripts().get("prerm")).contains("remove.sh", "rm -rf /etc/tquic");
    assertThat(control("prerm")).contains("remove.sh", "rm -rf /etc/tquic");
    assertThat(control("postrm")).contains("rm -f /etc/config/tquic");
  }

  @Test
  void thePagesAreAPackageToo() throws Exception {
    made("luci/luci-app-tquic");
    PackageDescription pages =
        PackageDescription.read(SOURCES.resolve("packages/luci-app-tquic"), "1", "all");
    assertThat(control("name")).isEqualTo(pages.name());
    assertThat(depends(word -> true)).containsExactlyInAnyOrderElementsOf(pages.depends());
    assertThat(files(folder.resolve("out/data")))
        .containsKeys(
            "usr/share/luci/menu.d/luci-app-tquic.json",
            "www/luci-static/resources/view/tquic/status.js");
  }
}
