package org.tquic.bond;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.session.RouterSession;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * The router's end of a bond: keeps one carrier to the server over each link it is told of, all of
 * them paths of one connection where both ends can. All methods are thread-safe; {@link #sink()} is
 * used on the owner loop.
 */
public final class RouterBond {
  private final EventLoop loop;
  private final RouterSession session;

  /** A bond that does nothing until links are added. */
  public RouterBond(RouterBondConfig config, PacketPort inner, RouterBondListener listener) {
    this.loop = config.loop();
    this.session = new RouterSession(config, inner, listener);
  }

  /** A link appeared, or is to be bonded from now on. */
  public void linkAdded(LinkInfo link) {
    loop.execute(() -> session.onLink(link));
  }

  /** A link changed. */
  public void linkChanged(LinkInfo link) {
    loop.execute(() -> session.onLink(link));
  }

  /** A link is gone, or no longer to be bonded. */
  public void linkRemoved(String name) {
    loop.execute(() -> session.onLinkGone(name));
  }

  /** Swaps the scheduler. */
  public void selectScheduler(PathSchedulerFactory factory) {
    loop.execute(() -> session.selectScheduler(factory));
  }

  /** Swaps to the built-in scheduler, because the one in use is no more. */
  public void selectBuiltInScheduler() {
    loop.execute(session::selectBuiltInScheduler);
  }

  /**
   * Changes the congestion controller: in place where the engine can, else by replacing every
   * carrier, make before break.
   */
  public void selectCongestion(CongestionChoice choice) {
    loop.execute(() -> session.selectCongestion(choice));
  }

  /** The same for one link, whatever is chosen for all; null for that of all again. */
  public void selectCongestion(String link, CongestionChoice choice) {
    loop.execute(() -> session.selectCongestion(link, choice));
  }

  /**
   * Says what answers in the server's place on a link over which nothing is heard; empty: nothing.
   * It counts until something is heard or the link changes.
   */
  public void explain(String link, String portal) {
    loop.execute(() -> session.explain(link, portal));
  }

  /** Where inner packets enter. */
  public PacketSink sink() {
    return session;
  }

  /**
   * The bond as it is now; waits for the loop, so not to be called on it.
   *
   * @throws org.tquic.api.TquicException when the loop does not answer
   */
  public BondStatus status() {
    return LoopAnswer.of(loop, session::status);
  }

  /** Closes all carriers and tells the server. */
  public Future<Void> close() {
    Promise<Void> done = loop.newPromise();
    loop.execute(
        () -> {
          session.close();
          // One more turn of the loop, so that the close frames leave before the loop ends.
          loop.schedule(() -> done.trySuccess(null), 20, TimeUnit.MILLISECONDS);
        });
    return done;
  }
}
