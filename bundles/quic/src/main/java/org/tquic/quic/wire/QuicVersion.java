package org.tquic.quic.wire;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.tquic.quic.PacketType;

/** Versions of QUIC and what differs between their packet headers. */
public final class QuicVersion {
  /** Marks a Version Negotiation packet, RFC 8999 section 6. */
  public static final int NEGOTIATION = 0;

  /** RFC 9000. */
  public static final int V1 = 1;

  /** RFC 9369. */
  public static final int V2 = 0x6b3343cf;

  private static final int RESERVED_MASK = 0x0f0f0f0f;
  private static final int RESERVED = 0x0a0a0a0a;

  /** A peer may list thousands. */
  private static final int MAX_NAMED = 16;

  /** In the order of the type bits of version 1, RFC 9000 table 5. */
  private static final PacketType[] TYPES = {
    PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE, PacketType.RETRY
  };

  private QuicVersion() {}

  /** Whether it is one that this engine speaks. */
  public static boolean isSupported(int version) {
    return version == V1 || version == V2;
  }

  /** Whether it is one that nobody may ever speak, RFC 9000 section 15. */
  public static boolean isReserved(int version) {
    return (version & RESERVED_MASK) == RESERVED;
  }

  /** One of the reserved ones, to list among real ones so that peers get used to strangers. */
  public static int reserved(RandomGenerator random) {
    return random.nextInt() & ~RESERVED_MASK | RESERVED;
  }

  /** As people write it, in hexadecimal. */
  public static String name(int version) {
    return "0x" + Integer.toHexString(version);
  }

  /** The first names with commas between them, without the reserved ones, which mean nothing. */
  public static String names(List<Integer> versions) {
    return versions.stream()
        .filter(version -> !isReserved(version))
        .limit(MAX_NAMED)
        .map(QuicVersion::name)
        .collect(Collectors.joining(", "));
  }

  /** Type of a long header packet by its two type bits, RFC 9369 section 3.2 for version 2. */
  static PacketType longType(int version, int bits) {
    return TYPES[(version == V2 ? bits - 1 : bits) & 3];
  }

  /**
   * The two type bits of a long header packet.
   *
   * @throws IllegalArgumentException for types without a long header of their own
   */
  static int longTypeBits(int version, PacketType type) {
    int bits =
        switch (type) {
          case INITIAL -> 0;
          case ZERO_RTT -> 1;
          case HANDSHAKE -> 2;
          case RETRY -> 3;
          default -> throw new IllegalArgumentException("no type bits for " + type);
        };
    return version == V2 ? bits + 1 & 3 : bits;
  }
}
