package org.tquic.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tquic.linux.internal.ProcessCalls;

/** What this process may do: its effective user and capabilities (capabilities(7)). */
public final class ProcessRights {
  /** Capability: change interfaces, routes, rules and firewall. */
  public static final int CAP_NET_ADMIN = 12;

  /** Capability: raw and packet sockets. */
  public static final int CAP_NET_RAW = 13;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";

  private ProcessRights() {}

  /** Effective user id, 0 for root. */
  public static int effectiveUserId() {
    return ProcessCalls.geteuid();
  }

  /**
   * Whether a capability is in the effective set; a process in a user namespace may have it over
   * its own network namespace only. Without {@code /proc}, whether the user is root.
   *
   * @param capability number of the capability, 0 to 63
   */
  public static boolean hasCapability(int capability) {
    try {
      return Files.readString(STATUS)
          .lines()
          .filter(line -> line.startsWith(EFFECTIVE))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
          .anyMatch(set -> (set >>> capability & 1) != 0);
    } catch (IOException e) {
      return effectiveUserId() == 0;
    }
  }
}
