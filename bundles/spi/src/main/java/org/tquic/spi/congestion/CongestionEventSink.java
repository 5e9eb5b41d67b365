package org.tquic.spi.congestion;

/** Takes what a controller wants operators and traces to see; cheap, but not for each packet. */
public interface CongestionEventSink {
  /** Takes nothing. */
  CongestionEventSink NONE =
      new CongestionEventSink() {
        @Override
        public void onPhase(CongestionPhase from, CongestionPhase to, long nowNs) {}

        @Override
        public void onValue(String name, long value, long nowNs) {}
      };

  /** The controller changed its phase. */
  void onPhase(CongestionPhase from, CongestionPhase to, long nowNs);

  /**
   * A value of the controller's own changed.
   *
   * @param name a constant that names value and unit, for example {@code wMaxBytes}
   */
  void onValue(String name, long value, long nowNs);
}
