package org.tquic.bond.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.tquic.bond.InetPrefix;
import org.tquic.masque.AddressAssign;
import org.tquic.masque.AddressRange;
import org.tquic.masque.AssignedAddress;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.RouteAdvertisement;

/** What a server says first on a tunnel: the client's addresses, and that it routes everything. */
final class SessionGreeting {
  private static final RouteAdvertisement EVERYTHING =
      new RouteAdvertisement(List.of(range(4), range(16)));

  private SessionGreeting() {}

  static void send(IpTunnel tunnel, List<InetPrefix> addresses) {
    tunnel.sendAddressAssign(
        new AddressAssign(
            addresses.stream()
                .map(prefix -> new AssignedAddress(0, prefix.address(), prefix.length()))
                .toList()));
    tunnel.sendRouteAdvertisement(EVERYTHING);
  }

  private static AddressRange range(int addressBytes) {
    byte[] last = new byte[addressBytes];
    Arrays.fill(last, (byte) 0xff);
    try {
      return new AddressRange(
          InetAddress.getByAddress(new byte[addressBytes]), InetAddress.getByAddress(last), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
