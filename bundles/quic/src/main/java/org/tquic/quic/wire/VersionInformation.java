package org.tquic.quic.wire;

import java.util.List;

/**
 * Content of version_information, RFC 9368 section 3.
 *
 * @param chosen version of the connection
 * @param available those that the sender speaks, in the order of its liking
 */
public record VersionInformation(int chosen, List<Integer> available) {
  /** Versions kept of a peer's list. */
  public static final int MAX_AVAILABLE = 64;

  /** Copies the list. */
  public VersionInformation {
    available = List.copyOf(available);
  }
}
