import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.tquic.packaging.FileTrees;
import org.tquic.packaging.archive.Gzip;
import org.tquic.packaging.archive.TarWriter;

/**
 * Puts the distribution together: launcher, bundles, Java runtime, AOT cache, archive. Run by the
 * build on the JDK whose runtime goes into it.
 */
public final class AssembleImage {
  /** What the launcher needs, and the lab for its demonstration; all else are bundles. */
  private static final List<String> LIBRARIES =
      List.of("org.apache.felix.framework-", "jline-", "qrcodegen-", "org.tquic.lab-");

  /** What `tquic simulate` runs besides; no role does. */
  private static final List<String> SIMULATOR =
      List.of("org.tquic.quic.sim-", "org.tquic.simulate-");

  private final Map<String, String> options = new HashMap<>();
  private final List<Path> jars = new ArrayList<>();
  private final Path image;

  private AssembleImage(String[] arguments) {
    boolean inJars = false;
    for (String argument : arguments) {
      if (inJars) {
        Stream.of(argument.split(":")).map(Path::of).forEach(jars::add);
      } else if (argument.equals("--jars")) {
        inJars = true;
      } else {
        int equals = argument.indexOf('=');
        options.put(argument.substring(2, equals), argument.substring(equals + 1));
      }
    }
    image = option("image");
  }

  /**
   * Arguments: {@code --image= --archive= --root= ... --jars CLASSPATH}, as the build gives them.
   */
  public static void main(String[] arguments) throws Exception {
    new AssembleImage(arguments).run();
  }

  private void run() throws Exception {
    Files.deleteIfExists(option("archive"));
    Files.deleteIfExists(option("stamp"));
    FileTrees.delete(image);
    FileTrees.copy(option("static"), image);
    Files.setPosixFilePermissions(
        image.resolve("bin/tquic"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(option("licence"), image.resolve("LICENSE"));
    placeJars();
    Path template = image.resolve("sdk/plugin-template");
    FileTrees.copy(option("template").resolve("src"), template.resolve("src"));
    Files.copy(option("template").resolve("pom.xml"), template.resolve("pom.xml"));
    FileTrees.copy(JavaRuntime.linked(option("work")), image.resolve("jre"));
    // The runtime trusts an AOT cache only while sizes and times of jars are what they were.
    FileTime time = FileTime.from(Instant.parse(options.get("time")));
    setTimes(time);
    train();
    setTimes(time);
    try (TarWriter tar =
        new TarWriter(
            new BufferedOutputStream(
                new Gzip(Files.newOutputStream(option("archive")), Gzip.BEST), 1 << 16),
            time.toInstant())) {
      tar.addTree(image, options.get("root"));
    }
    // The start of the build: what was edited meanwhile is newer.
    Files.writeString(option("stamp"), options.get("started") + "\n");
    Files.setLastModifiedTime(
        option("stamp"), FileTime.from(Instant.parse(options.get("started"))));
    report();
  }

  private Path option(String name) {
    return Path.of(options.get(name));
  }

  private void placeJars() throws IOException {
    Path lib = Files.createDirectories(image.resolve("lib"));
    Path bundles = Files.createDirectories(image.resolve("bundles"));
    Path simulator = Files.createDirectories(image.resolve("simulator"));
    Path sdk = Files.createDirectories(image.resolve("sdk"));
    Files.copy(option("launcher"), lib.resolve(option("launcher").getFileName()));
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      if (Files.isDirectory(jar)) {
        // Our own classes, which are in the launcher; or a module that has none and so no jar.
        continue;
      }
      if (name.endsWith("-tests.jar")) {
        Files.copy(jar, sdk.resolve(name));
        placeSources(sdk.resolve(name.replace("-tests.jar", "-sources.jar")));
        continue;
      }
      Path folder = SIMULATOR.stream().anyMatch(name::startsWith) ? simulator : bundles;
      if (LIBRARIES.stream().anyMatch(name::startsWith)) {
        folder = lib;
      } else if (!isBundle(jar)) {
        throw new IOException(jar + " is no OSGi bundle");
      }
      Files.copy(jar, folder.resolve(name));
    }
  }

  /** What an author of plug-ins reads: the SPI with its Javadoc, which IDEs show from here. */
  private void placeSources(Path jar) throws IOException {
    Path sources = option("spi");
    FileTime time = FileTime.from(Instant.parse(options.get("time")));
    try (Stream<Path> all = Files.walk(sources);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        ZipEntry entry = new ZipEntry(sources.relativize(file).toString());
        entry.setLastModifiedTime(time);
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  private static boolean isBundle(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return file.getManifest() != null
          && file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName") != null;
    }
  }

  /** Records the classes that a start needs, with the very options of bin/tquic (JEP 514). */
  private void train() throws IOException, InterruptedException {
    Path cache = image.resolve("lib/tquic.aot");
    ProcessBuilder training =
        new ProcessBuilder(image.resolve("bin/tquic").toString(), "self-test")
            .redirectErrorStream(true);
    training.environment().put("TQUIC_JAVA_OPTS", "-XX:AOTCacheOutput=" + cache);
    training.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = training.start();
    String output;
    try (InputStream stream = process.getInputStream()) {
      output = new String(stream.readAllBytes());
    }
    if (process.waitFor() != 0) {
      throw new IOException("the distribution fails its self-test:\n" + output);
    }
    if (!Files.exists(cache)) {
      throw new IOException("no AOT cache was made:\n" + output);
    }
  }

  private void report() throws IOException {
    System.out.printf(
        "%s: %.1f MB (%s), unpacked %.1f MB: runtime %.1f, AOT cache %.1f, rest %.1f%n",
        option("archive").getFileName(),
        megabytes(option("archive")),
        image,
        megabytes(image),
        megabytes(image.resolve("jre")),
        megabytes(image.resolve("lib/tquic.aot")),
        megabytes(image)
            - megabytes(image.resolve("jre"))
            - megabytes(image.resolve("lib/tquic.aot")));
  }

  private static double megabytes(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          / 1e6;
    }
  }

  private void setTimes(FileTime time) throws IOException {
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!Files.isSymbolicLink(file)) {
          Files.setLastModifiedTime(file, time);
        }
      }
    }
  }
}
