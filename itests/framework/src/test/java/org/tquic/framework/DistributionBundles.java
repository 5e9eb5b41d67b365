package org.tquic.framework;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/**
 * The bundles of the packaged distribution as the tests' container runs them: the same jars, start
 * levels and framework properties as under the launcher.
 */
final class DistributionBundles {
  private static final int ALL_STARTED = 10;

  private DistributionBundles() {}

  /** Folder of the unpacked distribution. */
  static Path home() {
    return Path.of(System.getProperty("tquic.home"));
  }

  /** The jars of all bundles that are shipped. */
  static List<Path> jars() {
    Path folder = home().resolve("bundles");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + " is missing; `mvn verify -pl distribution -am` makes it", e);
    }
  }

  /** A container with all of them and a new state folder, which framework properties name. */
  static Option[] with(String test, Option... more) {
    Path state = newFolder(test);
    List<Option> bundles = new ArrayList<>();
    for (Path jar : jars()) {
      Attributes manifest = manifest(jar);
      String name = manifest.getValue("Bundle-SymbolicName").split(";")[0].strip();
      var bundle = bundle("reference:" + jar.toUri()).startLevel(startLevel(name));
      bundles.add(manifest.getValue("Fragment-Host") == null ? bundle : bundle.noStart());
    }
    return options(
        composite(bundles.toArray(Option[]::new)),
        composite(more),
        bundle("link:classpath:META-INF/links/org.apache.servicemix.bundles.junit.link"),
        bundle("link:classpath:META-INF/links/org.apache.servicemix.bundles.hamcrest.link"),
        bundle("link:classpath:META-INF/links/org.ops4j.pax.exam.invoker.junit.link"),
        // Runs tests with their @Before and @After.
        systemProperty("pax.exam.invoker").value("junit"),
        frameworkStartLevel(ALL_STARTED),
        frameworkProperty("org.osgi.framework.storage").value(state.resolve("cache").toString()),
        frameworkProperty("tquic.state").value(state.toString()),
        frameworkProperty("felix.fileinstall.dir")
            .value(state.resolve("plugins") + "," + state.resolve("config")),
        frameworkProperty("felix.fileinstall.tmpdir").value(state.resolve("cache/drop").toString()),
        frameworkProperty("felix.fileinstall.poll").value("250"),
        frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
        frameworkProperty("felix.fileinstall.start.level").value("6"),
        frameworkProperty("felix.fileinstall.bundles.startTransient").value("true"),
        frameworkProperty("felix.fileinstall.enableConfigSave").value("false"),
        frameworkProperty("org.ops4j.pax.logging.StaticLogbackFile")
            .value(home().resolve("conf/logback.xml").toString()),
        frameworkProperty("org.ops4j.pax.logging.StaticLogbackContext").value("true"),
        frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
  }

  private static int startLevel(String symbolicName) {
    return switch (symbolicName) {
      case "org.ops4j.pax.logging.pax-logging-api" -> 1;
      case "org.ops4j.pax.logging.pax-logging-logback" -> 2;
      case "org.apache.felix.configadmin", "org.apache.felix.metatype" -> 3;
      case "org.apache.felix.fileinstall" -> 4;
      case "org.tquic.shell" -> 7;
      case "org.tquic.gateway" -> 8;
      default -> 5;
    };
  }

  static Attributes manifest(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  /** An empty state folder of its own for each run of a test. */
  static Path newFolder(String test) {
    try {
      Path work = Files.createDirectories(Path.of(System.getProperty("tquic.test.work")));
      Path state = Files.createTempDirectory(work, test + "-");
      Files.createDirectory(state.resolve("plugins"));
      Files.createDirectory(state.resolve("config"));
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a state folder for " + test, e);
    }
  }
}
