package org.tquic.gateway.host;

import java.util.ArrayList;
import java.util.List;
import org.tquic.gateway.host.HostChange.KeptSysctl;
import org.tquic.gateway.host.HostChange.Sysctl;

/**
 * What it takes to make a machine forward packets without harm to it.
 *
 * <p>The kernel's switch for IPv4 also flips the acceptance of redirects and every interface's own
 * switch, and that for IPv6 makes interfaces deaf to router advertisements and drops the default
 * routes learnt from them, unless {@code accept_ra} is 2 (kernel documentation, ip-sysctl). So
 * those settings are kept or raised first, and put back last.
 */
public final class Forwarding {
  private static final String IPV4 = "net/ipv4/conf/";
  private static final String IPV6 = "net/ipv6/conf/";

  private Forwarding() {}

  /** The changes, for the interfaces that the machine has now. */
  public static List<HostChange> changes(SysctlTree sysctls) {
    List<HostChange> changes = new ArrayList<>();
    if (sysctls.readNumber("net/ipv4/ip_forward").orElse(1) == 0) {
      changes.add(new KeptSysctl(IPV4 + "all/accept_redirects"));
      kept(sysctls, IPV4, changes);
    }
    if (sysctls.readNumber(IPV6 + "all/forwarding").orElse(1) == 0) {
      kept(sysctls, IPV6, changes);
      for (String device : sysctls.names("net/ipv6/conf")) {
        if (!device.equals("all") && !device.equals("lo")) {
          changes.add(new Sysctl(IPV6 + device + "/accept_ra", 1, 2));
        }
      }
    }
    changes.add(new Sysctl("net/ipv4/ip_forward", 0, 1));
    changes.add(new Sysctl(IPV6 + "all/forwarding", 0, 1));
    return changes;
  }

  private static void kept(SysctlTree sysctls, String family, List<HostChange> changes) {
    for (String device : sysctls.names(family)) {
      String key = family + device + "/forwarding";
      if (!device.equals("all") && sysctls.readNumber(key).orElse(0) != 0) {
        changes.add(new KeptSysctl(key));
      }
    }
  }
}
