package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.crypto.InitialSecrets;
import org.tquic.quic.crypto.OneRttKeys;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.wire.ConnectionId;

/**
 * The keys of each level, from when they are known until they are discarded, RFC 9001 section 4.9.
 */
final class KeyRing {
  private final Role role;
  private final PacketProtection[] sending = new PacketProtection[2];
  private final PacketProtection[] receiving = new PacketProtection[2];
  private OneRttKeys oneRtt;
  private boolean oneRttReceives;

  // Of Initial packets, which come in two versions while the ends agree on one.

  private ConnectionId initialDestination;
  private int initialVersion;
  private int otherVersion;
  private PacketProtection receivingOther;

  KeyRing(Role role) {
    this.role = role;
  }

  /** Keys that both sides make from the client's first destination connection ID. */
  void installInitial(int version, ConnectionId clientDestination) {
    initialVersion = version;
    initialDestination = clientDestination;
    receivingOther = null;
    InitialSecrets secrets = InitialSecrets.derive(version, clientDestination);
    install(
        EncryptionLevel.INITIAL, version, InitialSecrets.SUITE, secrets.client(), secrets.server());
  }

  void install(
      EncryptionLevel level,
      int version,
      CipherSuite suite,
      byte[] clientSecret,
      byte[] serverSecret) {
    if (level == EncryptionLevel.ONE_RTT) {
      oneRtt = new OneRttKeys(role, version, suite, clientSecret, serverSecret);
      return;
    }
    boolean client = role == Role.CLIENT;
    sending[level.ordinal()] =
        new PacketProtection(version, suite, client ? clientSecret : serverSecret);
    receiving[level.ordinal()] =
        new PacketProtection(version, suite, client ? serverSecret : clientSecret);
  }

  /** 1-RTT packets count only once the peer is authenticated, RFC 9001 section 5.7. */
  void letOneRttReceive() {
    oneRttReceives = true;
  }

  boolean canSend(EncryptionLevel level) {
    return level == EncryptionLevel.ONE_RTT ? oneRtt != null : sending[level.ordinal()] != null;
  }

  boolean canReceive(EncryptionLevel level) {
    return level == EncryptionLevel.ONE_RTT
        ? oneRtt != null && oneRttReceives
        : receiving[level.ordinal()] != null;
  }

  PacketProtection sending(EncryptionLevel level) {
    return sending[level.ordinal()];
  }

  PacketProtection receiving(EncryptionLevel level) {
    return receiving[level.ordinal()];
  }

  /**
   * Opens Initial packets of a version: those of the one that is left have to be readable as long
   * as those of the one in use, RFC 9369 section 4.1, and the client tries what the server may have
   * chosen.
   */
  PacketProtection receivingInitial(int version) {
    if (version == initialVersion) {
      return receiving(EncryptionLevel.INITIAL);
    }
    if (receivingOther == null || version != otherVersion) {
      InitialSecrets secrets = InitialSecrets.derive(version, initialDestination);
      otherVersion = version;
      receivingOther =
          new PacketProtection(
              version,
              InitialSecrets.SUITE,
              role == Role.CLIENT ? secrets.server() : secrets.client());
    }
    return receivingOther;
  }

  OneRttKeys oneRtt() {
    return oneRtt;
  }

  void discard(EncryptionLevel level) {
    sending[level.ordinal()] = null;
    receiving[level.ordinal()] = null;
    if (level == EncryptionLevel.INITIAL) {
      receivingOther = null;
    }
  }
}
