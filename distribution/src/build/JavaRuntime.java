import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.tquic.packaging.FileTrees;

/** The small Java runtime, linked from the one that runs this program. */
final class JavaRuntime {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.xml",
          // Signals, and Unsafe for those who want it.
          "jdk.unsupported");

  private static final List<String> OPTIONS =
      List.of(
          "--strip-debug",
          "--no-header-files",
          "--no-man-pages",
          "--dedup-legal-notices=error-if-not-same-content",
          "--vm=server",
          "--compress=zip-6");

  private JavaRuntime() {}

  /**
   * The runtime below this folder, linked again only when the JDK or the choice of modules changes.
   */
  static Path linked(Path work) throws IOException {
    Path runtime = work.resolve("jre");
    Path stamp = work.resolve("jre.stamp");
    String wanted =
        Files.readString(Path.of(System.getProperty("java.home"), "release")) + MODULES + OPTIONS;
    if (Files.isDirectory(runtime)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(wanted)) {
      return runtime;
    }
    FileTrees.delete(runtime);
    Files.createDirectories(work);
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.addAll(List.of("--add-modules", String.join(",", MODULES)));
    arguments.addAll(List.of("--output", runtime.toString()));
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this JDK has no jlink"))
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("jlink failed with status " + status);
    }
    Files.writeString(stamp, wanted);
    return runtime;
  }
}
