package org.tquic.paths.doctor.probe;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A packet that every QUIC server answers and that starts nothing: a long header packet of a
 * version that no one has (RFC 9000 sections 6.1 and 15). Its shape is that of an Initial packet,
 * and it is as long as one, since servers owe no answer to shorter datagrams.
 */
public final class VersionProbe {
  /** Shortest datagram that a server has to answer, bytes (RFC 9000 section 14.1). */
  public static final int MIN_BYTES = 1200;

  private static final int ID_BYTES = 8;
  private static final int DESTINATION_AT = 6;
  private static final int SOURCE_AT = DESTINATION_AT + ID_BYTES + 1;
  private static final int TOKEN_LENGTH_AT = SOURCE_AT + ID_BYTES;

  private final byte[] datagram;

  private VersionProbe(byte[] datagram) {
    this.datagram = datagram;
  }

  /**
   * A probe with connection IDs of its own.
   *
   * @param random unpredictable, for whoever guesses the IDs could answer in the server's place
   * @param bytes length of the UDP payload, {@link #MIN_BYTES} at least
   */
  public static VersionProbe of(RandomGenerator random, int bytes) {
    if (bytes < MIN_BYTES) {
      throw new IllegalArgumentException("servers do not answer a probe of " + bytes + " bytes");
    }
    byte[] datagram = new byte[bytes];
    random.nextBytes(datagram);
    datagram[0] = (byte) (0xc0 | (datagram[0] & 0x0f));
    // 0x?a?a?a?a is reserved for this, RFC 9000 section 15.
    for (int i = 1; i <= Integer.BYTES; i++) {
      datagram[i] = (byte) ((datagram[i] & 0xf0) | 0x0a);
    }
    datagram[DESTINATION_AT - 1] = ID_BYTES;
    datagram[SOURCE_AT - 1] = ID_BYTES;
    int rest = bytes - TOKEN_LENGTH_AT - 3;
    datagram[TOKEN_LENGTH_AT] = 0;
    datagram[TOKEN_LENGTH_AT + 1] = (byte) (0x40 | rest >> Byte.SIZE);
    datagram[TOKEN_LENGTH_AT + 2] = (byte) rest;
    return new VersionProbe(datagram);
  }

  /** The UDP payload; not to be changed. */
  public byte[] datagram() {
    return datagram;
  }

  /** Whether an answer is to this probe: it has its connection IDs, changed over. */
  public boolean isAnsweredBy(VersionAnswer answer) {
    return same(answer.destinationId(), SOURCE_AT) && same(answer.sourceId(), DESTINATION_AT);
  }

  private boolean same(byte[] id, int at) {
    return Arrays.equals(id, 0, id.length, datagram, at, at + ID_BYTES);
  }
}
