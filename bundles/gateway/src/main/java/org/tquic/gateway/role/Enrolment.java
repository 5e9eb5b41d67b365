package org.tquic.gateway.role;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.engine.TransportSettings;
import org.tquic.api.link.LinkInfo;
import org.tquic.identity.EnrolmentAnswer;
import org.tquic.identity.EnrolmentRequest;
import org.tquic.identity.EnrolmentResult;
import org.tquic.identity.EnrolmentResult.AlreadyEnrolled;
import org.tquic.identity.EnrolmentResult.Enrolled;
import org.tquic.identity.IdentityException;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PairingCode;
import org.tquic.identity.PinnedServerTrust;
import org.tquic.masque.HttpReply;
import org.tquic.masque.MasqueClient;

/**
 * Redeems a pairing code at its server, over whichever link gets there. Each link is tried until
 * one gets an answer: the server answers the same however often it is asked.
 */
final class Enrolment {
  private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

  /** How long a server may take to answer over any link. */
  static final Duration BOUND = Duration.ofSeconds(15);

  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long POLL_MILLIS = 50;
  private static final int UDP_PAYLOAD = 1200;
  private static final int DATAGRAMS = 16;

  private final MasqueClient client = new MasqueClient();
  private final QuicEngine engine;
  private final EventLoop loop;
  private final Supplier<List<LinkInfo>> links;
  private final Runnable prepare;
  private final BooleanSupplier stopping;
  private final String congestion;
  private final Duration bound;

  /**
   * How to reach servers.
   *
   * @param loop from the engine's own group; not the thread that enrols
   * @param congestion the engine's name of a congestion controller
   * @param links the links there are now
   * @param prepare called before links are tried, on the thread that enrols
   * @param stopping whether to give up
   * @param bound how long to try
   */
  Enrolment(
      QuicEngine engine,
      EventLoop loop,
      String congestion,
      Supplier<List<LinkInfo>> links,
      Runnable prepare,
      BooleanSupplier stopping,
      Duration bound) {
    this.bound = bound;
    this.engine = engine;
    this.loop = loop;
    this.congestion = congestion;
    this.links = links;
    this.prepare = prepare;
    this.stopping = stopping;
  }

  private sealed interface Outcome {}

  private record Answered(String link, EnrolmentResult result) implements Outcome {}

  private record Failed(String link, Throwable cause) implements Outcome {}

  /**
   * Enrols; blocks up to the bound.
   *
   * @return how the server calls this router
   * @throws TquicException when no link gets there in time, the server is not the one of the code,
   *     or it refuses the code
   */
  String enrol(PairingCode code, LocalIdentity identity) {
    BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    Map<String, Throwable> failures = new TreeMap<>();
    Map<String, Long> retryAt = new HashMap<>();
    Set<String> trying = new HashSet<>();
    long end = System.nanoTime() + bound.toNanos();
    LOG.info("enrolling at {}", code.address());
    while (System.nanoTime() - end < 0 && !stopping.getAsBoolean()) {
      prepare.run();
      for (LinkInfo link : links.get()) {
        boolean due = System.nanoTime() - retryAt.getOrDefault(link.name(), 0L) >= 0;
        if (link.usable() && due && trying.add(link.name())) {
          attempt(link, code, identity, outcomes);
        }
      }
      switch (next(outcomes)) {
        case null -> {}
        case Answered(String link, EnrolmentResult result) -> {
          LOG.info("the server answered over {}: {}", link, result.reason());
          return name(result);
        }
        case Failed(String link, Throwable cause) -> {
          LOG.debug("enrolment over {} failed", link, cause);
          failures.put(link, cause);
          trying.remove(link);
          retryAt.put(link, System.nanoTime() + RETRY.toNanos());
          if (trying.isEmpty()) {
            failIfWrongServer(code, failures);
          }
        }
      }
    }
    throw unreachable(code, failures);
  }

  private static Outcome next(BlockingQueue<Outcome> outcomes) {
    try {
      return outcomes.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(e);
    }
  }

  private static String name(EnrolmentResult result) {
    return switch (result) {
      case Enrolled(String name) -> name;
      case AlreadyEnrolled(String name) -> name;
      default -> throw new TquicException(result.message(), result.remedy());
    };
  }

  private static boolean isWrongKey(Throwable cause) {
    return cause instanceof ConnectFailure failure && failure.reason() == PathReason.TLS;
  }

  private static void failIfWrongServer(PairingCode code, Map<String, Throwable> failures) {
    if (!failures.isEmpty() && failures.values().stream().allMatch(Enrolment::isWrongKey)) {
      throw new TquicException(
          "the machine at "
              + code.address()
              + " is not the server of the pairing code: "
              + failures.values().iterator().next().getMessage(),
          "see that the code's address leads to the server that made it; if that server's state"
              + " folder was made anew, make a new code there with `tquic pair`");
    }
  }

  private TquicException unreachable(PairingCode code, Map<String, Throwable> failures) {
    StringBuilder why = new StringBuilder();
    failures.forEach(
        (link, cause) -> why.append("; ").append(link).append(": ").append(cause.getMessage()));
    return new TquicException(
        "no answer from the server at "
            + code.address()
            + " within "
            + bound.toSeconds()
            + " s"
            + (failures.isEmpty() ? ": no link with an address is there" : why),
        failures.isEmpty()
            ? "connect a WAN, or name one with --wan; `tquic doctor` shows the links"
            : "see that `tquic server` runs there and that its UDP port "
                + code.address().port()
                + " is open in its firewall");
  }

  private void attempt(
      LinkInfo link, PairingCode code, LocalIdentity identity, BlockingQueue<Outcome> outcomes) {
    Thread.ofVirtual()
        .name("enrol over " + link.name())
        .start(
            () -> {
              try {
                InetSocketAddress server = resolve(link, code);
                engine
                    .connect(request(link, server, code, identity))
                    .addListener(
                        (Future<QuicChannel> f) -> connected(f, link, code, identity, outcomes));
              } catch (RuntimeException e) {
                outcomes.add(new Failed(link.name(), e));
              }
            });
  }

  private static InetSocketAddress resolve(LinkInfo link, PairingCode code) {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(code.address().host());
    } catch (UnknownHostException e) {
      throw new ConnectFailure(
          PathReason.NO_ROUTE,
          "the name " + code.address().host() + " cannot be resolved",
          "check the name server",
          e);
    }
    for (InetAddress address : addresses) {
      if (source(link, address).isPresent()) {
        return new InetSocketAddress(address, code.address().port());
      }
    }
    throw new ConnectFailure(
        PathReason.NO_ADDRESS,
        "the link has no address of the server's family",
        "give the link such an address",
        null);
  }

  private static Optional<InetAddress> source(LinkInfo link, InetAddress server) {
    return link.addresses().stream().filter(a -> a.getClass() == server.getClass()).findFirst();
  }

  private ClientRequest request(
      LinkInfo link, InetSocketAddress server, PairingCode code, LocalIdentity identity) {
    ChannelHandler noStreams =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel ignored) {}
        };
    return new ClientRequest(
        loop,
        new LinkBinding(link.name(), source(link, server.getAddress()).orElseThrow()),
        server,
        new TlsIdentity(
            identity.key(),
            identity.certificate(),
            new PinnedServerTrust(code.serverFingerprint())),
        new TransportSettings(UDP_PAYLOAD, BOUND, DATAGRAMS, congestion),
        HANDSHAKE,
        client.newConnectionHandler(),
        noStreams);
  }

  private void connected(
      Future<QuicChannel> connected,
      LinkInfo link,
      PairingCode code,
      LocalIdentity identity,
      BlockingQueue<Outcome> outcomes) {
    if (!connected.isSuccess()) {
      outcomes.add(new Failed(link.name(), connected.cause()));
      return;
    }
    QuicChannel channel = connected.getNow();
    client
        .request(
            channel,
            "POST",
            code.address().toString(),
            EnrolmentRequest.PATH,
            Map.of("content-type", EnrolmentRequest.CONTENT_TYPE),
            code.request(identity.fingerprint()).encode())
        .addListener(
            (Future<HttpReply> reply) -> {
              channel.close();
              outcomes.add(outcome(reply, link.name()));
            });
  }

  private static Outcome outcome(Future<HttpReply> reply, String link) {
    if (!reply.isSuccess()) {
      return new Failed(link, reply.cause());
    }
    try {
      return new Answered(link, EnrolmentAnswer.parse(reply.getNow().body()));
    } catch (IdentityException e) {
      return new Failed(
          link,
          new TquicException(
              "status " + reply.getNow().status() + " and " + e.getMessage(), e.remedy(), e));
    }
  }
}
