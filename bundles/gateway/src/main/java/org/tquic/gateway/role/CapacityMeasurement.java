package org.tquic.gateway.role;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import org.tquic.api.doctor.LinkCapacity;
import org.tquic.masque.CapacityClient;
import org.tquic.masque.CapacityRequest;
import org.tquic.masque.Transferred;

/** Measures a link over one connection: down, then up, so that neither disturbs the other. */
final class CapacityMeasurement {
  private final String authority;
  private final int seconds;
  private final String congestion;
  private final Promise<LinkCapacity> measured;

  /**
   * One that has not begun.
   *
   * @param congestion id of the congestion controller that its connection has
   */
  CapacityMeasurement(
      String authority, int seconds, String congestion, Promise<LinkCapacity> measured) {
    this.authority = authority;
    this.seconds = seconds;
    this.congestion = congestion;
    this.measured = measured;
  }

  /** Goes on when there is a connection; ends that with the measurement. */
  void begin(Future<QuicChannel> connecting) {
    connecting.addListener(
        (Future<QuicChannel> connected) -> {
          if (!connected.isSuccess()) {
            measured.tryFailure(connected.cause());
            return;
          }
          QuicChannel channel = connected.getNow();
          measured.addListener(over -> channel.close());
          CapacityClient.download(channel, authority, seconds)
              .addListener((Future<Transferred> down) -> downloaded(channel, down));
        });
  }

  private void downloaded(QuicChannel channel, Future<Transferred> down) {
    if (!down.isSuccess()) {
      measured.tryFailure(down.cause());
      return;
    }
    // By then the server has ended that one, even if it was not told.
    channel
        .eventLoop()
        .schedule(
            () -> upload(channel, down.getNow()),
            CapacityRequest.GRACE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void upload(QuicChannel channel, Transferred down) {
    CapacityClient.upload(channel, authority, seconds)
        .addListener(
            (Future<Transferred> up) -> {
              if (up.isSuccess()) {
                measured.trySuccess(
                    new LinkCapacity(
                        down.bitsPerSecond(), up.getNow().bitsPerSecond(), congestion));
              } else {
                measured.tryFailure(up.cause());
              }
            });
  }
}
