package org.tquic.packaging.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tquic.packaging.FileTrees;
import org.tquic.packaging.Target;

/**
 * The Java runtime of a target, linked on whatever machine builds, with the C library it needs and
 * that one's loader: so it runs where there is another C library, or none.
 */
public final class TargetRuntime {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.security.sasl",
          "java.xml",
          "jdk.unsupported");

  /** Not compressed: what compresses the package does that better over all files. */
  private static final List<String> OPTIONS =
      List.of(
          "--strip-java-debug-attributes",
          "--no-header-files",
          "--no-man-pages",
          "--dedup-legal-notices=error-if-not-same-content",
          "--compress=zip-0");

  /** Of the C library and the compiler's: what the runtime and Netty's natives are linked with. */
  private static final List<String> LIBRARIES =
      List.of(
          "libc.so.6",
          "libdl.so.2",
          "libgcc_s.so.1",
          "libm.so.6",
          "libpthread.so.0",
          "librt.so.1",
          "libstdc++.so.6",
          "libz.so.1");

  private static final Map<String, String> LOADERS =
      Map.of("amd64", "ld-linux-x86-64.so.2", "arm64", "ld-linux-aarch64.so.1");

  private TargetRuntime() {}

  /**
   * The runtime of a target in a folder, linked again only if something that goes into it changes.
   *
   * @param work folder of this program's own
   */
  public static Path linked(Target target, DebianPool pool, Path work)
      throws IOException, InterruptedException {
    Path folder = work.resolve("runtime-" + target.debian());
    Path runtime = folder.resolve("jre");
    Path stamp = folder.resolve("stamp");
    String wanted =
        pool.identity(target.debian())
            + MODULES
            + OPTIONS
            + LIBRARIES
            + System.getProperty("java.runtime.version");
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return runtime;
    }
    FileTrees.delete(folder);
    Path root = folder.resolve("debian");
    pool.unpack(target.debian(), root);
    Path modules = new ModuleFiles(root, target.debian(), folder).create(MODULES);
    link(modules, runtime);
    addLibraries(target, root, runtime);
    Files.writeString(stamp, wanted);
    return runtime;
  }

  private static void link(Path modules, Path runtime) throws IOException {
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.addAll(List.of("--module-path", modules.toString()));
    arguments.addAll(List.of("--add-modules", String.join(",", MODULES)));
    arguments.addAll(List.of("--output", runtime.toString()));
    Tools.jlink(arguments);
  }

  private static void addLibraries(Target target, Path root, Path runtime) throws IOException {
    Path from = root.resolve("usr/lib").resolve(target.triplet());
    Path to = runtime.resolve("lib");
    for (String name : LIBRARIES) {
      copy(from.resolve(name), to.resolve(name), "rw-r--r--");
    }
    // One name for all machines, by which bin/tquic knows that it is to be used.
    copy(from.resolve(LOADERS.get(target.debian())), to.resolve("ld.so"), "rwxr-xr-x");
    for (String name : List.of("libc6", "libstdc++6", "zlib1g")) {
      Path copyright = root.resolve("usr/share/doc").resolve(name).resolve("copyright");
      if (Files.exists(copyright)) {
        copy(copyright, runtime.resolve("legal").resolve(name), "rw-r--r--");
      }
    }
  }

  private static void copy(Path from, Path to, String mode) throws IOException {
    Files.copy(from.toRealPath(), to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString(mode));
  }
}
