package org.tquic.bond.path;

import org.tquic.bond.wire.ControlMessage.Call;
import org.tquic.bond.wire.ControlMessage.Quiet;

/**
 * The other end's part of {@link KeepAlive}: be silent, then call, and again, since calls may be
 * lost. Not thread-safe.
 */
public final class PromisedCall {
  private static final int CALLS = 3;
  private static final long AGAIN_NS = 700_000_000;

  /** By then the other end has spoken, were it only because no call came through. */
  private static final long HEARD_NS = 2 * KeepAlive.GRACE_NS;

  private Call call;
  private long nextNs = Long.MAX_VALUE;
  private int left;

  /**
   * The other end asked for it.
   *
   * @return until when this end has no reason to speak or to expect anything
   */
  public long promise(Quiet quiet, long nowNs) {
    call = new Call(quiet.number());
    left = CALLS;
    long gapNs = quiet.gapMillis() * 1_000_000;
    nextNs = nowNs + gapNs;
    return nextNs + HEARD_NS;
  }

  /** Something else crossed the path: the other end does not wait any more. */
  void onUse() {
    nextNs = Long.MAX_VALUE;
  }

  /** When to call, or {@link Long#MAX_VALUE}. */
  public long nextNs() {
    return nextNs;
  }

  /** The call to make now. */
  public Call call() {
    nextNs = --left > 0 ? nextNs + AGAIN_NS : Long.MAX_VALUE;
    return call;
  }
}
