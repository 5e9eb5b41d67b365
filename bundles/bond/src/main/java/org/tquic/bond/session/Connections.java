package org.tquic.bond.session;

import java.util.List;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** The router's connections to its server, as its links need them. Used on the owner loop. */
interface Connections {
  /** The tunnel that links share, or null. */
  SharedTunnel shared();

  /**
   * Prepares an attempt: a path of the tunnel that links share, or else a connection.
   *
   * @param anew whether to make a connection in any case
   */
  Attempt newAttempt(LinkDialer dialer, RouterCarrier carrier, boolean anew);

  /** From now on links share this tunnel, which ends the one before. */
  void share(SharedTunnel tunnel);

  /** Closes the tunnel that links share, if there is one. */
  void unshare(PathReason reason);

  /** The scheduler of packets that belong to no path. */
  void selectScheduler(PathSchedulerFactory factory);

  /**
   * Connections of engines whose controllers are plug-ins change at once, others when made anew.
   */
  void selectCongestion(CongestionChoice choice);

  /** The congestion controller of links that have none of their own. */
  CongestionChoice congestion();

  /** The congestion controller of this link's new connections. */
  CongestionChoice congestion(String link);

  /** The congestion controllers of single links. */
  LinkControllers links();

  void close();

  /** What the connections tell their bond. */
  interface Owner {
    /** A server answers; with another instance it knows nothing of this bond. */
    void onInstance(long instance);

    /** Whether any carrier works. */
    boolean anyActive();

    /** A carrier can join. */
    void onReady(RouterCarrier carrier, CarrierTransport transport);

    /** The last datagram of a batch was given. */
    void onReadComplete();

    /** A path that had no room has room again. */
    void onRoom();

    void onAssigned(List<InetPrefix> addresses);

    /** Links share another tunnel now, or none. */
    void onSharedChanged();
  }
}
