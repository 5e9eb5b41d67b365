package org.tquic.launcher;

/**
 * The order in which bundles start: whoever logs finds logging, whoever is configured finds its
 * configuration, and the role comes when all it needs is there.
 */
final class StartLevels {
  /** The level of a framework that has started everything. */
  static final int ALL = 10;

  private StartLevels() {}

  /** The level of a bundle. */
  static int of(String symbolicName) {
    return switch (symbolicName) {
      case "org.ops4j.pax.logging.pax-logging-api" -> 1;
      case "org.ops4j.pax.logging.pax-logging-logback" -> 2;
      case "org.apache.felix.configadmin", "org.apache.felix.metatype" -> 3;
      // Reads all configuration files before it returns from its start.
      case "org.apache.felix.fileinstall" -> 4;
      case "org.tquic.gateway" -> 8;
      case "org.tquic.shell" -> 7;
      default -> 5;
    };
  }
}
