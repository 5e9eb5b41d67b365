package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;

/**
 * One more path of a connection that is there. The router announces it as a carrier, and begins to
 * use it when anything comes back on it: before the server knows whose path it is, all that is sent
 * on it is lost.
 */
final class PathAttempt implements Attempt, SharedTunnel.PathOwner {
  private static final long ANNOUNCE_MS = 100;
  private static final int MAX_ANNOUNCEMENTS = 20;

  private final Owner owner;
  private final Listener listener;
  private final RouterCarrier carrier;
  private final SharedTunnel tunnel;
  private PathTransport transport;
  private long pathId;
  private int announcements;
  private ScheduledFuture<?> nextAnnouncement;
  private boolean done;

  /** What the attempt needs of its bond. */
  interface Owner {
    /** The server knows the carrier; takes it into the bond or closes its path. */
    void onPath(RouterCarrier carrier, PathTransport transport);
  }

  PathAttempt(Owner owner, Listener listener, RouterCarrier carrier, SharedTunnel tunnel) {
    this.owner = owner;
    this.listener = listener;
    this.carrier = carrier;
    this.tunnel = tunnel;
  }

  @Override
  public RouterCarrier carrier() {
    return carrier;
  }

  @Override
  public SharedTunnel tunnel() {
    return tunnel;
  }

  @Override
  public void abandon() {
    if (!done) {
      finish();
      closePath();
    }
  }

  private void finish() {
    done = true;
    if (nextAnnouncement != null) {
      nextAnnouncement.cancel(false);
    }
  }

  private void closePath() {
    if (transport != null) {
      transport.close(PathReason.REPLACED);
    }
  }

  @Override
  public void start(LinkRoute route) {
    carrier.source(route.link().source());
    tunnel
        .channel()
        .openPath(route.link(), route.server())
        .addListener((Future<Long> f) -> onValidated(f));
  }

  private void onValidated(Future<Long> opened) {
    if (!opened.isSuccess()) {
      fail(opened.cause());
      return;
    }
    pathId = opened.getNow();
    transport = new PathTransport(tunnel, pathId);
    tunnel.claim(pathId, this);
    if (done) {
      closePath();
      return;
    }
    listener.onReached(this);
    announce();
  }

  private void announce() {
    if (announcements++ == MAX_ANNOUNCEMENTS) {
      fail(noAnswer());
      closePath();
      return;
    }
    transport.send(carrier.announcement());
    transport.flush();
    EventLoop loop = tunnel.channel().eventLoop();
    nextAnnouncement = loop.schedule(this::announce, ANNOUNCE_MS, TimeUnit.MILLISECONDS);
  }

  private static ConnectFailure noAnswer() {
    return new ConnectFailure(
        PathReason.NO_ANSWER,
        "the server does not answer the announcement of a new path",
        "See with `tquic status` at the server how many paths the router has there.",
        null);
  }

  @Override
  public void onDatagram(long contextId, ByteBuf payload) {
    if (done) {
      payload.release();
      return;
    }
    finish();
    tunnel.claim(pathId, carrier);
    owner.onPath(carrier, transport);
    carrier.onDatagram(contextId, payload);
    listener.onOpen(this);
  }

  @Override
  public void onPathClosed(String evidence) {
    fail(new ConnectFailure(PathReason.CLOSED_BY_PEER, evidence, "It is tried again.", null));
  }

  private void fail(Throwable cause) {
    if (!done) {
      finish();
      listener.onFailed(this, cause);
    }
  }
}
