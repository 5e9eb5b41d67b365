package org.tquic.bond.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.link.LinkInfo;
import org.tquic.masque.MasqueException;

/**
 * Keeps one link connected: dials while the link is usable and has no carrier, again and again with
 * a pause, at once when the kernel says that something changed. Used on the owner loop.
 */
final class LinkDialer implements Attempt.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(LinkDialer.class);
  private static final long QUICK_RETRY_MS = 700;
  private static final long SLOW_RETRY_MS = 2500;
  private static final int QUICK_RETRIES = 30;

  private final Owner owner;
  private LinkInfo link;
  private RouterCarrier carrier;
  private Attempt attempt;
  private ScheduledFuture<?> retry;
  private int failures;
  private PathState state = PathState.DISCOVERED;
  private PathReason reason = PathReason.NONE;
  private String detail = "";
  private String portal = "";
  private long sinceMillis = System.currentTimeMillis();

  LinkDialer(Owner owner, LinkInfo link) {
    this.owner = owner;
    this.link = link;
  }

  /** What a dialler needs of its bond. */
  interface Owner {
    EventLoop loop();

    /** Finds the way to the server over a link; completes on the loop. */
    Future<LinkRoute> resolve(LinkInfo link);

    /**
     * Prepares an attempt.
     *
     * @param failures attempts over the link that failed in a row
     */
    Attempt newAttempt(LinkDialer dialer, int failures);

    /**
     * The link has a new, validated carrier.
     *
     * @param old the one before, or null
     * @param tunnel the tunnel of which the new one is a path, or null
     */
    void onReplaced(RouterCarrier old, SharedTunnel tunnel);

    /** The server refuses for good. */
    void onRefused(String type, String detail);

    /** The state of the link's path changed. */
    void onState(LinkDialer dialer);
  }

  LinkInfo link() {
    return link;
  }

  RouterCarrier carrier() {
    return carrier;
  }

  PathState state() {
    return state;
  }

  PathReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  long sinceMillis() {
    return sinceMillis;
  }

  /** The link changed, or the dialler starts. */
  void update(LinkInfo newLink) {
    if (isUnderWay() && newLink.usable() && newLink.withQuota(link.quota()).equals(link)) {
      // A dial counts against the quota itself: the news of it must not begin another one.
      link = newLink;
      return;
    }
    boolean moved = carrier != null && !newLink.addresses().contains(carrier.source());
    boolean better = !link.usable() || !newLink.addresses().equals(link.addresses());
    if (better) {
      portal = "";
    }
    boolean rerouted = !newLink.gateways().equals(link.gateways());
    link = newLink;
    if (!link.usable()) {
      onUnusable(unusableReason());
      return;
    }
    if (moved && carrier.isOpen()) {
      carrier.linkDown();
    }
    if (carrier == null || moved || better || rerouted && carrier.isSuspect()) {
      failures = 0;
      dialNow();
    }
  }

  /** Whether the link is usable and somebody sees to it. */
  private boolean isUnderWay() {
    return link.usable() && (carrier != null || attempt != null || retry != null);
  }

  private void onUnusable(PathReason why) {
    if (why == PathReason.QUOTA) {
      if (carrier != null) {
        carrier.usedUp();
      }
      stop(why, link.quota().text());
      return;
    }
    stop(why, "");
    if (carrier != null) {
      carrier.linkDown();
    }
  }

  private PathReason unusableReason() {
    if (!link.up() || !link.carrier()) {
      return PathReason.NO_CARRIER;
    }
    return link.quota().isUsedUp() ? PathReason.QUOTA : PathReason.NO_ADDRESS;
  }

  private void stop(PathReason why, String evidence) {
    standDown();
    setState(PathState.FAILED, why, evidence);
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
  }

  /** Dials at once, replacing an attempt under way. */
  void dialNow() {
    standDown();
    dial();
  }

  /** Dials unless an attempt is under way or a retry is waiting. */
  void ensureDialling() {
    if (attempt == null && retry == null) {
      failures = 0;
      dial();
    }
  }

  /** Gives up attempts under way or waiting, since the carrier answers again. */
  void standDown() {
    cancelRetry();
    if (attempt != null) {
      attempt.abandon();
      attempt = null;
    }
  }

  /** Links share this tunnel now, or none: an attempt that knows no better begins anew. */
  void onSharedChanged(SharedTunnel shared) {
    if (attempt != null && attempt.tunnel() != shared) {
      dialNow();
    }
  }

  private void dial() {
    if (!link.usable()) {
      return;
    }
    Attempt current = owner.newAttempt(this, failures);
    attempt = current;
    if (carrier == null && failures == 0) {
      setState(PathState.PROBING, PathReason.NONE, "");
    }
    owner.resolve(link).addListener((Future<LinkRoute> f) -> onResolved(current, f));
  }

  private void onResolved(Attempt current, Future<LinkRoute> resolved) {
    if (current != attempt) {
      return;
    }
    if (resolved.isSuccess()) {
      current.start(resolved.getNow());
    } else {
      onFailed(current, resolved.cause());
    }
  }

  @Override
  public void onReached(Attempt current) {
    if (carrier == null) {
      setState(PathState.VALIDATED, PathReason.NONE, "");
    }
  }

  @Override
  public void onOpen(Attempt current) {
    attempt = null;
    failures = 0;
    if (!current.carrier().isOpen()) {
      retryLater();
      return;
    }
    RouterCarrier old = carrier;
    carrier = current.carrier();
    state = PathState.ACTIVE;
    reason = PathReason.NONE;
    detail = "";
    portal = "";
    owner.onReplaced(old, current.tunnel());
  }

  @Override
  public void onFailed(Attempt current, Throwable cause) {
    attempt = null;
    failures++;
    PathReason why = PathReason.INTERNAL;
    String evidence = String.valueOf(cause.getMessage());
    if (cause instanceof ConnectFailure failure) {
      why = failure.reason();
    } else if (cause instanceof MasqueException failure) {
      boolean refused = failure.kind() == MasqueException.Kind.REFUSED;
      why = refused ? PathReason.NOT_PAIRED : PathReason.CLOSED_BY_PEER;
      if (refused) {
        owner.onRefused(failure.problemType(), failure.problemDetail());
      }
    }
    LOG.debug("attempt {} over {} failed", failures, link.name(), cause);
    if (why.isSilence() && !portal.isEmpty()) {
      setState(PathState.FAILED, PathReason.CAPTIVE_PORTAL, portal);
    } else {
      setState(PathState.FAILED, why, withHint(why, evidence));
    }
    retryLater();
  }

  /** What answers in the server's place while nothing is heard of that, or empty. */
  void explain(String answer) {
    boolean news = !answer.equals(portal);
    portal = answer;
    if (state == PathState.FAILED && !answer.isEmpty() && reason.isSilence()) {
      setState(PathState.FAILED, PathReason.CAPTIVE_PORTAL, answer);
    } else if (state == PathState.FAILED && reason == PathReason.CAPTIVE_PORTAL) {
      setState(PathState.FAILED, PathReason.NO_ANSWER, "");
    } else if (news && carrier != null && carrier.isSuspect()) {
      detail = answer;
      owner.onState(this);
    }
  }

  /** What the link itself says of a silence: a hint, which decides nothing. */
  private String withHint(PathReason why, String evidence) {
    boolean silence = why == PathReason.NO_ANSWER || why == PathReason.TIMED_OUT;
    return silence && !link.silentGateways().isEmpty()
        ? evidence
            + "; the gateway "
            + link.silentGateways().getFirst().getHostAddress()
            + " does not answer on the link"
        : evidence;
  }

  private void retryLater() {
    long pauseMs = failures < QUICK_RETRIES ? QUICK_RETRY_MS : SLOW_RETRY_MS;
    retry =
        owner
            .loop()
            .schedule(
                () -> {
                  retry = null;
                  dial();
                },
                pauseMs,
                TimeUnit.MILLISECONDS);
  }

  /** The connection of the link's carrier ended. */
  void onCarrierClosed(RouterCarrier closed, PathReason why, String evidence) {
    if (closed != carrier) {
      return;
    }
    carrier = null;
    if (state == PathState.REMOVED) {
      return;
    }
    if (!link.usable()) {
      // That is no reason to dial again; what the carrier hid is the link's state now.
      owner.onState(this);
      return;
    }
    setState(PathState.FAILED, why, evidence);
    failures = 0;
    if (attempt == null && retry == null) {
      dial();
    }
  }

  private void setState(PathState newState, PathReason newReason, String newDetail) {
    boolean same = state == newState && reason == newReason;
    detail = newDetail;
    if (same) {
      return;
    }
    state = newState;
    reason = newReason;
    sinceMillis = System.currentTimeMillis();
    owner.onState(this);
  }

  /** The link is gone or the bond closes. */
  void close(PathReason why) {
    standDown();
    state = PathState.REMOVED;
    reason = why;
    detail = "";
    sinceMillis = System.currentTimeMillis();
  }
}
