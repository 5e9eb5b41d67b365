package org.tquic.shell.text;

import java.net.InetAddress;

/** Addresses as people read them. */
public final class AddressText {
  private AddressText() {}

  /** The address without its zone, IPv6 with the longest run of zeros left out (RFC 5952). */
  public static String of(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    if (zone >= 0) {
      text = text.substring(0, zone);
    }
    if (text.indexOf(':') < 0) {
      return text;
    }
    String best = "";
    for (String run = "0:0"; run.length() <= 15; run += ":0") {
      if ((":" + text + ":").contains(":" + run + ":")) {
        best = run;
      }
    }
    if (best.isEmpty()) {
      return text;
    }
    String padded = ":" + text + ":";
    int at = padded.indexOf(":" + best + ":");
    String before = padded.substring(0, at);
    String after = padded.substring(at + best.length() + 2);
    before = before.startsWith(":") ? before.substring(1) : before;
    after = after.endsWith(":") ? after.substring(0, after.length() - 1) : after;
    return before + "::" + after;
  }
}
