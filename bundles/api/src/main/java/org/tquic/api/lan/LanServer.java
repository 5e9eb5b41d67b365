package org.tquic.api.lan;

import java.net.InetAddress;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A server that somebody on the local network announces. Nothing of it is proven: the fingerprint
 * is worth what a comparison with the server's own says.
 *
 * @param name what it calls itself, printable
 * @param addresses where it says it is, 1 to 8
 * @param port UDP port
 * @param fingerprint of its key, 43 characters of base64url
 * @param version of its program, printable, or empty
 * @param link interface on which it was heard
 */
public record LanServer(
    String name,
    List<InetAddress> addresses,
    int port,
    String fingerprint,
    String version,
    String link) {
  private static final int SHORT_BYTES = 8;
  private static final String GROUPS = "(?<=\\G.{4})(?=.)";

  /** Copies the list. */
  public LanServer {
    addresses = List.copyOf(addresses);
  }

  /** The beginning of the fingerprint in the form that a server prints at its start. */
  public String shortFingerprint() {
    byte[] digest = Base64.getUrlDecoder().decode(fingerprint);
    return HexFormat.of().formatHex(digest, 0, SHORT_BYTES).replaceAll(GROUPS, "-");
  }
}
