package org.tquic.bond.path;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.tquic.bond.wire.ControlMessage.Call;
import org.tquic.bond.wire.ControlMessage.Quiet;

/**
 * Keeps the mapping of an idle path alive, at the end behind the NAT. Both ends agree on a silence,
 * at whose end the other one calls. A call that arrives proves at once that the path lives and that
 * the mapping outlives such a silence, for no more packets than a ping and its answer. If none
 * arrives this end pings: an answer then says that the mapping was lost meanwhile, and no answer
 * that the path is dead, which is for {@link HealthMonitor} to find.
 *
 * <p>Call {@link #begin} once {@link #nextNs} has come, and {@link #missed} once that has while
 * {@link #isSilent}. Not thread-safe.
 */
public final class KeepAlive {
  /** A connection whose paths are all silent outlives that. */
  public static final Duration IDLE_TIMEOUT =
      Duration.ofNanos(MappingLifetime.LONGEST_NS).plusSeconds(60);

  /** Idle for so long, a path is left to itself. */
  static final long IDLE_NS = 20_000_000_000L;

  /** A call is repeated within this time in case it was lost. */
  static final long GRACE_NS = 3_000_000_000L;

  private final MappingLifetime lifetime;
  private final BooleanSupplier thrifty;
  private long readyNs;
  private long gapNs;
  private long latestNs;
  private boolean missed;
  private int number;

  /**
   * A path that has just been used.
   *
   * @param lifetime what is known of its link, from now on this one's to teach
   * @param thrifty whether the link's traffic is paid for by volume
   */
  public KeepAlive(MappingLifetime lifetime, BooleanSupplier thrifty, long nowNs) {
    this.lifetime = lifetime;
    this.thrifty = thrifty;
    onUse(nowNs);
  }

  /** Something else crossed the path, or it is in doubt: a silence is void. */
  void onUse(long nowNs) {
    gapNs = 0;
    missed = false;
    readyNs = nowNs + IDLE_NS;
  }

  /** Whether a silence was agreed on and its call is awaited. */
  public boolean isSilent() {
    return gapNs != 0 && !missed;
  }

  /** When to begin a silence, or when the call has to be there; {@link Long#MAX_VALUE}: neither. */
  public long nextNs() {
    if (missed) {
      return Long.MAX_VALUE;
    }
    return gapNs == 0 ? readyNs : latestNs;
  }

  /**
   * Begins a silence.
   *
   * @param mayExplore whether other paths carry traffic if this one is not reachable for a while
   * @return what to tell the other end, or null where this link bears no silence
   */
  public Quiet begin(boolean mayExplore, long nowNs) {
    gapNs = lifetime.gapNs(mayExplore, thrifty.getAsBoolean(), nowNs);
    if (gapNs == 0) {
      readyNs = nowNs + IDLE_NS;
      return null;
    }
    latestNs = nowNs + gapNs + GRACE_NS;
    number = number + 1 & Quiet.MAX_NUMBER;
    return new Quiet(gapNs / 1_000_000, number);
  }

  /** The other end called; the next silence may begin, unless this was the call of an old one. */
  public void onCall(Call call, long nowNs) {
    if (gapNs != 0 && call.number() == number) {
      lifetime.onHeld(gapNs);
      end(nowNs);
    }
  }

  /** The call did not come in time: whether the path lives has to be found out. */
  public void missed() {
    missed = true;
  }

  /** A ping was answered: if the call had not come, the mapping was lost. */
  public void onPong(long nowNs) {
    if (missed) {
      lifetime.onLost(gapNs, nowNs);
      end(nowNs);
    }
  }

  private void end(long nowNs) {
    gapNs = 0;
    missed = false;
    readyNs = nowNs;
  }

  /** Length of the silence, or 0 while there is none. */
  public long gapNs() {
    return gapNs;
  }

  /** What is known of the link. */
  public MappingLifetime lifetime() {
    return lifetime;
  }
}
