package org.tquic.quic.connection;

import org.tquic.quic.path.AmplificationLimit;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathMigration;
import org.tquic.quic.path.PathResponses;
import org.tquic.quic.path.PathState;
import org.tquic.quic.path.PathValidator;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.recovery.PathRecovery;
import org.tquic.quic.stream.DatagramQueue;

/** One path: an ID, the addresses it has now, and all that is kept for it alone. */
final class Path {
  /** A packet with a short header, a small frame and the tag is not larger. */
  private static final int MIN_PACKET_BYTES = 64;

  /** What may wait to be sent: a few packets, or what the pacer lets go in 4 ms. */
  private static final long AHEAD_PACKETS = 4;

  private static final long AHEAD_PER_S = 250;

  final PathState state;
  final PathMigration migration;
  final PathValidator validator;
  final PathResponses responses = new PathResponses();
  final MtuDiscovery mtu;
  final PacketNumberSpace space;
  final PathRecovery recovery;

  /** Datagrams that are to go on this path and no other. */
  final DatagramQueue datagrams;

  final PathTally tally = new PathTally();

  /** Where this end was before it moved. */
  final LeftAddress left;

  AmplificationLimit amplification;

  /** What the observer knows of it. */
  RecoveryMetrics told;

  /** A challenge that is owed to where the peer was before it moved, or null. */
  FormerAddress former;

  /** It has a congestion controller that was chosen for it alone. */
  boolean ownCongestion;

  /** A probe timeout fired and nothing was acknowledged since. */
  boolean suspect;

  /** The socket of its link takes no datagrams now. */
  boolean blocked;

  /** Somebody was told that it takes no datagrams now. */
  boolean roomAwaited;

  /** Probes that are owed whatever the window says, RFC 9002 section 6.2.4. */
  int probesOwed;

  /** A PING is owed: a keep-alive, or a probe that has nothing else to say. */
  boolean pingOwed;

  Path(
      PathState state,
      PathMigration migration,
      PathValidator validator,
      MtuDiscovery mtu,
      PacketNumberSpace space,
      PathRecovery recovery,
      DatagramQueue datagrams,
      LeftAddress left,
      AmplificationLimit amplification) {
    this.state = state;
    this.migration = migration;
    this.validator = validator;
    this.mtu = mtu;
    this.space = space;
    this.recovery = recovery;
    this.datagrams = datagrams;
    this.left = left;
    this.amplification = amplification;
  }

  /** When the pacer lets a full datagram go; {@code nowNs} for at once. */
  long nextSendNs(long nowNs) {
    return recovery.nextSendNs(nowNs, mtu.currentMtu());
  }

  long id() {
    return state.pathId();
  }

  NetworkPath network() {
    return migration.current();
  }

  /** Whether application data may be sent on it. */
  boolean carriesData() {
    return state.phase() == PathState.Phase.ACTIVE && amplification.isValidated();
  }

  /** Whether it carries data and nothing says that it is silent. */
  boolean answers() {
    return carriesData() && !suspect;
  }

  /** Whether something has to be sent on it whatever the scheduler says. */
  boolean owes() {
    return probesOwed > 0
        || pingOwed
        || former != null
        || !responses.isEmpty()
        || validator.wantsChallenge();
  }

  /** Whether the amplification limit lets anything be sent on it now. */
  boolean mayAnswer() {
    return amplification.allowance() >= MIN_PACKET_BYTES;
  }

  /** Whether a datagram for it can be sent now. */
  boolean isOpen() {
    return !blocked && mayAnswer();
  }

  /** Bytes of datagrams that may be queued for it alone, for a sender that holds back the rest. */
  long datagramRoom() {
    if (!carriesData()) {
      return 0;
    }
    long ahead = Math.max(AHEAD_PACKETS * mtu.currentMtu(), recovery.pacingRateBps() / AHEAD_PER_S);
    long free = Math.max(0, recovery.congestionWindow() - recovery.bytesInFlight());
    long room = Math.min(free, ahead) + ahead - datagrams.bytes();
    return room < mtu.currentMtu() ? 0 : room;
  }

  /** Whether it takes datagrams again after somebody was told that it does not. */
  boolean endsRoomWait() {
    if (!roomAwaited || datagramRoom() == 0) {
      return false;
    }
    roomAwaited = false;
    return true;
  }

  /** Largest datagram that may be sent on it now. */
  int datagramBytes() {
    return (int) Math.min(mtu.currentMtu(), amplification.allowance());
  }
}
