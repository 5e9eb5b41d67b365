package org.tquic.bond.session;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.path.Carrier;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Connections over simulated links to a server that is a bond and nothing else. */
final class HistoryConnections implements Connections {
  private final LinkControllers controllers = new LinkControllers();

  private static final long HANDSHAKE_TIMEOUT_NS = 2_200_000_000L;

  private final Owner owner;
  private final EventLoop loop;
  private final Random random;
  private final DrivenBond server;
  private final Function<String, HistoryLink> links;
  private final List<HistoryWay> ways = new ArrayList<>();
  private int attempts;

  HistoryConnections(
      Owner owner,
      EventLoop loop,
      Random random,
      DrivenBond server,
      Function<String, HistoryLink> links) {
    this.owner = owner;
    this.loop = loop;
    this.random = random;
    this.server = server;
    this.links = links;
  }

  /** Connections that are open at the router. */
  List<HistoryWay> open() {
    ways.removeIf(way -> !way.routerEnd.isOpen() && !way.serverEnd.isOpen());
    return ways.stream().filter(way -> way.routerEnd.isOpen()).toList();
  }

  /** Attempts that nobody gave up and that have not ended. */
  int attempts() {
    return attempts;
  }

  @Override
  public Attempt newAttempt(LinkDialer dialer, RouterCarrier carrier, boolean anew) {
    return new Dial(dialer, carrier);
  }

  /** A handshake and a request: two round trips in which nothing may be lost for good. */
  private final class Dial implements Attempt {
    private final Attempt.Listener listener;
    private final RouterCarrier carrier;
    private HistoryWay way;
    private boolean over;

    Dial(Attempt.Listener listener, RouterCarrier carrier) {
      this.listener = listener;
      this.carrier = carrier;
      attempts++;
    }

    @Override
    public RouterCarrier carrier() {
      return carrier;
    }

    @Override
    public SharedTunnel tunnel() {
      return null;
    }

    @Override
    public void start(LinkRoute route) {
      carrier.source(route.link().source());
      HistoryLink link = links.apply(route.link().device());
      long tripsNs = link == null ? HANDSHAKE_TIMEOUT_NS : 4 * link.delayNs;
      if (link == null || tripsNs >= HANDSHAKE_TIMEOUT_NS) {
        loop.schedule(this::fail, HANDSHAKE_TIMEOUT_NS, TimeUnit.NANOSECONDS);
        return;
      }
      way = new HistoryWay(link, route.link().source(), loop, random);
      boolean leaves = way.passes(true);
      loop.schedule(
          () -> {
            if (leaves && way.passes(false)) {
              succeed();
            } else {
              loop.schedule(this::fail, HANDSHAKE_TIMEOUT_NS - tripsNs, TimeUnit.NANOSECONDS);
            }
          },
          tripsNs,
          TimeUnit.NANOSECONDS);
    }

    private void succeed() {
      if (over) {
        return;
      }
      end();
      ways.add(way);
      way.routerEnd.open(HistoryWay.of(carrier));
      listener.onReached(this);
      owner.onInstance(1);
      owner.onReady(carrier, way.routerEnd);
      Carrier there =
          new Carrier(
              carrier.carrier().id(), carrier.carrier().linkName(), way.serverEnd, server.nowNs());
      way.serverEnd.open(HistoryWay.of(server, there));
      server.add(there);
      listener.onOpen(this);
    }

    private void fail() {
      if (!over) {
        end();
        listener.onFailed(this, new ConnectFailure(PathReason.NO_ANSWER, "no answer", "", null));
      }
    }

    private void end() {
      over = true;
      attempts--;
    }

    @Override
    public void abandon() {
      if (!over) {
        end();
      }
    }
  }

  @Override
  public SharedTunnel shared() {
    return null;
  }

  @Override
  public void share(SharedTunnel tunnel) {
    throw new UnsupportedOperationException("each link has a connection of its own");
  }

  @Override
  public void unshare(PathReason reason) {}

  @Override
  public void selectScheduler(PathSchedulerFactory factory) {}

  @Override
  public void selectCongestion(CongestionChoice choice) {}

  @Override
  public CongestionChoice congestion(String link) {
    return congestion();
  }

  @Override
  public LinkControllers links() {
    return controllers;
  }

  @Override
  public CongestionChoice congestion() {
    return new CongestionChoice("none", "none");
  }

  @Override
  public void close() {}
}
