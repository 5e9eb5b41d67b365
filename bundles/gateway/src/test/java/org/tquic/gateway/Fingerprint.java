package org.tquic.gateway;

import org.tquic.linux.Namespace;

/** Everything on a machine that a role could leave behind. */
public final class Fingerprint {
  private Fingerprint() {}

  /** Two of one machine are equal when nothing was left. */
  public static String of(Namespace machine) {
    return String.join(
        "\n",
        machine.ip("-4 rule"),
        machine.ip("-6 rule"),
        machine.ip("-4 route show table all"),
        machine.ip("-6 route show table all").replaceAll(" expires \\d+sec", ""),
        machine.ip("-br addr"),
        machine.exec("nft", "list", "ruleset"),
        machine.exec("sysctl", "-a", "-r", "^net\\.ipv[46]\\.(conf|ip_forward)"));
  }
}
