package org.tquic.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** picoquic's demonstration program, where there is one. */
final class PicoquicDemo {
  /** HTTP/0.9 over QUIC streams: a line with the request, and the content alone as the answer. */
  static final String PROTOCOL = "hq-interop";

  private static final String PROPERTY = "tquic.picoquicdemo";
  private static final String VARIABLE = "TQUIC_PICOQUICDEMO";

  /** Index of the loopback interface. */
  private static final String INTERFACE = "/1";

  private PicoquicDemo() {}

  /** Skips the test where the program is not given. */
  static void assumeGiven() {
    Assumptions.assumeTrue(
        path() != null,
        "no picoquicdemo: give its path by -D" + PROPERTY + " or the variable " + VARIABLE);
  }

  private static String path() {
    return System.getProperty(PROPERTY, System.getenv(VARIABLE));
  }

  /** Serves the files of a folder. */
  static Program server(InetSocketAddress address, Path folder, String congestion) {
    PemFiles pem = PemFiles.write(Identities.THEIRS, folder);
    return Program.start(
        folder,
        command(
            congestion,
            "-p",
            Integer.toString(address.getPort()),
            "-c",
            pem.certificate().toString(),
            "-k",
            pem.key().toString(),
            "-w",
            folder.toString()));
  }

  /**
   * Does one request after the other, with a second path from {@link Loopback#CLIENT_TOO}.
   *
   * @param requests a path, and {@code :SIZE} for so many bytes to be sent; separated by semicolons
   * @param folder for what comes
   */
  static Program client(InetSocketAddress server, Path folder, String congestion, String requests) {
    return Program.start(
        folder,
        command(
            congestion,
            "-a",
            PROTOCOL,
            "-n",
            "localhost",
            "-o",
            folder.toString(),
            "-A",
            Loopback.CLIENT_TOO.getHostAddress() + INTERFACE,
            server.getAddress().getHostAddress(),
            Integer.toString(server.getPort()),
            requests));
  }

  /** Asks for one file, on one path. */
  static Program client(InetSocketAddress server, Path folder, String file, List<String> options) {
    List<String> command = command("newreno", "-a", PROTOCOL, "-n", "localhost");
    command.addAll(options);
    command.addAll(
        List.of(
            "-o",
            folder.toString(),
            server.getAddress().getHostAddress(),
            Integer.toString(server.getPort()),
            "/" + file));
    return Program.start(folder, command);
  }

  private static List<String> command(String congestion, String... options) {
    List<String> command = new ArrayList<>(List.of(path(), "-M", "-G", congestion));
    command.addAll(List.of(options));
    return command;
  }
}
