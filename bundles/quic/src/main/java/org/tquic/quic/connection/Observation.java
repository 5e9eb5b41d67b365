package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.crypto.OneRttKeys;
import org.tquic.quic.recovery.GuardedScheduler;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.VersionInformation;

/** An observer, what it was told last, and how it is told what others only change. */
final class Observation {
  final ConnectionObserver observer;
  private final Core core;
  private final ObservedPacket view = new ObservedPacket();
  private String scheduler = "";
  private long schedulerFaults;
  private long sendPhase;
  private long receivePhase;

  Observation(Core core, ConnectionObserver observer) {
    this.core = core;
    this.observer = observer;
  }

  /** Tells what is known already. */
  void begin(long nowNs) {
    HandshakeFlow handshake = core.handshake;
    observer.onAttached(
        nowNs, core.role, handshake.ids().originalDestination(), handshake.version().inUse());
    observer.onParameters(nowNs, true, handshake.own());
    if (handshake.peer() != null) {
      observer.onParameters(nowNs, false, handshake.peer());
    }
    if (core.keys.oneRtt() != null) {
      sendPhase = core.keys.oneRtt().sendPhase();
      receivePhase = core.keys.oneRtt().receivePhase();
    }
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      path.told = null;
      observer.onPath(nowNs, PathChange.OPENED, path.id(), path.network());
      recovery(path, nowNs);
    }
    scheduler(nowNs);
  }

  void versionAgreed(long nowNs) {
    VersionInformation own = core.handshake.own().versionInformation();
    VersionInformation peer = core.handshake.peer().versionInformation();
    boolean client = core.role == Role.CLIENT;
    observer.onVersionAgreed(
        nowNs, core.handshake.version().inUse(), client ? own : peer, client ? peer : own);
  }

  void sending(
      EncryptionLevel level,
      Path path,
      long number,
      int numberLength,
      byte[] array,
      int offset,
      int payloadOffset,
      int payloadEnd,
      int tagLength,
      boolean mtuProbe,
      long nowNs) {
    keys(nowNs);
    observer.onPacketSent(
        nowNs,
        view(level, path, core.handshake.version().inUse(), mtuProbe)
            .number(number, numberLength)
            .bytes(
                array,
                offset,
                payloadEnd + tagLength - offset,
                payloadOffset,
                payloadEnd - payloadOffset));
  }

  void received(
      EncryptionLevel level,
      Path path,
      PacketHeader header,
      byte[] array,
      long number,
      int numberLength,
      int payloadLength,
      long nowNs) {
    keys(nowNs);
    int offset = header.packetOffset();
    observer.onPacketReceived(
        nowNs,
        view(level, path, header.version(), false)
            .number(number, numberLength)
            .bytes(
                array,
                offset,
                header.packetEnd() - offset,
                header.packetNumberOffset() + numberLength,
                payloadLength));
  }

  private ObservedPacket view(EncryptionLevel level, Path path, int version, boolean mtuProbe) {
    boolean multipath = core.pathIds.isMultipath();
    return view.header(level.packetType(), path.id(), multipath, version, mtuProbe);
  }

  /** Key updates happen within sealing and opening, and so show at the next packet. */
  private void keys(long nowNs) {
    OneRttKeys keys = core.keys.oneRtt();
    if (keys == null || keys.sendPhase() == sendPhase && keys.receivePhase() == receivePhase) {
      return;
    }
    boolean initiatedHere = sendPhase > receivePhase || keys.sendPhase() > keys.receivePhase();
    if (keys.sendPhase() > sendPhase) {
      sendPhase = keys.sendPhase();
      observer.onKeyUpdate(nowNs, true, sendPhase, initiatedHere);
    }
    if (keys.receivePhase() > receivePhase) {
      receivePhase = keys.receivePhase();
      observer.onKeyUpdate(nowNs, false, receivePhase, initiatedHere);
    }
  }

  void recovery(Path path, long nowNs) {
    RecoveryMetrics now = RecoveryMetrics.of(path);
    if (!now.equals(path.told)) {
      RecoveryMetrics before = path.told;
      path.told = now;
      observer.onRecoveryMetrics(nowNs, path.id(), before, now);
    }
  }

  void scheduler(long nowNs) {
    GuardedScheduler now = core.scheduling.scheduler();
    if (now.faults() != schedulerFaults || !now.id().equals(scheduler)) {
      scheduler = now.id();
      schedulerFaults = now.faults();
      observer.onScheduler(nowNs, scheduler, schedulerFaults, now.lastFault());
    }
  }
}
