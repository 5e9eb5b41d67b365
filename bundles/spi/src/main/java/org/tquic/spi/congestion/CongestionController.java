package org.tquic.spi.congestion;

/**
 * Decides how much one path may have under way, and how fast it is sent. Every call comes from the
 * one thread that owns the connection; a controller neither blocks, locks, reads a clock, nor keeps
 * a reference to an event it was given, and allocates nothing per packet.
 *
 * <p>The engine, not the controller, keeps round-trip times, bytes in flight, delivery rate,
 * pacing, ECN validation and recovery periods. On an acknowledgement it calls {@link #onEcnCe},
 * {@link #onLoss} and {@link #onAck}, each where it applies and in this order, then reads the
 * queries once. Queries are pure and take constant time.
 *
 * <p>A controller that throws, or answers what cannot be, is replaced at once.
 */
public interface CongestionController extends AutoCloseable {
  /** A packet that counts as in flight was sent. */
  default void onPacketSent(SentEvent event) {}

  /** Packets were newly acknowledged; once for each ACK frame that does so. */
  void onAck(AckEvent event);

  /** Packets were declared lost; once for each detection. */
  void onLoss(LossEvent event);

  /** The peer counted congestion marks. */
  void onEcnCe(EcnEvent event);

  /** Packets that were declared lost are acknowledged after all. */
  default void onSpuriousLoss(SpuriousLossEvent event) {}

  /**
   * A probe timeout passed; nothing is declared lost by it.
   *
   * @param count timeouts in a row, 1 for the first
   */
  default void onPto(int count, long nowNs) {}

  /** Sending starts again, nothing was under way for longer than a probe timeout. */
  default void onIdleRestart(long nowNs) {}

  /** The largest datagram of the path changed; the minimum window is twice that. */
  void onMtuChanged(int maxDatagramBytes, long nowNs);

  /** Bytes that may be in flight, no less than two datagrams. */
  long congestionWindow();

  /** Rate to send with, bytes per second; -1 for 1.25 times the window per round-trip time. */
  default long pacingRateBps() {
    return -1;
  }

  /** Bytes that may be sent back to back; -1 leaves it to the engine. */
  default long sendQuantumBytes() {
    return -1;
  }

  /** Slow start threshold in bytes; -1 while it is unbounded or where there is none. */
  default long ssthreshBytes() {
    return -1;
  }

  /** Bandwidth that the controller believes in, bytes per second, or -1. */
  default long bandwidthBps() {
    return -1;
  }

  /** What the controller is doing. */
  CongestionPhase phase();

  /**
   * Whether packets carry ECT(1), RFC 9331, rather than ECT(0). A controller asks for it that
   * answers the share of marks and not each mark as a loss: queues of L4S mark such packets early
   * and often.
   */
  default boolean isL4s() {
    return false;
  }

  /**
   * What operators see in place of the plug-in's id, for one that has more to say: a short text
   * that begins with the id. Empty for none. Asked often, so it is kept rather than made.
   */
  default String status() {
    return "";
  }

  /**
   * State for a successor; called once, just before {@link #close()}.
   *
   * @param measured what engine and queries say; a controller that knows better gives another
   */
  default CongestionHandover handover(CongestionHandover measured) {
    return measured;
  }

  @Override
  default void close() {}
}
