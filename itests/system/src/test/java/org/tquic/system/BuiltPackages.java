package org.tquic.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.tquic.lab.Roles;
import org.tquic.packaging.OpenWrtPackages;
import org.tquic.packaging.Target;
import org.tquic.packaging.runtime.DebianPool;

/** Packages made from the built distribution. */
final class BuiltPackages {
  /** Packed fast: how small they are is no matter here. */
  private static final int LEVEL = 1;

  private BuiltPackages() {}

  /** The router's package in a version, for opkg; the test is skipped where Java cannot be had. */
  static Path ipk(String version, Path out) throws InterruptedException {
    Path sources = Path.of(System.getProperty("tquic.openwrt"));
    try {
      OpenWrtPackages packages =
          new OpenWrtPackages(
              sources,
              Roles.image(),
              sources.resolve("target/natives"),
              DebianPool.ofRuntimes(DebianPool.userCache()),
              sources.resolve("target/work"),
              Instant.parse("2026-01-01T00:00:00Z"));
      return packages.buildIpk(Target.of("x86_64"), version, LEVEL, out);
    } catch (IOException e) {
      System.out.println("Tests of packages are skipped: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
  }
}
