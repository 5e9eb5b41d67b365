package org.tquic.packaging.apk;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.tquic.packaging.PackageDescription;

/** The {@code info} object of a package, which the index repeats: schema pkginfo of apk-tools. */
final class ApkInfo {
  private ApkInfo() {}

  /**
   * Writes it.
   *
   * @param hashes the word of what identifies the package
   * @param installedSize bytes of its regular files
   * @param fileSize bytes of the package; 0 within itself, where it is not known yet
   */
  static int write(
      AdbWriter adb, PackageDescription about, int hashes, long installedSize, long fileSize) {
    return adb.object(
        adb.string(about.name()),
        adb.string(about.version()),
        hashes,
        adb.string(about.summary()),
        adb.string(about.architecture().equals("all") ? "noarch" : about.architecture()),
        adb.string(about.licence()),
        adb.string(about.name()),
        adb.string(about.maintainer()),
        adb.string(about.url()),
        // Commit and build time: not part of what is built.
        AdbWriter.NULL,
        AdbWriter.NULL,
        adb.number(Math.max(1, installedSize)),
        fileSize == 0 ? AdbWriter.NULL : adb.number(fileSize),
        AdbWriter.NULL,
        dependencies(adb, about.depends()),
        dependencies(adb, about.provides()),
        AdbWriter.NULL,
        AdbWriter.NULL,
        dependencies(adb, about.recommends()));
  }

  private static int dependencies(AdbWriter adb, List<String> names) {
    List<Integer> written = new ArrayList<>();
    // apk searches these by halves.
    for (String name : new TreeSet<>(names)) {
      written.add(adb.object(adb.string(name)));
    }
    return adb.array(written);
  }
}
