package org.tquic.gateway.selftest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.RouterBond;
import org.tquic.bond.RouterBondConfig;
import org.tquic.bond.RouterBondListener;
import org.tquic.bond.ServerBonds;
import org.tquic.bond.ServerBondsConfig;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.identity.Fingerprint;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PinnedServerTrust;
import org.tquic.identity.PresentedKeyTrust;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A router and a server with keys of their own, joined over the loopback device. Needs no
 * privileges: no TUN device is made and nothing of the machine is changed.
 */
public final class LoopbackBond implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String DEVICE = "lo";
  private static final int INNER_ADDRESS = 0x0a000001;

  /**
   * Only failures take so long; an emulated processor is some fifty times slower than a real one.
   */
  private static final Duration BOUND = Duration.ofMinutes(2);

  private static final long CLOSE_MILLIS = 1000;

  private final QuicEngine engine;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final Promise<Void> connected;
  private final Direction up;
  private final Direction down;
  private final LocalIdentity routerKey;
  private final ServerBonds server;
  private final RouterBond router;

  /**
   * Joins the two.
   *
   * @param scheduler of both ends
   * @param congestion of both ends
   * @param state folder for their keys
   * @throws TquicException when they do not come together
   */
  public LoopbackBond(
      QuicEngine engine, PathSchedulerFactory scheduler, CongestionChoice congestion, Path state) {
    this.engine = engine;
    group = engine.newEventLoopGroup(1, "tquic-self-test");
    loop = group.next();
    connected = loop.newPromise();
    up = new Direction(loop, INNER_ADDRESS);
    down = new Direction(loop, INNER_ADDRESS);
    routerKey = IdentityStore.open(state.resolve("router"));
    LocalIdentity serverKey = IdentityStore.open(state.resolve("server"));
    server =
        new ServerBonds(
            new ServerBondsConfig(
                engine,
                loop,
                new InetSocketAddress(LOOPBACK, 0),
                new TlsIdentity(serverKey.key(), serverKey.certificate(), new PresentedKeyTrust()),
                scheduler,
                congestion),
            up,
            new Admission());
    InetSocketAddress address = server.start().awaitUninterruptibly().getNow();
    if (address == null) {
      close(null);
      throw failed("the server does not listen on " + LOOPBACK);
    }
    router =
        new RouterBond(
            new RouterBondConfig(
                engine,
                loop,
                LOOPBACK,
                address.getPort(),
                new TlsIdentity(
                    routerKey.key(),
                    routerKey.certificate(),
                    new PinnedServerTrust(Fingerprint.of(serverKey.certificate()))),
                scheduler,
                congestion),
            down,
            new Events());
    router.linkAdded(loopback(address.getAddress()));
    if (!connected.awaitUninterruptibly(BOUND.toMillis()) || !connected.isSuccess()) {
      String paths = router.status().paths().toString();
      close();
      throw failed("router and server do not come together: " + paths);
    }
  }

  private static LinkInfo loopback(InetAddress address) {
    return new LinkInfo(
        DEVICE,
        1,
        LinkKind.LOOPBACK,
        "",
        "",
        1500,
        true,
        true,
        List.of(address),
        List.of(),
        -1,
        LinkRole.WAN,
        "");
  }

  /**
   * Carries so many packets each way at the same time.
   *
   * @return how long it took
   * @throws TquicException when not all arrive
   */
  public Duration carry(int packets) {
    long start = System.nanoTime();
    Promise<Void> there = loop.newPromise();
    Promise<Void> back = loop.newPromise();
    loop.execute(
        () -> {
          up.start(router.sink(), packets, there);
          down.start(server.sink(), packets, back);
        });
    boolean all =
        there.awaitUninterruptibly(BOUND.toMillis()) && back.awaitUninterruptibly(BOUND.toMillis());
    if (!all) {
      throw failed(
          "only %d of %d packets came up and %d down"
              .formatted(up.arrived(), packets, down.arrived()));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private TquicException failed(String what) {
    return new TquicException(
        "engine " + engine.id() + ": " + what,
        "see that the loopback device is up and that no firewall holds its UDP; else report it");
  }

  @Override
  public void close() {
    close(router);
  }

  private void close(RouterBond opened) {
    if (opened != null) {
      opened.close().awaitUninterruptibly(CLOSE_MILLIS);
    }
    server.close().awaitUninterruptibly(CLOSE_MILLIS);
    group
        .shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS);
  }

  /** Lets the one router in. */
  private final class Admission implements ServerBondsPolicy {
    @Override
    public ServerBondsPolicy.Admission admit(List<X509Certificate> chain) {
      boolean known =
          Fingerprint.of(chain.getFirst()).equals(Fingerprint.of(routerKey.certificate()));
      return known
          ? new ServerBondsPolicy.Admission.Admitted("self-test")
          : new ServerBondsPolicy.Admission.Refused(403, "about:blank", "not the other end");
    }

    @Override
    public List<InetPrefix> lease(String name) {
      return List.of(new InetPrefix(InetAddress.ofLiteral("10.0.0.1"), 32));
    }

    @Override
    public void onRequest(HttpRequestInfo request, Responder responder) {
      responder.problem(404, "about:blank", "nothing here");
    }

    @Override
    public void onMtu(int bytes) {}

    @Override
    public void onPath(PathStatus path) {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }

  /** Waits for the first path. */
  private final class Events implements RouterBondListener {
    @Override
    public void onAssigned(List<InetPrefix> addresses) {}

    @Override
    public void onMtu(int bytes) {}

    @Override
    public void onConnected(boolean now) {
      if (now) {
        connected.trySuccess(null);
      }
    }

    @Override
    public void onPath(PathStatus path) {}

    @Override
    public void onRefused(String type, String detail) {
      connected.tryFailure(failed(detail));
    }

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }
}
