package org.tquic.architecture;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Domain;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * One built bundle of the project: its manifest and its classes.
 *
 * @param symbolicName Bundle-SymbolicName
 * @param location jar, or folder of compiled classes
 * @param manifest the manifest that bnd wrote
 * @param resources paths of all its files, with {@code /}
 */
record BundleUnderTest(
    String symbolicName, Path location, Manifest manifest, List<String> resources) {
  private static final String PREFIX = "org.tquic.";

  /** All bundles of the project that are on the class path, by symbolic name. */
  static Map<String, BundleUnderTest> all() {
    Map<String, BundleUnderTest> bundles = new TreeMap<>();
    String[] classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .split(java.io.File.pathSeparator, -1);
    Arrays.stream(classPath)
        .map(Path::of)
        .filter(Files::exists)
        .map(BundleUnderTest::read)
        .filter(bundle -> bundle.symbolicName().startsWith(PREFIX))
        .forEach(bundle -> bundles.put(bundle.symbolicName(), bundle));
    return bundles;
  }

  private static BundleUnderTest read(Path location) {
    try {
      if (Files.isDirectory(location)) {
        return read(location, location);
      }
      try (FileSystem jar = FileSystems.newFileSystem(location)) {
        return read(location, jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + location, e);
    }
  }

  private static BundleUnderTest read(Path location, Path root) throws IOException {
    Manifest manifest = new Manifest();
    Path file = root.resolve("META-INF/MANIFEST.MF");
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        manifest.read(in);
      }
    }
    Map.Entry<String, Attrs> name = Domain.domain(manifest).getBundleSymbolicName();
    if (name == null || !name.getKey().startsWith(PREFIX)) {
      return new BundleUnderTest("", location, manifest, List.of());
    }
    try (Stream<Path> files = Files.walk(root)) {
      List<String> paths =
          files.filter(Files::isRegularFile).map(p -> root.relativize(p).toString()).toList();
      return new BundleUnderTest(name.getKey(), location, manifest, paths);
    }
  }

  /** A header of the manifest, or null. */
  String header(String name) {
    return manifest.getMainAttributes().getValue(name);
  }

  /** Imported packages with their attributes. */
  Parameters imports() {
    return Domain.domain(manifest).getImportPackage();
  }

  /** Exported packages with their attributes. */
  Parameters exports() {
    return Domain.domain(manifest).getExportPackage();
  }

  /** Its compiled classes, with what they refer to. */
  JavaClasses classes() {
    return importAll(List.of(this));
  }

  /** The classes of several bundles, together. */
  static JavaClasses importAll(Collection<BundleUnderTest> bundles) {
    return new ClassFileImporter()
        // A bundle may have a library in it, which knows nothing of our rules.
        .withImportOption(file -> file.contains("/org/tquic/"))
        .importLocations(
            bundles.stream().map(bundle -> importLocation(bundle.location())).toList());
  }

  private static Location importLocation(Path path) {
    return Files.isDirectory(path)
        ? Location.of(path)
        : Location.of(URI.create("jar:" + path.toUri() + "!/"));
  }

  /** Whether it is a scheduler or congestion plug-in. */
  boolean isPlugin() {
    return DependencyRule.isPlugin(symbolicName);
  }

  @Override
  public String toString() {
    return symbolicName;
  }
}
