package org.tquic.paths.doctor.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A Version Negotiation packet (RFC 8999 section 6).
 *
 * @param destinationId connection ID of whoever it is for
 * @param sourceId connection ID of whoever sent it
 * @param versions what it offers
 */
public record VersionAnswer(byte[] destinationId, byte[] sourceId, List<Integer> versions) {
  /** QUIC version 1 (RFC 9000) and 2 (RFC 9369). */
  private static final List<Integer> KNOWN = List.of(1, 0x6b3343cf);

  /** More than anyone offers; the rest of a longer list is not looked at. */
  private static final int MAX_VERSIONS = 32;

  private static final int LONG_FORM = 0x80;
  private static final int IDS_AT = 5;

  /**
   * Reads a datagram.
   *
   * @param length bytes of it in the array
   * @return empty when it is anything else
   */
  public static Optional<VersionAnswer> parse(byte[] datagram, int length) {
    if (length < IDS_AT + 2 || (datagram[0] & LONG_FORM) == 0 || version(datagram, 1) != 0) {
      return Optional.empty();
    }
    int destinationEnd = IDS_AT + 1 + Byte.toUnsignedInt(datagram[IDS_AT]);
    if (destinationEnd >= length) {
      return Optional.empty();
    }
    int sourceEnd = destinationEnd + 1 + Byte.toUnsignedInt(datagram[destinationEnd]);
    int listBytes = length - sourceEnd;
    if (listBytes < Integer.BYTES || listBytes % Integer.BYTES != 0) {
      return Optional.empty();
    }
    List<Integer> versions = new ArrayList<>();
    for (int at = sourceEnd; at < length && versions.size() < MAX_VERSIONS; at += Integer.BYTES) {
      versions.add(version(datagram, at));
    }
    return Optional.of(
        new VersionAnswer(
            Arrays.copyOfRange(datagram, IDS_AT + 1, destinationEnd),
            Arrays.copyOfRange(datagram, destinationEnd + 1, sourceEnd),
            List.copyOf(versions)));
  }

  private static int version(byte[] bytes, int at) {
    int version = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      version = version << Byte.SIZE | Byte.toUnsignedInt(bytes[at + i]);
    }
    return version;
  }

  /** Whether it offers a version that an engine of ours speaks. */
  public boolean isKnown() {
    return versions.stream().anyMatch(KNOWN::contains);
  }

  /** The versions in hexadecimal, without those that are reserved to exercise negotiation. */
  public String text() {
    List<String> named =
        versions.stream()
            .filter(version -> (version & 0x0f0f0f0f) != 0x0a0a0a0a)
            .map(version -> "0x" + Integer.toHexString(version))
            .toList();
    return named.isEmpty() ? "reserved versions only" : String.join(", ", named);
  }
}
