package org.tquic.interop;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The example programs of ngtcp2 with GnuTLS. */
final class Ngtcp2 {
  private static final String CLIENT = "gtlsclient";
  private static final String SERVER = "gtlsserver";
  private static final String NO_OTHER_SUITE = "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+";

  private Ngtcp2() {}

  /** Skips the test where the programs are not installed. */
  static void assumeInstalled() {
    Assumptions.assumeTrue(
        Stream.of(CLIENT, SERVER).allMatch(Ngtcp2::isInstalled),
        "no gtlsclient or gtlsserver; on Debian: apt-get install ngtcp2-client ngtcp2-server");
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The option that leaves one cipher suite, by GnuTLS's name. */
  static String onlySuite(String name) {
    return "--ciphers=" + NO_OTHER_SUITE + name;
  }

  /** Serves the files of a folder. */
  static Program server(InetSocketAddress address, Path folder, String... options) {
    PemFiles pem = PemFiles.write(Identities.THEIRS, folder);
    List<String> command = command(SERVER, options);
    command.addAll(List.of("-d", folder.toString()));
    command.addAll(host(address));
    command.addAll(List.of(pem.key().toString(), pem.certificate().toString()));
    return Program.start(folder, command);
  }

  /**
   * Asks for one file.
   *
   * @param folder where the file is put
   */
  static Program client(InetSocketAddress server, Path folder, String file, String... options) {
    List<String> command = command(CLIENT, options);
    command.addAll(List.of("--exit-on-all-streams-close", "--download=" + folder));
    command.addAll(host(server));
    command.add("https://localhost/" + file);
    return Program.start(folder, command);
  }

  private static List<String> command(String program, String... options) {
    List<String> command = new ArrayList<>(List.of(program, "--no-quic-dump", "--no-http-dump"));
    command.addAll(List.of(options));
    return command;
  }

  private static List<String> host(InetSocketAddress address) {
    return List.of(address.getAddress().getHostAddress(), Integer.toString(address.getPort()));
  }
}
