package org.tquic.masque;

import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Map;

/**
 * Measures how much a connection carries, one direction after the other, with a server that serves
 * {@link CapacityRequest}. The connection's pipeline is {@link MasqueClient}'s. Thread-safe.
 */
public final class CapacityClient {
  /** For the request to reach the server, and for the answer to come back, over slow links too. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private CapacityClient() {}

  /**
   * Has the server send for so long. Fails with a {@link MasqueException}.
   *
   * @param seconds 1 to {@link CapacityRequest#MAX_SECONDS}
   */
  public static Future<Transferred> download(QuicChannel channel, String authority, int seconds) {
    return measure(channel, "GET", authority, seconds);
  }

  /** Sends for so long and has the server count; the rest is as with {@link #download}. */
  public static Future<Transferred> upload(QuicChannel channel, String authority, int seconds) {
    return measure(channel, "POST", authority, seconds);
  }

  private static Future<Transferred> measure(
      QuicChannel channel, String method, String authority, int seconds) {
    Promise<Transferred> promise = channel.eventLoop().newPromise();
    Http3HeadersFrame request =
        MasqueClient.headers(method, authority, CapacityRequest.PATH + seconds, Map.of());
    MasqueClient.openStream(
        channel,
        new CapacityProbe(promise, request, seconds, method.equals("POST")),
        promise,
        PATIENCE.plusSeconds(seconds));
    return promise;
  }
}
