package org.tquic.masque;

import java.util.Arrays;
import java.util.List;

/**
 * The addresses reachable through the sender, all of them (RFC 9484 section 4.7.3).
 *
 * @param ranges ordered by IP version, protocol and address, without overlap
 */
public record RouteAdvertisement(List<AddressRange> ranges) {
  /** Copies the list and checks the order that the RFC demands. */
  public RouteAdvertisement {
    ranges = List.copyOf(ranges);
    for (int i = 1; i < ranges.size(); i++) {
      AddressRange before = ranges.get(i - 1);
      AddressRange after = ranges.get(i);
      int order = Integer.compare(before.version(), after.version());
      if (order == 0) {
        order = Integer.compare(before.protocol(), after.protocol());
      }
      if (order == 0) {
        order = Arrays.compareUnsigned(before.end().getAddress(), after.start().getAddress());
      }
      if (order >= 0) {
        throw new IllegalArgumentException(
            "routes " + before + " and " + after + " overlap or are out of order");
      }
    }
  }
}
