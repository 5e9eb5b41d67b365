package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;
import org.tquic.bond.RouterBondConfig;
import org.tquic.bond.RouterBondListener;
import org.tquic.bond.core.BondEvents;
import org.tquic.bond.path.Carrier;

/**
 * A router's session, its diallers and its bond, all as they are in use, over simulated links to
 * the bond of a server, on the frozen clock of an event loop.
 */
final class HistorySimulation {
  private static final String SERVER = "192.0.2.9";
  private static final int MAX_KERNEL_DELAY_MS = 20;

  final Random random;
  final List<HistoryLink> links = new ArrayList<>();
  final HistoryDamping damping = new HistoryDamping();
  private final EmbeddedChannel embedded = new EmbeddedChannel();
  private final EventLoop loop = embedded.eventLoop();
  private final DrivenBond server;
  private final RouterSession router;
  private HistoryConnections connections;

  HistorySimulation(long seed) {
    random = new Random(seed);
    embedded.freezeTime();
    server = new DrivenBond("home", loop, new Discard(), new ServerEvents());
    RouterBondConfig config =
        new RouterBondConfig(
            null, loop, SERVER, 4433, null, null, new CongestionChoice("none", "none"));
    router =
        new RouterSession(
            config,
            new Discard(),
            new RouterEvents(),
            owner -> {
              connections = new HistoryConnections(owner, loop, random, server, this::byName);
              return connections;
            });
  }

  private HistoryLink byName(String name) {
    return links.stream()
        .filter(link -> link.present && link.name.equals(name))
        .findFirst()
        .orElse(null);
  }

  long nowNs() {
    return loop.ticker().nanoTime();
  }

  void later(long afterNs, Runnable action) {
    loop.schedule(action, afterNs, TimeUnit.NANOSECONDS);
  }

  /** Lets time pass. */
  void run(long forNs) {
    long endNs = nowNs() + forNs;
    while (true) {
      embedded.runPendingTasks();
      long nextNs = embedded.runScheduledPendingTasks();
      long leftNs = endNs - nowNs();
      if (nextNs < 0 || nextNs > leftNs) {
        embedded.advanceTimeBy(leftNs, TimeUnit.NANOSECONDS);
        return;
      }
      embedded.advanceTimeBy(Math.max(nextNs, 1), TimeUnit.NANOSECONDS);
    }
  }

  void add(HistoryLink link) {
    links.add(link);
    changed(link);
  }

  /** A link is another now; the kernel tells what it sees a moment later. */
  void changed(HistoryLink link) {
    link.changed(nowNs());
    later(random.nextInt(MAX_KERNEL_DELAY_MS) * 1_000_000L, () -> tell(link));
  }

  private void tell(HistoryLink link) {
    if (link.told != null && (!link.present || !link.told.name().equals(link.name))) {
      router.onLinkGone(link.told.name());
      link.told = null;
    }
    if (link.present && !link.info().equals(link.told)) {
      link.told = link.info();
      router.onLink(link.told);
    }
  }

  /** The NAT of a link forgets all flows. */
  void forgetMappings(HistoryLink link) {
    connections.open().stream().filter(way -> way.link() == link).forEach(HistoryWay::forget);
  }

  /** A few packets both ways. */
  void traffic() {
    for (int i = random.nextInt(20); i >= 0; i--) {
      router.accept(packet());
      server.accept(packet());
    }
    router.flush();
    server.flush();
  }

  private static ByteBuf packet() {
    ByteBuf packet = UnpooledByteBufAllocator.DEFAULT.directBuffer(PacketSink.HEADROOM + 400);
    packet.writeZero(PacketSink.HEADROOM + 400).readerIndex(PacketSink.HEADROOM);
    return packet.setByte(PacketSink.HEADROOM, 0x45);
  }

  List<PathStatus> paths() {
    return router.status().paths();
  }

  int openConnections() {
    return connections.open().size();
  }

  int attempts() {
    return connections.attempts();
  }

  int serverCarriers() {
    return server.core().carriers().size();
  }

  /** Whether anything is still due once both ends are closed and what was under way is gone. */
  boolean endsQuietly() {
    router.close();
    server.close(PathReason.NONE);
    run(3600L * 1_000_000_000);
    return embedded.runScheduledPendingTasks() < 0 && connections.open().isEmpty();
  }

  private final class RouterEvents implements RouterBondListener {
    @Override
    public void onPath(PathStatus path) {
      damping.onPath(path, nowNs());
    }

    @Override
    public void onAssigned(List<InetPrefix> addresses) {}

    @Override
    public void onMtu(int bytes) {}

    @Override
    public void onConnected(boolean connected) {}

    @Override
    public void onRefused(String type, String detail) {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }

  private final class ServerEvents implements BondEvents {
    @Override
    public void onCarrierState(Carrier carrier) {
      if (carrier.state() == PathState.SUSPECT) {
        // As a server's session does.
        loop.schedule(
            () -> {
              if (carrier.health().suspectForNs(nowNs()) / 1_000_000 >= RouterSession.GIVE_UP_MS
                  && server.core().carriers().contains(carrier)) {
                server.remove(carrier, PathReason.SILENT);
                carrier.transport().close(PathReason.SILENT);
              }
            },
            RouterSession.GIVE_UP_MS,
            TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void onMaxPacket(int bytes) {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}
  }

  private static final class Discard implements PacketPort {
    @Override
    public void write(ByteBuf packet) {
      packet.release();
    }

    @Override
    public void flush() {}
  }
}
