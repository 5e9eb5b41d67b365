package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;
import org.tquic.bond.RouterBond;
import org.tquic.bond.RouterBondConfig;
import org.tquic.bond.RouterBondListener;
import org.tquic.bond.ServerBonds;
import org.tquic.bond.ServerBondsConfig;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.identity.Fingerprint;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PinnedServerTrust;
import org.tquic.identity.PresentedKeyTrust;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;

/** A router and a server over real QUIC on the loopback device, with addresses for links. */
final class LoopbackBond implements AutoCloseable {
  final QuicEngine engine;
  final CongestionChoice congestion;
  final EventLoopGroup serverGroup;
  final EventLoopGroup routerGroup;
  final EventLoop routerLoop;
  final LocalIdentity serverKey;
  final LocalIdentity routerKey;
  final End serverEnd = new End();
  final End routerEnd = new End();
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  final List<InetPrefix> lease;
  volatile ServerBondsPolicy.Admission admission = new ServerBondsPolicy.Admission.Admitted("home");
  ServerBonds server;
  RouterBond router;
  InetSocketAddress address;

  /** The inner side of one end. */
  static final class End implements PacketPort {
    final BlockingQueue<Integer> numbers = new LinkedBlockingQueue<>();

    @Override
    public void write(ByteBuf packet) {
      numbers.add(packet.getInt(packet.readerIndex() + 28));
      packet.release();
    }

    @Override
    public void flush() {}
  }

  LoopbackBond(TestEngine kind, Path state) throws Exception {
    engine = kind.open();
    congestion = new CongestionChoice(kind.congestion, kind.congestion);
    serverGroup = engine.newEventLoopGroup(1, "server");
    routerGroup = engine.newEventLoopGroup(1, "router");
    routerLoop = routerGroup.next();
    serverKey = IdentityStore.open(state.resolve("server"));
    routerKey = IdentityStore.open(state.resolve("router"));
    lease =
        List.of(
            new InetPrefix(InetAddress.getByName("10.0.0.1"), 32),
            new InetPrefix(InetAddress.getByName("fd00::1"), 128));
  }

  void startServer() throws Exception {
    InetSocketAddress listen = address == null ? new InetSocketAddress("127.0.0.1", 0) : address;
    ServerBondsConfig config =
        new ServerBondsConfig(
            engine,
            serverGroup.next(),
            listen,
            new TlsIdentity(serverKey.key(), serverKey.certificate(), new PresentedKeyTrust()),
            null,
            congestion);
    server = new ServerBonds(config, serverEnd, new Policy());
    address = server.start().sync().getNow();
  }

  void startRouter() {
    RouterBondConfig config =
        new RouterBondConfig(
            engine,
            routerLoop,
            "127.0.0.1",
            address.getPort(),
            new TlsIdentity(
                routerKey.key(),
                routerKey.certificate(),
                new PinnedServerTrust(Fingerprint.of(serverKey.certificate()))),
            null,
            congestion);
    router = new RouterBond(config, routerEnd, new Listener());
  }

  static LinkInfo link(String address, boolean carrier) throws Exception {
    // Both links are the loopback device; its addresses tell them apart, and so do their names.
    return new LinkInfo(
        "lo",
        1,
        LinkKind.WIRED,
        "",
        "",
        1500,
        carrier,
        true,
        List.of(InetAddress.getByName(address)),
        List.of(),
        -1,
        LinkRole.WAN,
        "");
  }

  /** Sends numbered packets from one end to the other. */
  void send(PacketSink sink, EventLoop loop, int flow, int from, int count) {
    loop.execute(
        () -> {
          for (int i = from; i < from + count; i++) {
            sink.accept(TestPackets.udp(flow, i, 1000));
          }
          sink.flush();
        });
  }

  List<Integer> receive(End end, int count) throws InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    while (numbers.size() < count) {
      Integer number = end.numbers.poll(10, TimeUnit.SECONDS);
      if (number == null) {
        throw new AssertionError(
            "only %d of %d packets came; router %s, server %s"
                .formatted(
                    numbers.size(),
                    count,
                    router.status().counters(),
                    server.status().stream().map(BondStatus::counters).toList()));
      }
      numbers.add(number);
    }
    return numbers;
  }

  String await(Predicate<String> wanted) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    while (true) {
      String event = events.poll(10, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("not seen; seen: " + seen);
      }
      seen.add(event);
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  String await(String wanted) throws InterruptedException {
    return await(wanted::equals);
  }

  private final class Policy implements ServerBondsPolicy {
    @Override
    public Admission admit(List<X509Certificate> chain) {
      return admission;
    }

    @Override
    public List<InetPrefix> lease(String name) {
      return lease;
    }

    @Override
    public void onRequest(HttpRequestInfo request, Responder responder) {
      responder.problem(404, "about:blank", "nothing here");
    }

    @Override
    public void onMtu(int bytes) {}

    @Override
    public void onPath(PathStatus path) {
      events.add("server " + path.link() + " " + path.state());
    }

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }

  private final class Listener implements RouterBondListener {
    @Override
    public void onAssigned(List<InetPrefix> addresses) {
      events.add("assigned " + addresses);
    }

    @Override
    public void onMtu(int bytes) {
      events.add("mtu " + bytes);
    }

    @Override
    public void onConnected(boolean connected) {
      events.add(connected ? "connected" : "disconnected");
    }

    @Override
    public void onPath(PathStatus path) {
      events.add(path.link() + " " + path.state() + " " + path.reason());
    }

    @Override
    public void onRefused(String type, String detail) {
      events.add("refused " + type + ": " + detail);
    }

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }

  @Override
  public void close() {
    if (router != null) {
      router.close().syncUninterruptibly();
    }
    if (server != null) {
      server.close().syncUninterruptibly();
    }
    routerGroup.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    serverGroup.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
