import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the home folder of the Java that runs it into a file. */
public final class JavaHome {
  private JavaHome() {}

  /** Argument: the file. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.getParent());
    Files.writeString(file, System.getProperty("java.home"));
  }
}
