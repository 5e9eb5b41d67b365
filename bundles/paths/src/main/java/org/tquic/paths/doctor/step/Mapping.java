package org.tquic.paths.doctor.step;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tquic.api.doctor.DoctorTarget;

/**
 * What a flow's addresses are at both ends.
 *
 * @param local here; its address may be the wildcard, its port is what counts
 * @param asked the server's word on the other end
 * @param atNs when it was asked for
 */
record Mapping(InetSocketAddress local, Future<InetSocketAddress> asked, long atNs) {
  static Mapping of(QuicChannel connection, DoctorTarget target) {
    return new Mapping(
        (InetSocketAddress) connection.localSocketAddress(),
        target.seenAs(connection),
        System.nanoTime());
  }

  /** As what the server sees it; empty where it does not say. */
  Optional<InetSocketAddress> await(LinkCase link, Duration bound) throws InterruptedException {
    return asked.await(link.bound(bound), TimeUnit.NANOSECONDS) && asked.isSuccess()
        ? Optional.of(asked.getNow())
        : Optional.empty();
  }
}
