import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks ({@code --check}) or rewrites the Java sources below a folder in google-java-format. */
public final class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules");

  private Format() {}

  /** Arguments: {@code [--check] FOLDER}; exit status 1 when a checked file is not formatted. */
  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("--check");
    Path root = Path.of(args[args.length - 1]);
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> wrong =
        javaFiles(root).parallelStream()
            .filter(file -> !formatted(formatter, file, check))
            .toList();
    for (Path file : wrong) {
      System.err.println((check ? "not formatted: " : "formatted: ") + root.relativize(file));
    }
    if (check && !wrong.isEmpty()) {
      System.err.println("Run build/format to format the sources.");
      System.exit(1);
    }
  }

  private static boolean formatted(Formatter formatter, Path file, boolean check) {
    try {
      String source = Files.readString(file);
      String unusedRemoved = RemoveUnusedImports.removeUnusedImports(source);
      String ordered =
          ImportOrderer.reorderImports(unusedRemoved, JavaFormatterOptions.Style.GOOGLE);
      String result = formatter.formatSource(ordered);
      if (result.equals(source)) {
        return true;
      }
      if (!check) {
        Files.writeString(file, result);
      }
      return false;
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
