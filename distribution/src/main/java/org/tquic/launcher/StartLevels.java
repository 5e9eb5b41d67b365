package org.tquic.launcher;

/**
 * The order in which bundles start, and the levels by which they stop. Whoever logs finds logging,
 * whoever is configured finds its configuration, and a role finds what it cannot wait for. What it
 * awaits by name, plug-ins for one, and what people ask for comes after it. At the end the role
 * stops before all that it uses.
 */
final class StartLevels {
  /** The level of a framework that runs. */
  static final int ALL = 10;

  /** The turn from which on bundles log. */
  static final int FIRST_TO_LOG = 5;

  private static final int LAST = 11;
  private static final String ROUTER = "router";

  private StartLevels() {}

  /** Whether a bundle is logging, or has to be there when that is resolved; by its jar's name. */
  static boolean isLogging(String jar) {
    return jar.startsWith("pax-logging-") || jar.startsWith("org.apache.felix.configadmin-");
  }

  /**
   * Whether a bundle starts on a thread of its own: it waits for the kernel, and the role that
   * needs it waits for it.
   *
   * @param role name of the role to run, null for none
   */
  static boolean isAwaited(String symbolicName, String role) {
    return symbolicName.equals("org.tquic.discovery") && ROUTER.equals(role);
  }

  /**
   * The turn of a bundle at the start: low ones come first.
   *
   * @param role name of the role to run, null for none
   */
  static int turn(String symbolicName, String role) {
    return switch (symbolicName) {
      case "org.ops4j.pax.logging.pax-logging-api" -> 1;
      case "org.ops4j.pax.logging.pax-logging-logback" -> 2;
      case "org.apache.felix.configadmin" -> 3;
      case "org.apache.felix.scr" -> 4;
      case "org.tquic.discovery", "org.tquic.quic.netty" -> FIRST_TO_LOG;
      // Reads all configuration files before it returns from its start.
      case "org.apache.felix.fileinstall" -> 6;
      // Other roles look at everything that is there.
      case "org.tquic.gateway" -> ROUTER.equals(role) ? 7 : LAST;
      // What the role uses unless it is told otherwise.
      case "org.tquic.congestion.bbr", "org.tquic.scheduler.aggregate" -> 8;
      case "org.tquic.shell" -> 10;
      default -> 9;
    };
  }

  /** The level of a bundle: high ones stop first. */
  static int of(String symbolicName) {
    return switch (symbolicName) {
      case "org.ops4j.pax.logging.pax-logging-api" -> 1;
      case "org.ops4j.pax.logging.pax-logging-logback" -> 2;
      case "org.apache.felix.configadmin", "org.apache.felix.metatype" -> 3;
      case "org.apache.felix.fileinstall" -> 4;
      case "org.tquic.gateway" -> 8;
      case "org.tquic.shell" -> 7;
      default -> 5;
    };
  }
}
