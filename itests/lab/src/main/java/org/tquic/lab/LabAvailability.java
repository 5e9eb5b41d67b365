package org.tquic.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether this user can have a lab on this machine. */
public final class LabAvailability {
  private LabAvailability() {}

  /**
   * What stands in the way, or nothing.
   *
   * @param programs needed beyond those of every lab
   */
  public static Optional<LabException> obstacle(List<String> programs) {
    Set<String> missing = HostTools.missingPackages(HostTools.LAB);
    missing.addAll(HostTools.missingPackages(programs));
    if (!missing.isEmpty()) {
      String names = String.join(" ", missing);
      return Optional.of(
          new LabException(
              "programs of these packages are missing: " + names,
              "Install them (on Debian: apt-get install " + names + ")."));
    }
    try {
      Path folder = Files.createTempDirectory("tquic-lab");
      try (Enclosure enclosure = Enclosure.open(folder)) {
        return tun(enclosure);
      } finally {
        Files.deleteIfExists(folder);
      }
    } catch (LabException e) {
      return Optional.of(e);
    } catch (IOException e) {
      return Optional.of(new LabException("cannot make a folder: " + e.getMessage(), "", e));
    }
  }

  private static Optional<LabException> tun(Enclosure enclosure) {
    ExecResult result = enclosure.run("", List.of("sh", "-c", ": <> /dev/net/tun"), "");
    if (result.succeeded()) {
      return Optional.empty();
    }
    String why = result.errors().strip().replaceAll("^sh: (\\d+: )?", "");
    return Optional.of(
        new LabException(
            "the TUN device cannot be used: " + why,
            HostTools.isRoot()
                ? "Load the module (modprobe tun), or give the container --device /dev/net/tun."
                : "Run it as root, or let this user open /dev/net/tun (chmod 666 /dev/net/tun, as"
                    + " most distributions have it)."));
  }
}
