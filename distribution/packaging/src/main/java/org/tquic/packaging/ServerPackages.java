package org.tquic.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.tquic.packaging.debian.DebPackage;
import org.tquic.packaging.runtime.DebianPool;
import org.tquic.packaging.runtime.TargetRuntime;

/**
 * The server's package for Debian and Ubuntu. It has the runtime of the router's packages, with its
 * own C library, so that one package does for all their releases.
 */
public final class ServerPackages {
  private final Path sources;
  private final Program program;
  private final DebianPool pool;
  private final Path work;
  private final Instant time;

  /**
   * Takes what goes into the packages.
   *
   * @param sources the folder {@code distribution/src/main/deb}
   * @param image the distribution's folder
   * @param natives folder of Netty's jars with natives of all targets
   * @param work folder of this program's own; runtimes are kept there
   * @param time the time that all files bear
   */
  public ServerPackages(
      Path sources, Path image, Path natives, DebianPool pool, Path work, Instant time) {
    this.sources = sources;
    this.program = new Program(image, natives);
    this.pool = pool;
    this.work = work;
    this.time = time;
  }

  /**
   * Builds the package of a target.
   *
   * @param level of its compression, 1 to 9
   * @return the package
   */
  public Path build(Target target, String version, int level, Path out)
      throws IOException, InterruptedException {
    PackageDescription about = PackageDescription.read(sources, version, target.debian());
    Path root = work.resolve("root-" + target.debian()).resolve(about.name());
    FileTrees.delete(root);
    Files.createDirectories(root);
    program.stage(target, TargetRuntime.linked(target, pool, work), root);
    FileTrees.copy(sources.resolve("files"), root);
    DebianChangelog.write(about, time, root);
    Files.createDirectories(out);
    Path deb = out.resolve(about.name() + "_" + version + "_" + target.debian() + ".deb");
    DebPackage.write(about, root, time, level, deb);
    return deb;
  }
}
