package org.tquic.quic.crypto;

import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;

/**
 * The keys of 1-RTT packets in both directions with their updates, RFC 9001 section 6, over all
 * paths of a connection. Which receive keys open a packet follows from its key phase bit, its path
 * and its number alone, so that each packet costs one attempt whoever made it. For one thread.
 */
public final class OneRttKeys {
  /** Packets kept for closing a connection whose keys are used up. */
  static final int CLOSE_RESERVE = 64;

  private static final int KEY_PHASE_BIT = 0x04;

  private final PathKeyPhaseTable paths = new PathKeyPhaseTable();
  private final long confidentialityLimit;
  private final long integrityLimit;

  private PacketProtection send;
  private PacketProtection receive;
  private PacketProtection previousReceive;
  private PacketProtection nextReceive;

  /** Number of updates of the send keys; equal to that of the receive keys or one ahead. */
  private long sendPhase;

  private long receivePhase;
  private long lastOpenedPhase;
  private long sealedInPhase;
  private long failed;
  private boolean handshakeConfirmed;
  private boolean updateRequested;
  private boolean phaseAcknowledged;
  private boolean closeReserveInUse;

  /**
   * The first keys.
   *
   * @param role of this end
   * @param version of QUIC, 1 or 2 by its number on the wire
   * @param clientSecret client's application traffic secret
   * @param serverSecret server's application traffic secret
   * @throws IllegalArgumentException for another version or secrets of the wrong length
   */
  public OneRttKeys(
      Role role, int version, CipherSuite suite, byte[] clientSecret, byte[] serverSecret) {
    this(
        new PacketProtection(version, suite, role == Role.CLIENT ? clientSecret : serverSecret),
        new PacketProtection(version, suite, role == Role.CLIENT ? serverSecret : clientSecret),
        suite.confidentialityLimit(),
        suite.integrityLimit());
  }

  OneRttKeys(
      PacketProtection send,
      PacketProtection receive,
      long confidentialityLimit,
      long integrityLimit) {
    this.send = send;
    this.receive = receive;
    this.nextReceive = receive.updated();
    this.confidentialityLimit = confidentialityLimit;
    this.integrityLimit = integrityLimit;
  }

  /**
   * Seals a packet with the current keys as {@link PacketProtection#seal} does, and sets the key
   * phase bit in its header. Updates the keys by itself once half of their limit is used.
   *
   * @throws QuicException AEAD_LIMIT_REACHED, once when the keys are nearly used up and no update
   *     is possible, and for every packet when they are; a few packets fit in between, for closing
   */
  public void seal(
      byte[] packet,
      int headerOffset,
      int packetNumberOffset,
      int packetNumberLength,
      int payloadEnd,
      long pathId,
      long packetNumber) {
    if ((updateRequested || sealedInPhase >= confidentialityLimit / 2) && canInitiateUpdate()) {
      initiateUpdate();
    }
    checkConfidentialityLimit();
    if (keyPhase()) {
      packet[headerOffset] |= KEY_PHASE_BIT;
    } else {
      packet[headerOffset] &= ~KEY_PHASE_BIT;
    }
    send.seal(
        packet,
        headerOffset,
        packetNumberOffset,
        packetNumberLength,
        payloadEnd,
        pathId,
        packetNumber);
    sealedInPhase++;
    paths.of(pathId).onSealed(sendPhase, packetNumber);
    prepareNext();
  }

  private void checkConfidentialityLimit() {
    boolean reserve = sealedInPhase >= confidentialityLimit - CLOSE_RESERVE;
    if (reserve && !closeReserveInUse || sealedInPhase >= confidentialityLimit) {
      closeReserveInUse = true;
      throw new QuicException(TransportError.AEAD_LIMIT_REACHED, "too many packets with one key");
    }
  }

  /** As {@link PacketProtection#unprotectHeader}. */
  public int unprotectHeader(
      byte[] packet, int headerOffset, int packetNumberOffset, int packetEnd) {
    return receive.unprotectHeader(packet, headerOffset, packetNumberOffset, packetEnd);
  }

  /**
   * Opens a packet as {@link PacketProtection#open} does, with the keys that its key phase bit asks
   * for, and follows the peer when it has updated its keys.
   *
   * @return length of the payload, or -1 when authentication fails
   * @throws QuicException KEY_UPDATE_ERROR when the peer updates keys twice without waiting for an
   *     answer or goes back to older keys, AEAD_LIMIT_REACHED after too many failures
   */
  public int open(
      byte[] packet,
      int headerOffset,
      int packetNumberOffset,
      int packetNumberLength,
      int packetEnd,
      long pathId,
      long packetNumber) {
    long phase = phaseOf(packet[headerOffset], pathId, packetNumber);
    int length =
        keysOf(phase)
            .open(
                packet,
                headerOffset,
                packetNumberOffset,
                packetNumberLength,
                packetEnd,
                pathId,
                packetNumber);
    if (length < 0) {
      onFailure();
      return length;
    }
    if (phase > receivePhase) {
      promoteNext();
    }
    if (!paths.of(pathId).onOpened(phase, packetNumber)) {
      throw new QuicException(TransportError.KEY_UPDATE_ERROR, "older keys for a newer packet");
    }
    lastOpenedPhase = phase;
    return length;
  }

  private long phaseOf(byte first, long pathId, long packetNumber) {
    boolean bit = (first & KEY_PHASE_BIT) != 0;
    if (bit == isOdd(receivePhase)) {
      return receivePhase;
    }
    return previousReceive != null && mayPrecede(pathId, packetNumber)
        ? receivePhase - 1
        : receivePhase + 1;
  }

  private boolean mayPrecede(long pathId, long packetNumber) {
    PathKeyPhases path = paths.find(pathId);
    return path == null || path.mayPrecede(receivePhase, packetNumber);
  }

  private PacketProtection keysOf(long phase) {
    if (phase == receivePhase) {
      return receive;
    }
    if (phase < receivePhase) {
      return previousReceive;
    }
    prepareNext();
    return nextReceive;
  }

  /**
   * Makes the next receive keys after an update. That waits for the next packet sent, so that no
   * packet received takes longer than others, RFC 9001 section 6.3.
   */
  private void prepareNext() {
    if (nextReceive == null) {
      nextReceive = receive.updated();
    }
  }

  private void promoteNext() {
    if (receivePhase == sendPhase) {
      // The peer cannot have had an acknowledgement in a phase in which nothing was sent to it.
      if (sealedInPhase == 0) {
        throw new QuicException(
            TransportError.KEY_UPDATE_ERROR, "keys updated twice without an acknowledgement");
      }
      updateSend();
    }
    previousReceive = receive;
    receive = nextReceive;
    nextReceive = null;
    receivePhase++;
  }

  private void onFailure() {
    failed++;
    if (failed > integrityLimit) {
      throw new QuicException(
          TransportError.AEAD_LIMIT_REACHED, "too many packets that are not authentic");
    }
  }

  /** The handshake is confirmed, RFC 9001 section 4.1.2: updates are allowed from now on. */
  public void onHandshakeConfirmed() {
    handshakeConfirmed = true;
  }

  /**
   * Notes an acknowledgement; to be called while the packet opened last is processed.
   *
   * @param pathId of the packets acknowledged
   * @param largestAcknowledged the largest packet number that is acknowledged
   * @throws QuicException KEY_UPDATE_ERROR when that packet had newer keys than the one with the
   *     acknowledgement, RFC 9001 section 6.2
   */
  public void onAcknowledged(long pathId, long largestAcknowledged) {
    PathKeyPhases path = paths.find(pathId);
    if (path == null || !path.isSealedIn(sendPhase, largestAcknowledged)) {
      return;
    }
    if (lastOpenedPhase < sendPhase) {
      throw new QuicException(TransportError.KEY_UPDATE_ERROR, "newer keys acknowledged with old");
    }
    phaseAcknowledged = true;
  }

  /**
   * Whether keys may be updated now: the handshake is confirmed, the peer has acknowledged a packet
   * of this key phase, and the keys of the one before are discarded.
   */
  public boolean canInitiateUpdate() {
    return handshakeConfirmed
        && phaseAcknowledged
        && sendPhase == receivePhase
        && previousReceive == null;
  }

  /**
   * Updates the keys, RFC 9001 section 6.1: packets sealed from now on have new ones.
   *
   * @throws IllegalStateException unless {@link #canInitiateUpdate}
   */
  public void initiateUpdate() {
    if (!canInitiateUpdate()) {
      throw new IllegalStateException("keys must not be updated now");
    }
    updateSend();
  }

  /**
   * Has the keys updated with the first packet sealed once {@link #canInitiateUpdate}: that may be
   * three PTO after the update before, RFC 9001 section 6.5. An update by the peer will do as well.
   */
  public void requestUpdate() {
    updateRequested = true;
  }

  /** How often the keys of packets sealed here were updated. */
  public long updates() {
    return sendPhase;
  }

  private void updateSend() {
    updateRequested = false;
    send = send.updated();
    sendPhase++;
    sealedInPhase = 0;
    phaseAcknowledged = false;
    closeReserveInUse = false;
  }

  /** The key phase of packets sealed now, as the bit in their headers. */
  public boolean keyPhase() {
    return isOdd(sendPhase);
  }

  /** How often the keys of packets sealed were updated. */
  public long sendPhase() {
    return sendPhase;
  }

  /** How often the keys of packets opened were updated; at most one behind {@link #sendPhase}. */
  public long receivePhase() {
    return receivePhase;
  }

  /**
   * Whether receive keys of before the last update are held. {@link #discardPrevious} is due 3
   * times the largest PTO of all paths after this became true, RFC 9001 section 6.5.
   */
  public boolean holdsPrevious() {
    return previousReceive != null;
  }

  /** Drops the receive keys of before the last update. */
  public void discardPrevious() {
    previousReceive = null;
    prepareNext();
  }

  /** Forgets an abandoned path once no packet of it is opened any more. */
  public void forgetPath(long pathId) {
    paths.remove(pathId);
  }

  private static boolean isOdd(long phase) {
    return (phase & 1) != 0;
  }
}
