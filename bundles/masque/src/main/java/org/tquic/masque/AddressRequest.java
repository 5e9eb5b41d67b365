package org.tquic.masque;

import java.util.HashSet;
import java.util.List;

/**
 * A wish for addresses (RFC 9484 section 4.7.2).
 *
 * @param addresses at least one, each with a request ID of its own
 */
public record AddressRequest(List<AssignedAddress> addresses) {
  /** Copies the list and checks the request IDs. */
  public AddressRequest {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("an ADDRESS_REQUEST asks for at least one address");
    }
    HashSet<Long> ids = new HashSet<>();
    for (AssignedAddress address : addresses) {
      if (address.requestId() == 0 || !ids.add(address.requestId())) {
        throw new IllegalArgumentException(
            "request ID " + address.requestId() + " is zero or used twice");
      }
    }
  }
}
