package org.tquic.api.engine;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A connection over several links at once, draft-ietf-quic-multipath. Used on its event loop. What
 * happens to paths comes as {@link PathChanged} events through the pipeline.
 */
public interface MultipathChannel extends QuicChannel {
  /** No path. */
  long NO_PATH = -1;

  /** Whether both sides agreed on several paths; known after the handshake. */
  boolean isMultipath();

  /**
   * Opens one more path, as a client. Completes with its ID once the peer's address is validated on
   * it (RFC 9000 section 8.2); fails with a {@link ConnectFailure} that says why. The path has a
   * socket of its own, which lives as long as it.
   */
  Future<Long> openPath(LinkBinding link, InetSocketAddress remote);

  /** Closes a path; false when there is no such path or it is the last one. */
  boolean closePath(long pathId);

  /** Tells the peer whether to send on a path, or only when no other is left. */
  void preferPath(long pathId, boolean available);

  /** Has the logs of the connection show what the application makes of a path, and why. */
  void notePath(long pathId, PathState state, PathReason reason);

  /** All paths, by their IDs. */
  List<PathInfo> paths();

  /** One path as it is now, or null. */
  PathInfo path(long pathId);

  /** What was counted on a path since it was opened, by name; empty when there is no such path. */
  Map<String, Long> pathCounters(long pathId);

  /**
   * Queues one DATAGRAM frame for one path, whatever the scheduler would choose, and takes
   * ownership. It leaves with the next flush, as soon as the path's window and pacer let it.
   *
   * @return false when it was dropped: no such path, too long, or the path's queue is full
   */
  boolean sendDatagram(long pathId, ByteBuf datagram);

  /**
   * Bytes of datagrams that a path takes now, 0 for none; {@link DatagramRoom} tells when there is
   * room again. Who sends more has it wait in the engine; who sends less leaves the path idle, and
   * its controller may believe it to be slow.
   */
  long datagramRoom(long pathId);

  /** Largest payload of a DATAGRAM frame on a path now, bytes; 0 when there is no such path. */
  int maxDatagramBytes(long pathId);

  /**
   * The path over which the DATAGRAM came that is being read, {@link #NO_PATH} outside of the
   * pipeline's {@code channelRead}.
   */
  long arrivalPath();

  /**
   * Puts another congestion controller in place, with hand-over, on all paths that have none of
   * their own; null: built-in.
   */
  void selectCongestion(CongestionControllerFactory factory);

  /**
   * Puts a congestion controller in place on one path, with hand-over, which keeps it whatever is
   * chosen for all; null: built-in. Nothing happens when there is no such path.
   */
  void selectCongestion(long pathId, CongestionControllerFactory factory);

  /** Has one path run again on what is chosen for all. */
  void followCongestion(long pathId);

  /**
   * Puts another scheduler in place, with hand-over; null for the built-in. It has streams, and
   * datagrams written to the channel without a path.
   */
  void selectScheduler(PathSchedulerFactory factory);
}
