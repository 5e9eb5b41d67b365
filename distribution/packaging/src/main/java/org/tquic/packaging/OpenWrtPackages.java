package org.tquic.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tquic.packaging.apk.ApkIndex;
import org.tquic.packaging.apk.ApkKey;
import org.tquic.packaging.apk.ApkPackage;
import org.tquic.packaging.archive.Gzip;
import org.tquic.packaging.opkg.IpkPackage;
import org.tquic.packaging.opkg.PackagesIndex;
import org.tquic.packaging.opkg.UsignKey;
import org.tquic.packaging.runtime.DebianPool;
import org.tquic.packaging.runtime.TargetRuntime;

/** The router's packages for both of OpenWrt's package managers, from one description each. */
public final class OpenWrtPackages {
  private static final String STATE = "/etc/tquic";

  private final Path sources;
  private final Program program;
  private final DebianPool pool;
  private final Path work;
  private final Instant time;

  /** Keys that sign indexes, where there are any. */
  public record Keys(Optional<UsignKey> opkg, Optional<ApkKey> apk) {
    /** Nothing is signed. */
    public static final Keys NONE = new Keys(Optional.empty(), Optional.empty());
  }

  /**
   * Takes what goes into the packages.
   *
   * @param sources the folder {@code openwrt/}
   * @param image the distribution's folder
   * @param natives folder of Netty's jars with natives of all targets
   * @param work folder of this program's own; runtimes are kept there
   * @param time the time that all files bear
   */
  public OpenWrtPackages(
      Path sources, Path image, Path natives, DebianPool pool, Path work, Instant time) {
    this.sources = sources;
    this.program = new Program(image, natives);
    this.pool = pool;
    this.work = work;
    this.time = time;
  }

  /**
   * Builds the packages of a target and their indexes, into {@code opkg/ARCH} and {@code apk/ARCH}
   * of a folder, and into {@code source} the archive that OpenWrt's buildroot makes its own of.
   *
   * @return the packages
   */
  public List<Path> build(Target target, String version, Keys keys, Path out)
      throws IOException, InterruptedException {
    Path opkg = emptied(out.resolve("opkg").resolve(target.architecture()));
    Path apk = emptied(out.resolve("apk").resolve(target.architecture()));
    Map<Path, String> controls = new TreeMap<>();
    List<ApkPackage.Built> built = new ArrayList<>();
    List<Path> packages = new ArrayList<>();
    for (Path folder : descriptions()) {
      PackageDescription about = PackageDescription.read(folder, version, target.architecture());
      Path root = stage(target, folder.getFileName().toString());
      if (isEmpty(root)) {
        continue;
      }
      Path ipk =
          opkg.resolve(about.name() + "_" + about.version() + "_" + about.architecture() + ".ipk");
      controls.put(ipk, IpkPackage.write(about, root, time, Gzip.BEST, ipk));
      packages.add(ipk);
      if (about.name().equals("tquic")) {
        BuildrootSource.write(target, about, root, time, out.resolve("source"));
      }
      addApkLists(about, root);
      Path file = apk.resolve(about.name() + "-" + about.version() + ".apk");
      built.add(ApkPackage.write(about, root, time, keys.apk(), file));
      packages.add(file);
    }
    PackagesIndex.write(opkg, controls, keys.opkg());
    ApkIndex.write(built, keys.apk(), apk.resolve("packages.adb"));
    return packages;
  }

  /**
   * Builds the {@code .ipk} of the program alone.
   *
   * @param level of its compression, 1 to 9
   * @return the package
   */
  public Path buildIpk(Target target, String version, int level, Path out)
      throws IOException, InterruptedException {
    PackageDescription about =
        PackageDescription.read(sources.resolve("packages/tquic"), version, target.architecture());
    Files.createDirectories(out);
    Path ipk = out.resolve("tquic_" + version + "_" + target.architecture() + ".ipk");
    IpkPackage.write(about, stage(target, "tquic"), time, level, ipk);
    return ipk;
  }

  private List<Path> descriptions() throws IOException {
    try (Stream<Path> folders = Files.list(sources.resolve("packages"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("package.properties")))
          .sorted()
          .toList();
    }
  }

  /** Puts a package's files below a folder that stands for the router's root. */
  private Path stage(Target target, String name) throws IOException, InterruptedException {
    Path root = work.resolve("root-" + target.architecture()).resolve(name);
    FileTrees.delete(root);
    Files.createDirectories(root);
    if (name.equals("tquic")) {
      program.stage(target, TargetRuntime.linked(target, pool, work), root);
      addCommand(root);
      addFiles(sources.resolve("files"), root);
      // A pairing code may stand there.
      Files.setPosixFilePermissions(
          root.resolve("etc/config/tquic"), PosixFilePermissions.fromString("rw-------"));
    } else {
      addFiles(sources.resolve("luci/luci-app-tquic/root"), root);
      addFiles(sources.resolve("luci/luci-app-tquic/htdocs"), root.resolve("www"));
    }
    return root;
  }

  private static void addCommand(Path root) throws IOException {
    // /var is lost when a router restarts.
    Files.writeString(
        root.resolve(Program.HOME).resolve("conf/environment"),
        "TQUIC_STATE=${TQUIC_STATE:-" + STATE + "}\n");
    Path command = root.resolve("usr/bin/tquic");
    Files.createDirectories(command.getParent());
    Files.createSymbolicLink(command, Path.of("../lib/tquic/bin/tquic"));
  }

  /** The folders need not be there: a build without web pages has no package of them. */
  private static void addFiles(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      FileTrees.copy(from, to);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** OpenWrt's scripts read from these what a package has; opkg keeps such lists by itself. */
  private static void addApkLists(PackageDescription about, Path root) throws IOException {
    List<String> files;
    try (Stream<Path> all = Files.walk(root)) {
      files =
          all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .map(file -> "/" + root.relativize(file))
              .sorted()
              .toList();
    }
    Path lists = Files.createDirectories(root.resolve("lib/apk/packages"));
    Files.writeString(lists.resolve(about.name() + ".list"), String.join("\n", files) + "\n");
    if (!about.conffiles().isEmpty()) {
      Files.writeString(
          lists.resolve(about.name() + ".conffiles"), String.join("\n", about.conffiles()) + "\n");
    }
  }

  private static Path emptied(Path folder) throws IOException {
    FileTrees.delete(folder);
    return Files.createDirectories(folder);
  }
}
