package org.tquic.packaging.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tquic.packaging.archive.ArReader;
import org.tquic.packaging.archive.Digests;

/**
 * Packages of Debian's pool, by name and digest, so that a build today and one next year have the
 * same in them, whatever mirror they come from. A download is kept.
 */
public final class DebianPool {
  /** Environment variable: a mirror, such as the address in a line of sources.list. */
  private static final String MIRROR = "DEBIAN_MIRROR";

  private static final String RUNTIME = "debian-packages.txt";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path cache;
  private final List<PoolFile> files;

  /**
   * A file of the pool.
   *
   * @param path below the root of a mirror
   */
  private record PoolFile(String architecture, String sha256, String path) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** A file of the pool cannot be had here and now. */
  public static final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    private UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private DebianPool(Path cache, List<PoolFile> files) {
    this.cache = cache;
    this.files = files;
  }

  /** What the runtimes of all targets are made from; keeps downloads in this folder. */
  public static DebianPool ofRuntimes(Path cache) throws IOException {
    try (InputStream list = DebianPool.class.getResourceAsStream(RUNTIME)) {
      return of(list, cache);
    }
  }

  /**
   * Other files of the pool.
   *
   * @param list lines of architecture, SHA-256 and path below a mirror's root
   */
  public static DebianPool of(InputStream list, Path cache) throws IOException {
    List<PoolFile> files = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] fields = line.split(" ");
        files.add(new PoolFile(fields[0], fields[1], fields[2]));
      }
    }
    return new DebianPool(cache, files);
  }

  /** Where downloads are kept unless something else is said. */
  public static Path userCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return (cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache))
        .resolve("tquic-packages");
  }

  /**
   * Unpacks the packages of an architecture of Debian's, fetching those that are not here.
   *
   * @throws UnavailableException when one cannot be fetched
   */
  public void unpack(String architecture, Path folder) throws IOException, InterruptedException {
    for (PoolFile file : files) {
      if (file.architecture().equals(architecture)) {
        unpack(fetched(file), folder);
      }
    }
  }

  /** What identifies the packages of an architecture: changes when any of them does. */
  String identity(String architecture) {
    StringBuilder identity = new StringBuilder();
    for (PoolFile file : files) {
      if (file.architecture().equals(architecture)) {
        identity.append(file.sha256()).append('\n');
      }
    }
    return identity.toString();
  }

  private Path fetched(PoolFile wanted) throws IOException, InterruptedException {
    Path file = cache.resolve(wanted.name());
    if (Files.exists(file) && matches(file, wanted)) {
      return file;
    }
    Files.createDirectories(cache);
    Path partial = Files.createTempFile(cache, wanted.name(), ".part");
    try {
      download(mirror() + wanted.path(), partial);
      if (!matches(partial, wanted)) {
        throw new IOException("it is not what this build expects");
      }
      return Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UnavailableException(
          ("Could not download %s: %s. Name a mirror of Debian in %s, or put the file into %s;"
                  + " Debian's snapshot archive keeps all.")
              .formatted(wanted.path(), e.getMessage(), MIRROR, cache),
          e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** The mirror that the user names, else the first that this machine takes packages from. */
  private static String mirror() throws IOException, InterruptedException {
    String named = System.getenv(MIRROR);
    if (named != null && !named.isEmpty()) {
      return named.endsWith("/") ? named : named + "/";
    }
    return Tools.lines("apt-get", "indextargets", "--format", "$(REPO_URI)").stream()
        .filter(uri -> uri.startsWith("http") && uri.endsWith("/debian/"))
        .findFirst()
        .orElseThrow(() -> new IOException("this machine takes no packages from Debian"));
  }

  private static boolean matches(Path file, PoolFile wanted) throws IOException {
    return HexFormat.of().formatHex(Digests.sha256(file)).equals(wanted.sha256());
  }

  private static void download(String address, Path file) throws IOException, InterruptedException {
    // Names in the pool have characters that mean something in a URI.
    HttpRequest request =
        HttpRequest.newBuilder(uri(address.replace("+", "%2B"))).timeout(PATIENCE).build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(file));
      if (response.statusCode() != 200) {
        throw new IOException(address + " answers with status " + response.statusCode());
      }
    }
  }

  private static URI uri(String address) throws IOException {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new IOException("no address: " + address, e);
    }
  }

  private static void unpack(Path file, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path data = Files.createTempFile("tquic-", ".tar");
    try {
      String member;
      try (OutputStream out = Files.newOutputStream(data)) {
        member = ArReader.copy(file, name -> name.startsWith("data.tar"), out);
      }
      Optional<String> filter =
          member.endsWith(".xz")
              ? Optional.of("--xz")
              : member.endsWith(".zst") ? Optional.of("--zstd") : Optional.empty();
      List<String> command = new ArrayList<>(List.of("tar", "-xf", data.toString()));
      command.addAll(List.of("-C", folder.toString(), "--no-same-owner"));
      filter.ifPresent(command::add);
      Process tar = new ProcessBuilder(command).inheritIO().start();
      if (tar.waitFor() != 0) {
        throw new IOException("tar could not unpack " + file);
      }
    } finally {
      Files.delete(data);
    }
  }
}
