package org.tquic.masque;

import java.util.List;

/**
 * The addresses that the sender has assigned to the receiver, all of them (RFC 9484 section 4.7.1).
 *
 * @param addresses each with the request that it answers, or 0
 */
public record AddressAssign(List<AssignedAddress> addresses) {
  /** Copies the list. */
  public AddressAssign {
    addresses = List.copyOf(addresses);
  }
}
