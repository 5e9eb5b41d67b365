package org.tquic.packaging;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tquic.packaging.apk.ApkKey;
import org.tquic.packaging.archive.Gzip;
import org.tquic.packaging.opkg.UsignKey;
import org.tquic.packaging.runtime.DebianPool;

/** The command behind {@code openwrt/build} and {@code distribution/build-deb}. */
public final class BuildPackages {
  private final Map<String, String> options = new HashMap<>();
  private final List<String> architectures = new ArrayList<>();

  private BuildPackages(String[] arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException(argument + " needs a value: " + argument + "=VALUE");
        }
        options.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (!argument.isEmpty()) {
        architectures.add(argument);
      }
    }
    if (architectures.isEmpty()) {
      architectures.addAll(Target.DEFAULT);
    }
  }

  /**
   * Arguments: {@code --sources= --image= --natives= --work= --out= --version= --time=}, as the
   * build gives them; {@code --usign-key=}, {@code --apk-key=} with {@code --apk-public-key=}; then
   * architectures. With {@code --deb=} and the folder of the server's package that one is built
   * instead.
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      new BuildPackages(arguments).run(System.out);
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("openwrt/build: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run(PrintStream report) throws IOException, InterruptedException {
    for (String architecture : architectures) {
      Target target = Target.of(architecture);
      List<Path> built = options.containsKey("deb") ? List.of(deb(target)) : openWrt(target);
      for (Path file : built) {
        report.printf("%s: %.1f MB%n", file, Files.size(file) / 1e6);
      }
    }
  }

  private List<Path> openWrt(Target target) throws IOException, InterruptedException {
    return new OpenWrtPackages(
            path("sources"), path("image"), path("natives"), pool(), path("work"), time())
        .build(target, options.get("version"), keys(), path("out"));
  }

  private Path deb(Target target) throws IOException, InterruptedException {
    return new ServerPackages(
            path("deb"), path("image"), path("natives"), pool(), path("work"), time())
        .build(
            target,
            options.get("version").replace("-r", "-"),
            Gzip.BEST,
            path("out").resolve("deb"));
  }

  private static DebianPool pool() throws IOException {
    return DebianPool.ofRuntimes(DebianPool.userCache());
  }

  private Instant time() {
    return Instant.parse(options.get("time"));
  }

  private OpenWrtPackages.Keys keys() throws IOException {
    Optional<UsignKey> opkg = Optional.empty();
    Optional<ApkKey> apk = Optional.empty();
    if (options.containsKey("usign-key")) {
      opkg = Optional.of(UsignKey.read(path("usign-key")));
    }
    if (options.containsKey("apk-key")) {
      if (!options.containsKey("apk-public-key")) {
        throw new IllegalArgumentException("--apk-key needs --apk-public-key=FILE too");
      }
      apk = Optional.of(ApkKey.read(path("apk-key"), path("apk-public-key")));
    }
    return new OpenWrtPackages.Keys(opkg, apk);
  }

  private Path path(String option) {
    return Path.of(options.get(option));
  }
}
