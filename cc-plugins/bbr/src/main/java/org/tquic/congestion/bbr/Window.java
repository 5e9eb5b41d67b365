package org.tquic.congestion.bbr;

/** The congestion window, draft-ietf-ccwg-bbr, "Congestion Window"; bytes. */
final class Window {
  private static final long NONE = -1;

  private final PathModel model;
  private final RttProbe rttProbe;
  private final long initialBytes;
  private long bytes;
  private long savedBytes;

  /** After persistent congestion: delivered when it showed, until something sent since arrives. */
  private long collapsedAtBytes = NONE;

  Window(PathModel model, RttProbe rttProbe, long initialBytes, long startBytes) {
    this.model = model;
    this.rttProbe = rttProbe;
    this.initialBytes = initialBytes;
    bytes = startBytes;
  }

  long bytes() {
    return bytes;
  }

  /** Follows the model, upwards by no more than was acknowledged. */
  void update(BbrState state, RateSample sample, long quantumBytes) {
    long most = model.maxInFlight(state, quantumBytes);
    if (model.pipe.isReached()) {
      bytes = Math.min(bytes + sample.ackedBytes, most);
    } else if (bytes < most || sample.deliveredBytes < initialBytes) {
      bytes += sample.ackedBytes;
    }
    bytes = Math.max(bytes, model.minPipeBytes());
    if (state == BbrState.PROBE_RTT) {
      bytes = Math.min(bytes, rttProbe.windowBytes());
    }
    long cap =
        switch (state) {
          case STARTUP, DRAIN -> PathModel.UNBOUNDED;
          case PROBE_CRUISE, PROBE_RTT -> model.inFlightWithHeadroom();
          default -> model.inFlightLongTerm;
        };
    cap = Math.max(Math.min(cap, model.shortTerm.inFlightBytes()), model.minPipeBytes());
    bytes = Math.min(bytes, cap);
  }

  /** Keeps the window to come back to; one that is reduced already only if it is larger. */
  void save(BbrState state) {
    boolean reduced = state == BbrState.PROBE_RTT || collapsedAtBytes != NONE;
    savedBytes = reduced ? Math.max(savedBytes, bytes) : bytes;
  }

  void restore() {
    bytes = Math.max(bytes, savedBytes);
  }

  /** RFC 9002 section 7.6.2; what was learnt of the path is kept. */
  void collapse(BbrState state, long minimumBytes, long deliveredBytes) {
    save(state);
    bytes = minimumBytes;
    collapsedAtBytes = deliveredBytes;
  }

  /** Whether something sent after a collapse arrives: the path is there again. */
  boolean endCollapse(RateSample sample) {
    if (collapsedAtBytes == NONE || sample.priorDeliveredBytes < collapsedAtBytes) {
      return false;
    }
    collapsedAtBytes = NONE;
    restore();
    return true;
  }

  void atLeast(long minimumBytes) {
    bytes = Math.max(bytes, minimumBytes);
  }
}
