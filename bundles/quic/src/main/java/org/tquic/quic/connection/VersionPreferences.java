package org.tquic.quic.connection;

import java.util.HashSet;
import java.util.List;
import org.tquic.quic.wire.QuicVersion;

/**
 * Which versions of QUIC an end speaks, and which it likes best, RFC 9368.
 *
 * @param original what a client's first packet is of; means nothing at a server. Without it being
 *     understood a round trip is lost, so it should be the version that servers are most likely to
 *     speak, RFC 9368 section 2.5, even where another is preferred.
 * @param available all that may come of it, in descending preference: what a client says that it
 *     speaks, what a server offers in Version Negotiation packets, and chooses from
 */
public record VersionPreferences(int original, List<Integer> available) {
  /**
   * Version 1 first, as every server knows it, and version 2 from the server's first flight on
   * where it knows that too. The upgrade costs no round trip, and keeps middleboxes from taking the
   * one version for all there is, RFC 9369 section 6.
   */
  public static final VersionPreferences DEFAULT =
      new VersionPreferences(QuicVersion.V1, List.of(QuicVersion.V2, QuicVersion.V1));

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a version is there twice or is none of the engine's, or
   *     the original one is missing
   */
  public VersionPreferences {
    available = List.copyOf(available);
    for (int version : available) {
      if (!QuicVersion.isSupported(version)) {
        throw new IllegalArgumentException("no QUIC version " + QuicVersion.name(version));
      }
    }
    if (new HashSet<>(available).size() < available.size()) {
      throw new IllegalArgumentException("a version is there twice");
    }
    if (!available.contains(original)) {
      throw new IllegalArgumentException(
          "the original version " + QuicVersion.name(original) + " is not available");
    }
  }

  /** One version and no other. */
  public static VersionPreferences only(int version) {
    return new VersionPreferences(version, List.of(version));
  }

  /** The one that is liked best of those that a peer speaks, or {@code otherwise} for none. */
  int best(List<Integer> peer, int otherwise) {
    for (int version : available) {
      if (peer.contains(version)) {
        return version;
      }
    }
    return otherwise;
  }
}
