package org.tquic.api.lan;

/**
 * A server of this machine that is to be announced; registered as an OSGi service for as long.
 *
 * @param name how to call it, made unique on each link where need be
 * @param port UDP port it listens on
 * @param fingerprint of its key
 * @param version of the program
 * @param everywhere whether on WANs too, and not only on links of the local network
 */
public record ServerAnnouncement(
    String name, int port, String fingerprint, String version, boolean everywhere) {
  /** DNS-SD service type. */
  public static final String TYPE = "_tquic._udp";
}
