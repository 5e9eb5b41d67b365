package org.tquic.quic.crypto;

/**
 * Protects the packets of one direction at one encryption level, RFC 9001 section 5. An instance
 * either seals or opens and belongs to one thread.
 */
public final class PacketProtection {
  /** Bytes that sealing adds to a payload. */
  public static final int TAG_LENGTH = PacketAead.TAG_LENGTH;

  /** Bytes that packet number and payload must have together, RFC 9001 section 5.4.2. */
  public static final int MIN_SEALED_LENGTH = HeaderProtection.SAMPLE_OFFSET;

  private final VersionConstants version;
  private final CipherSuite suite;
  private final byte[] secret;
  private final PacketAead aead;
  private final HeaderProtection header;

  /**
   * Keys from a secret.
   *
   * @param version of QUIC, 1 or 2 by its number on the wire
   * @param secret a traffic secret of TLS or an Initial secret
   * @throws IllegalArgumentException for another version, or a secret that is not as long as the
   *     suite's hash
   */
  public PacketProtection(int version, CipherSuite suite, byte[] secret) {
    this(VersionConstants.of(version), suite, checked(suite, secret), null);
  }

  private PacketProtection(
      VersionConstants version, CipherSuite suite, byte[] secret, HeaderProtection kept) {
    this.version = version;
    this.suite = suite;
    this.secret = secret;
    this.aead =
        new PacketAead(
            suite, expand("key", suite.keyLength()), expand("iv", PacketAead.NONCE_LENGTH));
    this.header = kept != null ? kept : HeaderProtection.of(suite, expand("hp", suite.keyLength()));
  }

  private static byte[] checked(CipherSuite suite, byte[] secret) {
    if (secret.length != suite.hashLength()) {
      throw new IllegalArgumentException(suite + " has no secrets of " + secret.length + " bytes");
    }
    return secret.clone();
  }

  private byte[] expand(String name, int length) {
    return Hkdf.expandLabel(suite.hash(), secret, version.label(name), length);
  }

  /** The next keys of an update; header protection stays, RFC 9001 section 6.1. */
  PacketProtection updated() {
    return new PacketProtection(version, suite, expand("ku", suite.hashLength()), header);
  }

  /**
   * Seals a packet in place and protects its header.
   *
   * @param packetNumberOffset of the packet number, which the header already has in clear
   * @param packetNumberLength 1 to 4
   * @param payloadEnd where the payload ends and the tag of {@value #TAG_LENGTH} bytes will be
   * @param pathId 0 to 2^32 - 1; 0 outside multipath
   * @param packetNumber the whole packet number, never used before with the path ID
   * @throws IllegalArgumentException when packet number and payload are together shorter than
   *     {@value #MIN_SEALED_LENGTH} bytes or the tag has no room in the array
   */
  public void seal(
      byte[] packet,
      int headerOffset,
      int packetNumberOffset,
      int packetNumberLength,
      int payloadEnd,
      long pathId,
      long packetNumber) {
    if (payloadEnd - packetNumberOffset < MIN_SEALED_LENGTH
        || packet.length - payloadEnd < TAG_LENGTH) {
      throw new IllegalArgumentException(
          "no packet to seal from " + packetNumberOffset + " to " + payloadEnd);
    }
    int payload = packetNumberOffset + packetNumberLength;
    aead.seal(packet, headerOffset, payload, payloadEnd, pathId, packetNumber);
    header.protect(packet, headerOffset, packetNumberOffset, packetNumberLength);
  }

  /**
   * Removes header protection in place.
   *
   * @param packetEnd where the packet ends in the array
   * @return length of the packet number, 1 to 4, or -1 when the packet is too short for a sample
   */
  public int unprotectHeader(
      byte[] packet, int headerOffset, int packetNumberOffset, int packetEnd) {
    int sampleEnd =
        packetNumberOffset + HeaderProtection.SAMPLE_OFFSET + HeaderProtection.SAMPLE_LENGTH;
    return packetEnd < sampleEnd ? -1 : header.unprotect(packet, headerOffset, packetNumberOffset);
  }

  /**
   * Opens in place a packet whose header is unprotected. The payload then starts behind the packet
   * number. A packet that fails stays as it is.
   *
   * @return length of the payload, or -1 when authentication fails
   */
  public int open(
      byte[] packet,
      int headerOffset,
      int packetNumberOffset,
      int packetNumberLength,
      int packetEnd,
      long pathId,
      long packetNumber) {
    int payload = packetNumberOffset + packetNumberLength;
    return aead.open(packet, headerOffset, payload, packetEnd, pathId, packetNumber);
  }
}
