package org.tquic.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.tquic.lab.HostTools;
import org.tquic.lab.Lab;
import org.tquic.packaging.FileTrees;
import org.tquic.packaging.runtime.DebianPool;

/**
 * The root file system of a router with nothing but what the base of OpenWrt has, BusyBox and musl:
 * no glibc, no Java, no bash. In the place of OpenWrt's package {@code nftables} is the machine's
 * nft, with libraries that nothing else finds.
 */
final class RouterRoot {
  private static final String APPLETS =
      "[ awk basename cat chmod cp cut dirname env find grep gunzip gzip head id kill ln ls mkdir mv"
          + " readlink rm rmdir sed sh sha256sum sleep sort stty tail tar touch tr uname wc";

  private static final Set<String> FOLDERS =
      Set.of(
          "bin",
          "dev",
          "etc",
          "lib",
          "opt/nftables",
          "proc",
          "sys",
          "tmp",
          "usr/lib/opkg/info",
          "usr/sbin",
          "var");

  private final Lab lab;
  private final Path root;
  private final Path image;

  private RouterRoot(Lab lab, Path root, Path image) {
    this.lab = lab;
    this.root = root;
    this.image = image;
  }

  /** Makes one in a lab's folder; the test is skipped where BusyBox and musl cannot be had. */
  static RouterRoot make(Lab lab) throws IOException, InterruptedException {
    Path debian = lab.folder().resolve("debian");
    try (InputStream list = RouterRoot.class.getResourceAsStream("router-root.txt")) {
      DebianPool.of(list, DebianPool.userCache()).unpack("amd64", debian);
    } catch (DebianPool.UnavailableException e) {
      System.out.println("Tests of packages are skipped: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
    Path root = lab.folder().resolve("router");
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.copy(debian.resolve("usr/bin/busybox"), root.resolve("bin/busybox"));
    for (String applet : APPLETS.split(" ")) {
      Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
    }
    Files.copy(
        debian.resolve("usr/lib/x86_64-linux-musl/libc.so"),
        root.resolve("lib/ld-musl-x86_64.so.1"));
    FileTrees.delete(debian);
    // Removal takes folders that it leaves empty, and that of settings never is.
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    RouterRoot made = new RouterRoot(lab, root, lab.folder().resolve("router-image"));
    made.addNft();
    made.addEntrance();
    made.addOpkg();
    return made;
  }

  private void addNft() throws IOException {
    Path nft = HostTools.find("nft").orElseThrow();
    Path folder = root.resolve("opt/nftables");
    Files.copy(nft, folder.resolve("nft"));
    for (String line : lab.run(Lab.ROUTER, "ldd", nft.toString()).lines().toList()) {
      int path = line.indexOf('/');
      if (path >= 0) {
        Path library = Path.of(line.substring(path).split(" ")[0]);
        String name = library.getFileName().toString();
        Files.copy(library, folder.resolve(name.startsWith("ld-") ? "ld.so" : name));
      }
    }
    executable(
        root.resolve("usr/sbin/nft"),
        """
        #!/bin/sh
        exec /opt/nftables/ld.so --library-path /opt/nftables /opt/nftables/nft "$@"
        """);
  }

  /**
   * A stand-in for the distribution's program that goes into the root and runs the packaged one.
   */
  private void addEntrance() throws IOException {
    Path inside = image.resolve("bin/inside");
    Files.createDirectories(inside.getParent());
    executable(
        inside,
        """
        #!/bin/sh
        set -eu
        mount -t proc proc %1$s/proc
        mount -t sysfs sysfs %1$s/sys
        mount --rbind /dev %1$s/dev
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot %1$s "$@"
        """
            .formatted(root));
    // The state is where the package has it and not where the lab says.
    executable(
        image.resolve("bin/tquic"),
        """
        #!/bin/sh
        set -eu
        command=$1
        [ "$2" = --state ]
        shift 3
        exec unshare --mount %s /usr/bin/tquic "$command" "$@"
        """
            .formatted(inside));
  }

  private void addOpkg() throws IOException {
    try (InputStream script = RouterRoot.class.getResourceAsStream("opkg-order.sh")) {
      Files.write(root.resolve("usr/sbin/opkg-order"), script.readAllBytes());
    }
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What {@link org.tquic.lab.Roles} takes for a distribution: it runs the packaged program. */
  Path image() {
    return image;
  }

  /** A file in it. */
  Path file(String name) {
    return root.resolve(name);
  }

  /** Installs a package, or upgrades to it. */
  void install(Path ipk) throws IOException {
    Path copy = root.resolve("tmp").resolve(ipk.getFileName().toString());
    Files.copy(ipk, copy);
    opkg("install", "/tmp/" + copy.getFileName());
    Files.delete(copy);
  }

  /** Removes a package. */
  void remove(String name) {
    opkg("remove", name);
  }

  private void opkg(String... arguments) {
    String[] command =
        Stream.concat(
                Stream.of(
                    "unshare",
                    "--mount",
                    image.resolve("bin/inside").toString(),
                    "/bin/sh",
                    "/usr/sbin/opkg-order"),
                Stream.of(arguments))
            .toArray(String[]::new);
    lab.run(Lab.ROUTER, command);
  }

  /** All files and folders but those that are mounted. */
  Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(file -> root.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
