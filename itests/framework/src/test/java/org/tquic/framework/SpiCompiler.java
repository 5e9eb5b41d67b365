package org.tquic.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a plug-in as somebody would who has the distribution and nothing else of the project:
 * the published SPI jar is the whole class path.
 */
final class SpiCompiler {
  private SpiCompiler() {}

  /**
   * Compiles one source file of the test's resources.
   *
   * @return the classes, by their names in a jar
   */
  static Map<String, byte[]> compile(String resource) throws IOException {
    Path work = DistributionBundles.newFolder("compile");
    Path source = work.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    try (InputStream text = SpiCompiler.class.getResourceAsStream(resource)) {
      Files.write(source, text.readAllBytes());
    }
    Path classes = Files.createDirectory(work.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-classpath", spiJar().toString(), "-d", classes.toString(), "-Xlint:all"),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!compiled || !messages.toString().isEmpty()) {
        throw new AssertionError(resource + ": " + messages);
      }
    }
    return read(classes);
  }

  private static Path spiJar() {
    return DistributionBundles.jars().stream()
        .filter(jar -> jar.getFileName().toString().startsWith("org.tquic.spi-"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, byte[]> read(Path classes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
