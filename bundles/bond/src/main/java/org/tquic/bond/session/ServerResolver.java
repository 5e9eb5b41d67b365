package org.tquic.bond.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.link.LinkInfo;

/**
 * Finds the server's addresses. The last answer is kept, since names may not be resolvable while no
 * link works.
 */
final class ServerResolver {
  private final EventLoop loop;
  private final String host;
  private final int port;
  private final boolean isAddress;
  private volatile List<InetAddress> known = List.of();

  ServerResolver(EventLoop loop, String host, int port) {
    this.loop = loop;
    this.host = host;
    this.port = port;
    this.isAddress = isAddress(host);
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The way to the server over a link: to the first of its addresses of a family that the link has.
   * Completes on the loop; fails with a {@link ConnectFailure}.
   */
  Future<LinkRoute> resolve(LinkInfo link) {
    Promise<LinkRoute> promise = loop.newPromise();
    if (isAddress) {
      resolve(link, promise);
      return promise;
    }
    Thread.ofVirtual().name("resolve " + host).start(() -> resolve(link, promise));
    return promise;
  }

  private void resolve(LinkInfo link, Promise<LinkRoute> promise) {
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
    for (InetAddress server : known) {
      Optional<InetAddress> source = ofFamily(link, server);
      if (source.isPresent()) {
        promise.trySuccess(
            new LinkRoute(
                new LinkBinding(link.name(), source.get()), new InetSocketAddress(server, port)));
        return;
      }
    }
    promise.tryFailure(noAddressFor(link, known.getFirst()));
  }

  private static Optional<InetAddress> ofFamily(LinkInfo link, InetAddress server) {
    return link.addresses().stream().filter(a -> a.getClass() == server.getClass()).findFirst();
  }

  private static ConnectFailure noAddressFor(LinkInfo link, InetAddress server) {
    String family = server instanceof Inet6Address ? "IPv6" : "IPv4";
    return new ConnectFailure(
        PathReason.NO_ADDRESS,
        link.name() + " has no " + family + " address, but the server is " + server,
        "Give the link an " + family + " address.",
        null);
  }
}
