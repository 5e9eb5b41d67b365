package org.tquic.bond;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.engine.TransportSettings;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.session.ServerSessions;
import org.tquic.masque.MasqueServer;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * The server's end of all bonds: one listener, any number of routers, each with as many carriers as
 * it opens. All methods are thread-safe; {@link #sink()} is used on the owner loop.
 */
public final class ServerBonds {
  private static final int MAX_UDP_PAYLOAD = 1472;
  private static final int DATAGRAM_QUEUE = 4096;

  private final ServerBondsConfig config;
  private final EventLoop loop;
  private final ServerSessions sessions;
  private volatile Channel listener;

  /** A server that does not listen yet. */
  public ServerBonds(ServerBondsConfig config, PacketPort inner, ServerBondsPolicy policy) {
    this.config = config;
    this.loop = config.loop();
    this.sessions = new ServerSessions(config, inner, policy);
  }

  /** Listens; fails with a {@link org.tquic.api.engine.ConnectFailure}. */
  public Future<InetSocketAddress> start() {
    return listen(config.listen(), config.congestion());
  }

  private Future<InetSocketAddress> listen(InetSocketAddress address, CongestionChoice choice) {
    TransportSettings transport =
        new TransportSettings(
            MAX_UDP_PAYLOAD,
            KeepAlive.IDLE_TIMEOUT,
            DATAGRAM_QUEUE,
            choice.algorithm(),
            config.congestion().controller());
    ServerRequest request =
        new ServerRequest(
            loop,
            address,
            config.tls(),
            transport,
            new MasqueServer(sessions).newConnectionHandler(),
            null);
    Promise<InetSocketAddress> started = loop.newPromise();
    config
        .engine()
        .listen(request)
        .addListener(
            (Future<Channel> f) -> {
              if (f.isSuccess()) {
                listener = f.getNow();
                started.trySuccess((InetSocketAddress) listener.localAddress());
              } else {
                started.tryFailure(f.cause());
              }
            });
    return started;
  }

  /**
   * Changes the congestion controller of all connections: in place where the engine can. Otherwise
   * the listener has one for all it accepts, so it opens anew; routers notice at once and join
   * again, their bonds and packets under way kept.
   */
  public Future<InetSocketAddress> selectCongestion(CongestionChoice choice) {
    Channel old = listener;
    InetSocketAddress address = (InetSocketAddress) old.localAddress();
    if (config.engine().isMultipath()) {
      return loop.submit(() -> sessions.selectCongestion(choice), address);
    }
    Promise<InetSocketAddress> changed = loop.newPromise();
    old.close()
        .addListener(
            closed -> {
              sessions.selectCongestion(choice);
              listen(address, choice).addListener(f -> complete(changed, f));
            });
    return changed;
  }

  /**
   * Changes the congestion controller of links of this name, of whatever router; null for that of
   * all links again. Only where the engine can change it in place.
   */
  public void selectCongestion(String link, CongestionChoice choice) {
    loop.execute(() -> sessions.selectCongestion(link, choice));
  }

  private static void complete(
      Promise<InetSocketAddress> promise, Future<? super InetSocketAddress> from) {
    if (from.isSuccess()) {
      promise.trySuccess((InetSocketAddress) from.getNow());
    } else {
      promise.tryFailure(from.cause());
    }
  }

  /** Swaps the scheduler of all routers. */
  public void selectScheduler(PathSchedulerFactory factory) {
    loop.execute(() -> sessions.selectScheduler(factory));
  }

  /** Swaps to the built-in scheduler, because the one in use is no more. */
  public void selectBuiltInScheduler() {
    loop.execute(() -> sessions.selectScheduler(null));
  }

  /** Ends a router's bond, because it was revoked. */
  public void end(String name) {
    loop.execute(() -> sessions.end(name));
  }

  /** Where inner packets enter. */
  public PacketSink sink() {
    return sessions;
  }

  /**
   * The routers that are here; waits for the loop, so not to be called on it.
   *
   * @throws org.tquic.api.TquicException when the loop does not answer
   */
  public List<BondStatus> status() {
    return LoopAnswer.of(loop, sessions::status);
  }

  /** Ends all bonds, telling the routers, and stops listening. */
  public Future<Void> close() {
    Promise<Void> done = loop.newPromise();
    loop.execute(
        () -> {
          sessions.close();
          // One more turn of the loop, so that the close frames leave before the socket goes.
          loop.schedule(() -> closeListener(done), 20, TimeUnit.MILLISECONDS);
        });
    return done;
  }

  private void closeListener(Promise<Void> done) {
    if (listener == null) {
      done.trySuccess(null);
    } else {
      listener.close().addListener(f -> done.trySuccess(null));
    }
  }
}
