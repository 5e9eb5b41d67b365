package org.tquic.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.tquic.lab.Roles;
import org.tquic.packaging.OpenWrtPackages;
import org.tquic.packaging.ServerPackages;
import org.tquic.packaging.Target;
import org.tquic.packaging.runtime.DebianPool;

/** Packages made from the built distribution. */
final class BuiltPackages {
  /** Packed fast: how small they are is no matter here. */
  private static final int LEVEL = 1;

  private static final Target TARGET = Target.of("x86_64");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private BuiltPackages() {}

  /** How a package is made from the folder {@code openwrt/}. */
  private interface Build {
    Path from(Path openwrt, DebianPool pool) throws IOException, InterruptedException;
  }

  /** The router's package in a version, for opkg; the test is skipped where Java cannot be had. */
  static Path ipk(String version, Path out) throws InterruptedException {
    return built(
        (openwrt, pool) ->
            new OpenWrtPackages(openwrt, Roles.image(), natives(openwrt), pool, work(openwrt), TIME)
                .buildIpk(TARGET, version, LEVEL, out));
  }

  /** The server's package in a version, likewise. */
  static Path deb(String version, Path out) throws InterruptedException {
    return built(
        (openwrt, pool) ->
            new ServerPackages(
                    openwrt.resolve("../distribution/src/main/deb"),
                    Roles.image(),
                    natives(openwrt),
                    pool,
                    work(openwrt),
                    TIME)
                .build(TARGET, version, LEVEL, out));
  }

  private static Path built(Build build) throws InterruptedException {
    Path openwrt = Path.of(System.getProperty("tquic.openwrt")).normalize();
    try {
      return build.from(openwrt, DebianPool.ofRuntimes(DebianPool.userCache()));
    } catch (DebianPool.UnavailableException e) {
      System.out.println("Tests of packages are skipped: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path natives(Path openwrt) {
    return openwrt.resolve("target/natives");
  }

  private static Path work(Path openwrt) {
    return openwrt.resolve("target/work");
  }
}
