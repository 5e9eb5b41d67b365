package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.tquic.quic.Role;

/** Two ends of a connection that seal and open packets of a few bytes. */
final class OneRttPair {
  static final int NUMBER_OFFSET = 9;
  static final int NUMBER_LENGTH = 4;
  private static final int PAYLOAD_LENGTH = 6;
  private static final int SEALED = NUMBER_OFFSET + NUMBER_LENGTH + PAYLOAD_LENGTH;
  private static final int KEY_PHASE_BIT = 0x04;

  final OneRttKeys client;
  final OneRttKeys server;

  OneRttPair() {
    client = new OneRttKeys(Role.CLIENT, 1, suite(), secret(1), secret(2));
    server = new OneRttKeys(Role.SERVER, 1, suite(), secret(1), secret(2));
  }

  OneRttPair(long confidentialityLimit, long integrityLimit) {
    client = new OneRttKeys(keys(1), keys(2), confidentialityLimit, integrityLimit);
    server = new OneRttKeys(keys(2), keys(1), confidentialityLimit, integrityLimit);
  }

  private static CipherSuite suite() {
    return CipherSuite.AES_128_GCM_SHA256;
  }

  static byte[] secret(int seed) {
    byte[] secret = new byte[32];
    secret[0] = (byte) seed;
    return secret;
  }

  static PacketProtection keys(int seed) {
    return new PacketProtection(1, suite(), secret(seed));
  }

  /** A sealed packet. */
  static byte[] seal(OneRttKeys keys, long pathId, long packetNumber) {
    byte[] packet = clear(packetNumber);
    keys.seal(packet, 0, NUMBER_OFFSET, NUMBER_LENGTH, SEALED, pathId, packetNumber);
    return packet;
  }

  /** A packet sealed with any keys and key phase bit. */
  static byte[] seal(PacketProtection keys, boolean phaseBit, long pathId, long packetNumber) {
    byte[] packet = clear(packetNumber);
    if (phaseBit) {
      packet[0] |= KEY_PHASE_BIT;
    }
    keys.seal(packet, 0, NUMBER_OFFSET, NUMBER_LENGTH, SEALED, pathId, packetNumber);
    return packet;
  }

  private static byte[] clear(long packetNumber) {
    byte[] packet = new byte[SEALED + PacketProtection.TAG_LENGTH];
    packet[0] = 0x40 | NUMBER_LENGTH - 1;
    for (int i = 0; i < NUMBER_LENGTH; i++) {
      packet[NUMBER_OFFSET + i] = (byte) (packetNumber >> 24 - 8 * i);
    }
    return packet;
  }

  /** Whether a packet opens. */
  static boolean opens(OneRttKeys keys, byte[] packet, long pathId, long packetNumber) {
    byte[] copy = packet.clone();
    int length = keys.unprotectHeader(copy, 0, NUMBER_OFFSET, copy.length);
    if (length != NUMBER_LENGTH) {
      return false;
    }
    int payload = keys.open(copy, 0, NUMBER_OFFSET, length, copy.length, pathId, packetNumber);
    assertThat(payload).isIn(-1, PAYLOAD_LENGTH);
    return payload >= 0;
  }

  /** Packets both ways and their acknowledgements, on path 0; afterwards updates are allowed. */
  void exchange(long packetNumber) {
    assertThat(opens(server, seal(client, 0, packetNumber), 0, packetNumber)).isTrue();
    assertThat(opens(client, seal(server, 0, packetNumber), 0, packetNumber)).isTrue();
    client.onAcknowledged(0, packetNumber);
    assertThat(opens(server, seal(client, 0, packetNumber + 1), 0, packetNumber + 1)).isTrue();
    server.onAcknowledged(0, packetNumber);
  }

  void confirm() {
    client.onHandshakeConfirmed();
    server.onHandshakeConfirmed();
  }
}
