package org.tquic.quic.netty;

import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.HandshakeFailures;
import org.tquic.api.engine.LinkBinding;
import org.tquic.quic.connection.PathChange;

/** One more path of a connection, from its socket to its validation. */
final class PathOpening {
  /** How long the peer's limits may hold it back: connection IDs may be on their way. */
  private static final long LIMIT_WAIT_MS = 1000;

  private final ConnectionPaths paths;
  private final MultipathQuicChannel channel;
  private final EndpointDriver driver;
  private final LinkBinding link;
  private final InetSocketAddress remote;
  private final Promise<Long> promise;
  private final long startedNs = System.nanoTime();
  private PathSocket socket;
  private long pathId = -1;
  private boolean unanswered;
  private ScheduledFuture<?> limitWait;

  PathOpening(
      ConnectionPaths paths,
      MultipathQuicChannel channel,
      EndpointDriver driver,
      LinkBinding link,
      InetSocketAddress remote,
      Promise<Long> promise) {
    this.paths = paths;
    this.channel = channel;
    this.driver = driver;
    this.link = link;
    this.remote = remote;
    this.promise = promise;
  }

  PathSocket socket() {
    return socket;
  }

  /** ID of the path, -1 before there is one. */
  long pathId() {
    return pathId;
  }

  void start() {
    if (promise.isDone()) {
      return;
    }
    if (!channel.isActive()) {
      fail(closed());
      return;
    }
    if (!channel.isMultipath()) {
      fail(
          internal(
              "The server does not use several paths", "Update it, or select another engine."));
      return;
    }
    try {
      socket = driver.open(link, remote);
    } catch (IOException | RuntimeException e) {
      fail(Failures.SOCKETS.ofClient(e, link, remote));
      return;
    }
    promise.addListener(done -> onDone());
    if (!promise.isDone() && !tryOpen()) {
      paths.await(this);
      limitWait =
          driver.loop().schedule(this::onLimitWaitOver, LIMIT_WAIT_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** Tries again, now that the peer may have raised its limits. */
  void retry() {
    tryOpen();
  }

  private boolean tryOpen() {
    pathId = channel.connection().openPath(socket.network(), System.nanoTime());
    if (pathId < 0) {
      return false;
    }
    paths.started(this, pathId);
    channel.wake();
    return true;
  }

  private void onLimitWaitOver() {
    if (pathId < 0) {
      fail(
          internal(
              "The server at " + remote + " lets no more paths be opened",
              "Close a path first, or reconnect."));
    }
  }

  void onChange(PathChange change) {
    switch (change) {
      case VALIDATED -> {
        paths.ended(this);
        // A caller that does not want it any more leaves the path to be closed in onDone.
        promise.trySuccess(pathId);
      }
      case VALIDATION_FAILED -> unanswered = true;
      case ABANDONED ->
          fail(
              unanswered
                  ? HandshakeFailures.ofPathTimeout(link, remote, elapsedMs())
                  : HandshakeFailures.ofPathClose(link, remote));
      default -> {}
    }
  }

  /** Nothing else will come of it, as with the first path of a connection. */
  void onSocketError(IOException error) {
    fail(Failures.SOCKETS.ofClient(error, link, remote));
  }

  void onConnectionClosed() {
    fail(closed());
  }

  private void fail(ConnectFailure failure) {
    promise.tryFailure(failure);
  }

  /** Nobody waits any more, for success, failure, or by a cancelled promise. */
  private void onDone() {
    paths.ended(this);
    if (limitWait != null) {
      limitWait.cancel(false);
    }
    if (promise.isSuccess()) {
      return;
    }
    if (pathId >= 0 && channel.isActive()) {
      channel.closePath(pathId);
    } else if (pathId < 0) {
      driver.close(socket);
    }
  }

  private long elapsedMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
  }

  private ConnectFailure closed() {
    return new ConnectFailure(
        PathReason.CLOSED_BY_PEER,
        "The connection that the path was for has ended",
        "The bond connects again by itself.",
        null);
  }

  private static ConnectFailure internal(String message, String remedy) {
    return new ConnectFailure(PathReason.INTERNAL, message, remedy, null);
  }
}
