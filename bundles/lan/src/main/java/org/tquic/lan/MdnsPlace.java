package org.tquic.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.jmdns.JmDNS;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;

/**
 * A link to speak multicast DNS on, with the address to do it from.
 *
 * @param link interface name
 * @param address own address there
 */
record MdnsPlace(String link, InetAddress address) {
  /**
   * Where to speak: links that are up and have an address, and are no WAN unless everywhere. WANs
   * that the operator switched off stay WANs.
   */
  static Set<MdnsPlace> among(List<LinkInfo> links, boolean everywhere) {
    Set<MdnsPlace> places = new LinkedHashSet<>();
    for (LinkInfo link : links) {
      boolean wan = link.role() == LinkRole.WAN || link.role() == LinkRole.DISABLED;
      boolean speaks = link.kind() != LinkKind.LOOPBACK && (everywhere || !wan);
      if (link.usable() && speaks) {
        places.add(new MdnsPlace(link.name(), link.addresses().getFirst()));
      }
    }
    return places;
  }

  /**
   * Opens a socket there, with threads of its own.
   *
   * @param host what to call this machine; asking the resolver for it could take long
   * @throws IOException when that cannot be, or nobody would hear: tunnels have one peer, and what
   *     they lead to is not the local network
   */
  JmDNS open(String host) throws IOException {
    NetworkInterface device = NetworkInterface.getByName(link);
    if (device == null || !device.supportsMulticast() || device.isPointToPoint()) {
      throw new NoRouteToHostException("nobody else is on the link");
    }
    return new LinkJmDns(address, host, Neighbours.on(device));
  }
}
