package org.tquic.bond.sim;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.tquic.bond.sim.inner.Host;
import org.tquic.bond.sim.inner.InnerPacket;
import org.tquic.bond.sim.inner.TcpReceiver;
import org.tquic.bond.sim.inner.TcpSender;
import org.tquic.bond.sim.inner.VoiceCall;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * One run of a scenario under a scheduler: TCP flows with CUBIC and a voice call beside them, over
 * a bond whose paths have BBR, as routers have it unless told otherwise. Deterministic.
 */
public final class SchedulerBench {
  /** How long a run takes, seconds of virtual time. */
  public static final double SECONDS = 18;

  private static final double WARM_UP_SECONDS = 3;
  private static final double STEP_SECONDS = 0.1;
  private static final int STEPS_LOOKED_AT = 5;
  private static final int VOICE_PORT = 40_000;
  private static final int TCP_PORT = 50_000;

  /** User data of a full inner packet as a share of the IP packet that carries it. */
  private static final double USER_SHARE = 1_260.0 / 1_371;

  private final Scenario scenario;
  private final BondSimulation simulation;
  private final List<TcpSender> senders = new ArrayList<>();
  private final List<TcpReceiver> receivers = new ArrayList<>();
  private final VoiceCall voice;
  private final double[] deliveredByStep = new double[(int) (SECONDS / STEP_SECONDS)];

  private SchedulerBench(Scenario scenario, PathSchedulerFactory scheduler, long seed) {
    this.scenario = scenario;
    this.simulation = new BondSimulation(seed, new BbrPlugin(), scenario.links());
    simulation.schedule(scheduler);
    Host client = host(simulation.sender());
    Host server = host(simulation.receiver());
    for (int i = 0; i < scenario.flows(); i++) {
      senders.add(new TcpSender(client, TCP_PORT + i, new CubicPlugin()));
      receivers.add(new TcpReceiver(server, TCP_PORT + i));
    }
    voice = new VoiceCall(client, VOICE_PORT);
    simulation.deliver(simulation.receiver(), this::onAtServer);
    simulation.deliver(simulation.sender(), this::onAtClient);
  }

  /** Runs a scenario. */
  public static BenchResult run(Scenario scenario, PathSchedulerFactory scheduler, long seed) {
    SchedulerBench bench = new SchedulerBench(scenario, scheduler, seed);
    try {
      return bench.run();
    } finally {
      bench.simulation.close();
    }
  }

  private Host host(BondEnd end) {
    return new Host() {
      @Override
      public long nowNs() {
        return simulation.nowNs();
      }

      @Override
      public void at(long timeNs, Runnable action) {
        simulation.at(timeNs, action);
      }

      @Override
      public void send(ByteBuf packet) {
        end.send(packet);
      }

      @Override
      public void flush() {
        end.flush();
      }
    };
  }

  private void onAtServer(InnerPacket packet) {
    if (packet.port() == VOICE_PORT) {
      voice.onDatagram(packet, simulation.nowNs());
    } else {
      receivers.get(packet.port() - TCP_PORT).onSegment(packet);
    }
  }

  private void onAtClient(InnerPacket packet) {
    senders.get(packet.port() - TCP_PORT).onAcknowledgement(packet);
  }

  private BenchResult run() {
    if (scenario.outage() != null) {
      Scenario.Outage outage = scenario.outage();
      at(outage.fromSeconds(), () -> simulation.blackhole(outage.link(), true));
      at(outage.toSeconds(), () -> simulation.blackhole(outage.link(), false));
    }
    voice.start();
    senders.forEach(TcpSender::start);
    long deliveredBefore = 0;
    long resentBefore = 0;
    long sentBefore = 0;
    long sentAgainBefore = 0;
    for (int step = 0; step < deliveredByStep.length; step++) {
      if (step == (int) (WARM_UP_SECONDS / STEP_SECONDS)) {
        voice.mark(simulation.nowNs());
        simulation.receiver().arrivals().mark();
        deliveredBefore = delivered();
        resentBefore = resent();
        sentBefore = senders.stream().mapToLong(TcpSender::sent).sum();
        sentAgainBefore = senders.stream().mapToLong(TcpSender::sentAgain).sum();
      }
      long before = delivered();
      simulation.run(STEP_SECONDS);
      deliveredByStep[step] = delivered() - before;
    }
    double goodput = (delivered() - deliveredBefore) / (SECONDS - WARM_UP_SECONDS);
    long sent = senders.stream().mapToLong(TcpSender::sent).sum() - sentBefore;
    long sentAgain = senders.stream().mapToLong(TcpSender::sentAgain).sum() - sentAgainBefore;
    return new BenchResult(
        goodput,
        goodput / ceilingBps(),
        voice.delayNs(0.5),
        voice.delayNs(0.99),
        voice.lostShare(),
        senders.isEmpty() ? -1 : senders.getFirst().smoothedRttNs(),
        simulation.receiver().arrivals().lateShare(),
        simulation.receiver().arrivals().lateDepthP99(),
        (double) (resent() - resentBefore) / Math.max(sent, 1),
        (double) sentAgain / Math.max(sent, 1),
        recoveryNs());
  }

  private void at(double seconds, Runnable action) {
    simulation.at(simulation.nowNs() + (long) (seconds * 1e9), action);
  }

  private long delivered() {
    return receivers.stream().mapToLong(TcpReceiver::delivered).sum() * 1_260;
  }

  private long resent() {
    return simulation.sender().core().counters(simulation.nowNs()).resent();
  }

  /** What the links could carry after the warm-up, user data, bytes per second. */
  private double ceilingBps() {
    double seconds = SECONDS - WARM_UP_SECONDS;
    double bytes = 0;
    for (int i = 0; i < scenario.links().size(); i++) {
      LinkProfile profile = LinkProfile.of(scenario.links().get(i));
      double alive = seconds;
      if (scenario.outage() != null && scenario.outage().link() == i) {
        alive -= scenario.outage().toSeconds() - scenario.outage().fromSeconds();
      }
      bytes += profile.rateBytesPerSecond() * (1 - profile.loss()) * alive;
    }
    return USER_SHARE * bytes / seconds;
  }

  private long recoveryNs() {
    if (scenario.outage() == null) {
      return -1;
    }
    int from = (int) (scenario.outage().fromSeconds() / STEP_SECONDS);
    int to = (int) (scenario.outage().toSeconds() / STEP_SECONDS);
    double wanted = 0.9 * mean(from - 2 * STEPS_LOOKED_AT, 2 * STEPS_LOOKED_AT);
    for (int step = to; step + STEPS_LOOKED_AT <= deliveredByStep.length; step++) {
      if (mean(step, STEPS_LOOKED_AT) >= wanted) {
        return (long) ((step - to) * STEP_SECONDS * 1e9);
      }
    }
    return -1;
  }

  private double mean(int from, int steps) {
    double sum = 0;
    for (int i = from; i < from + steps; i++) {
      sum += deliveredByStep[i];
    }
    return sum / steps;
  }
}
