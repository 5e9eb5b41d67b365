package org.tquic.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Programs of the machine that the lab uses, and the packages they come from. */
public final class HostTools {
  /** What every lab needs. */
  public static final List<String> LAB = List.of("ip", "nft", "ethtool", "unshare", "nsenter");

  private static final String PATH =
      System.getenv().getOrDefault("PATH", "/usr/bin:/bin")
          // A plain user's search path leaves these out on Debian.
          + ":/usr/local/sbin:/usr/sbin:/sbin";

  private static final Map<String, String> PACKAGES =
      Map.of(
          "ip", "iproute2",
          "nft", "nftables",
          "ethtool", "ethtool",
          "iperf3", "iperf3",
          "unshare", "util-linux",
          "nsenter", "util-linux",
          "setpriv", "util-linux");

  private HostTools() {}

  /** The search path that commands of the lab get. */
  static String searchPath() {
    return PATH;
  }

  /** Where a program is. */
  public static Optional<Path> find(String program) {
    for (String folder : PATH.split(":")) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Debian's names of the packages that hold those of the programs that are not here. */
  public static Set<String> missingPackages(List<String> programs) {
    Set<String> packages = new LinkedHashSet<>();
    for (String program : programs) {
      if (find(program).isEmpty()) {
        packages.add(PACKAGES.getOrDefault(program, program));
      }
    }
    return packages;
  }

  /**
   * Makes sure that the programs are here; as root where there is apt-get, installs them.
   *
   * @param progress where to say that packages are being installed
   * @throws LabException naming the packages when they are missing and cannot be installed
   */
  public static void require(List<String> programs, Consumer<String> progress) {
    Set<String> missing = missingPackages(programs);
    if (missing.isEmpty()) {
      return;
    }
    String names = String.join(" ", missing);
    if (isRoot() && find("apt-get").isPresent()) {
      progress.accept("installing " + names + " (apt-get) ...");
      List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "-q"));
      install.add("--no-install-recommends");
      install.addAll(missing);
      Map<String, String> environment = Map.of("DEBIAN_FRONTEND", "noninteractive");
      ExecResult result = HostCommand.run(install, environment, "");
      if (!result.succeeded()) {
        // The lists of a fresh machine or container are empty.
        HostCommand.run(List.of("apt-get", "update", "-q"), environment, "");
        result = HostCommand.run(install, environment, "");
      }
      if (result.succeeded() && missingPackages(programs).isEmpty()) {
        return;
      }
      throw new LabException(
          "apt-get could not install " + names + ": " + lastLine(result.errors()),
          "Install these packages by hand and try again: " + names);
    }
    throw new LabException(
        "these programs are missing: " + String.join(", ", missingPrograms(programs)),
        "Install the packages that hold them (on Debian: apt-get install " + names + ").");
  }

  private static List<String> missingPrograms(List<String> programs) {
    return programs.stream().filter(program -> find(program).isEmpty()).toList();
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("no message", (first, second) -> second);
  }

  /** Whether this process has user id 0 in its user namespace. */
  public static boolean isRoot() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return uid.equals(0);
    } catch (IOException e) {
      throw new LabException("cannot read /proc/self: " + e.getMessage(), "Mount /proc.", e);
    }
  }

  /** Environment for the lab's commands: nothing of the caller's but what programs need. */
  static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", PATH);
    environment.put("LC_ALL", "C.UTF-8");
    for (String name : List.of("HOME", "TERM", "TMPDIR", "JAVA_HOME")) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return environment;
  }
}
