package org.tquic.bond.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.link.LinkInfo;

/**
 * Finds the server's addresses. The last answer is kept, since names may not be resolvable while no
 * link works.
 */
final class ServerResolver {
  private final EventLoop loop;
  private final String host;
  private volatile List<InetAddress> known = List.of();

  ServerResolver(EventLoop loop, String host) {
    this.loop = loop;
    this.host = host;
  }

  /** The address to use over a link: the first of a family that the link has. */
  Future<InetAddress> resolve(LinkInfo link) {
    Promise<InetAddress> promise = loop.newPromise();
    Thread.ofVirtual().name("resolve " + host).start(() -> resolve(link, promise));
    return promise;
  }

  private void resolve(LinkInfo link, Promise<InetAddress> promise) {
    try {
      known = Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      if (known.isEmpty()) {
        promise.tryFailure(
            new ConnectFailure(
                PathReason.NO_ROUTE,
                "the server's name " + host + " cannot be resolved",
                "Check the name server, or pair with the server's address instead of its name.",
                e));
        return;
      }
    }
    InetAddress chosen =
        known.stream()
            .filter(a -> link.addresses().stream().anyMatch(l -> l.getClass() == a.getClass()))
            .findFirst()
            .orElse(known.getFirst());
    promise.trySuccess(chosen);
  }
}
