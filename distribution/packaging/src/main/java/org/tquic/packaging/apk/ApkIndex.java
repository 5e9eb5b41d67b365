package org.tquic.packaging.apk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code packages.adb}, by which apk finds the packages of a folder. */
public final class ApkIndex {
  private ApkIndex() {}

  /** Writes the index of packages that lie beside it, as {@code NAME-VERSION.apk}. */
  public static void write(List<ApkPackage.Built> packages, Optional<ApkKey> key, Path file)
      throws IOException {
    AdbWriter adb = new AdbWriter();
    List<Integer> written = new ArrayList<>();
    List<ApkPackage.Built> sorted =
        packages.stream().sorted(Comparator.comparing(built -> built.about().name())).toList();
    for (ApkPackage.Built built : sorted) {
      int digest = adb.blob(built.digest());
      written.add(
          ApkInfo.write(adb, built.about(), digest, built.installedSize(), built.fileSize()));
    }
    byte[] database = adb.finish(adb.object(AdbWriter.NULL, adb.array(written)));
    new AdbFile(file, AdbFile.INDEX, database, key).close();
  }
}
