package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/** A scheduler hears of all that is sent on its paths, of whatever kind. */
class SchedulerAccountTest {
  private static final String LINK = "rate=30mbit delay=20ms queue=200kb";

  /** The paths in turn, by nothing but what it is told. */
  private static final class Turns implements PathSchedulerFactory, PathScheduler {
    private final Map<SendUnit.Kind, long[]> bytes = new EnumMap<>(SendUnit.Kind.class);
    private int last = -1;

    @Override
    public String id() {
      return "turns";
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return this;
    }

    @Override
    public long select(SendUnit unit, PathSet paths, long nowNs) {
      for (int i = 0; i < paths.size(); i++) {
        if (paths.get(i).id() != last && paths.get(i).room() > 0) {
          return Decision.send(i);
        }
      }
      return Decision.NONE;
    }

    @Override
    public void onSent(SendUnit unit, PathView path, long nowNs) {
      last = path.id();
      bytes.computeIfAbsent(unit.kind(), kind -> new long[2])[last] += unit.sizeBytes();
    }

    long[] of(SendUnit.Kind kind) {
      return bytes.getOrDefault(kind, new long[2]);
    }
  }

  private static QuicPair pair(Turns turns) {
    QuicPair pair = new QuicPair(71, LINK, LINK).established();
    pair.runFor(0.3);
    assertThat(pair.client.connection.openPath(QuicPair.second(), pair.nowNs())).isEqualTo(1);
    pair.runFor(0.5);
    pair.client.connection.swapScheduler(turns, pair.nowNs());
    return pair;
  }

  @Test
  void streamsTakeTurns() {
    Turns turns = new Turns();
    QuicPair pair = pair(turns);
    Transfer up = Transfer.up(pair, 3_000_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    long[] told = turns.of(SendUnit.Kind.STREAM);
    assertThat(told[0] + told[1]).isBetween(3_000_000L, 3_600_000L);
    assertThat(told[0]).isBetween(told[1] * 4 / 5, told[1] * 5 / 4);
  }

  @Test
  void datagramsOfOnePathAreToldToo() {
    Turns turns = new Turns();
    QuicPair pair = pair(turns);
    for (int i = 0; i < 10; i++) {
      assertThat(pair.client.connection.sendDatagram(1, new byte[100], 0, 100, pair.nowNs()))
          .isTrue();
    }
    assertThat(pair.run(() -> pair.server.events.datagrams.size() == 10, 1)).isTrue();
    assertThat(turns.of(SendUnit.Kind.DATAGRAM)).containsExactly(0, 1000);
  }

  @Test
  void probesOfASilentPathAreTold() {
    Turns turns = new Turns();
    QuicPair pair = pair(turns);
    pair.simulation.network().link("wan2").up().setBlackhole(true, pair.nowNs());
    long before = turns.of(SendUnit.Kind.CONTROL)[1];
    Transfer up = Transfer.up(pair, 500_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(turns.of(SendUnit.Kind.CONTROL)[1]).isGreaterThan(before);
  }
}
