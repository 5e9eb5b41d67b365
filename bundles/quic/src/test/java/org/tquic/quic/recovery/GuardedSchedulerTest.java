package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.FakeBond;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathEvent;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

class GuardedSchedulerTest {
  private final GuardedScheduler guard = new GuardedScheduler(new ConnectionInfo("c", 1));
  private final FakeBond bond =
      new FakeBond(factory("unused", (unit, paths, nowNs) -> Decision.NONE));

  private static PathSchedulerFactory factory(String id, PathScheduler scheduler) {
    return new PathSchedulerFactory() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
        return scheduler;
      }
    };
  }

  private void use(PathScheduler scheduler) {
    assertThat(guard.swap(factory("test", scheduler), bond, 1)).isTrue();
  }

  private long select() {
    return guard.select(bond, bond, 2);
  }

  @Test
  void theBuiltInTakesTheLowestRoundTripWithRoom() {
    assertThat(select()).isEqualTo(Decision.NONE);
    bond.add(new FakePath(1).measured(50, 1_000_000));
    bond.add(new FakePath(2).measured(20, 1_000_000));
    bond.add(new FakePath(3).measured(30, 1_000_000));
    assertThat(select()).isEqualTo(Decision.send(1));
    bond.paths.get(1).full(true);
    assertThat(select()).isEqualTo(Decision.send(2));
    bond.paths.get(2).full(true);
    bond.paths.get(0).full(true);
    assertThat(select()).isEqualTo(Decision.NONE);
    assertThat(guard.id()).isEqualTo(BuiltinMinRtt.ID);
    assertThat(guard.faults()).isZero();
  }

  @Test
  void legalDecisionsPass() {
    bond.add(new FakePath(1));
    bond.add(new FakePath(2));
    for (long decision :
        new long[] {
          Decision.NONE, Decision.hold(77), Decision.send(1), Decision.send(1, 1), Decision.send(0)
        }) {
      use((unit, paths, nowNs) -> decision);
      assertThat(select()).isEqualTo(decision);
    }
    assertThat(guard.faults()).isZero();
    assertThat(guard.id()).isEqualTo("test");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 5, Long.MAX_VALUE, Long.MIN_VALUE, 3L << 61, 2L << 61})
  void otherNumbersFallToTheBuiltIn(long decision) {
    bond.add(new FakePath(1));
    use((unit, paths, nowNs) -> decision);
    assertThat(select()).isEqualTo(Decision.send(0));
    assertThat(select()).isEqualTo(Decision.send(0));
    assertThat(guard.faults()).isEqualTo(2);
    assertThat(guard.id()).as("it may go on").isEqualTo("test");
    assertThat(guard.lastFault()).contains("test");
  }

  @Test
  void pathsThatDoNotExistFallToTheBuiltIn() {
    bond.add(new FakePath(1));
    bond.add(new FakePath(2).measured(5, 1_000_000));
    long[] wrong = {
      Decision.send(2),
      Decision.send(255),
      Decision.send(0, 4),
      Decision.send(0, 1),
      Decision.send(0, -1)
    };
    for (long decision : wrong) {
      use((unit, paths, nowNs) -> decision);
      assertThat(select()).as("%x", decision).isEqualTo(Decision.send(1));
    }
    assertThat(guard.faults()).isEqualTo(wrong.length);
  }

  /** Throws wherever it is told to. */
  private record Thrower(String where) implements PathScheduler {
    private void maybe(String at) {
      if (where.equals(at)) {
        throw new LinkageError(at);
      }
    }

    @Override
    public long select(SendUnit unit, PathSet paths, long nowNs) {
      maybe("select");
      return Decision.NONE;
    }

    @Override
    public void onSent(SendUnit unit, PathView path, long nowNs) {
      maybe("sent");
    }

    @Override
    public void onPathEvent(PathEvent event, PathView path, long nowNs) {
      maybe(event.name());
    }

    @Override
    public Handover handover(String id, long nowNs) {
      maybe("handover");
      return new Handover(id, nowNs);
    }

    @Override
    public void close() {
      maybe("close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"select", "sent", "REMOVED"})
  void aSchedulerThatThrowsIsReplaced(String where) {
    FakePath path = bond.add(new FakePath(1));
    use(new Thrower(where));
    guard.onSent(bond, path, 3);
    guard.onPathEvent(PathEvent.REMOVED, path, 3);
    select();
    assertThat(guard.id()).isEqualTo(BuiltinMinRtt.ID);
    assertThat(guard.faults()).isOne();
    assertThat(select()).isEqualTo(Decision.send(0));
  }

  @Test
  void oneThatFailsAtOnceIsNotTaken() {
    bond.add(new FakePath(1));
    assertThat(guard.swap(factory("bad", new Thrower("ADDED")), bond, 1)).isFalse();
    assertThat(guard.swap(factory("bad", null), bond, 1)).isFalse();
    assertThat(guard.swap(factory(null, new Thrower("")), bond, 1)).isFalse();
    assertThat(guard.id()).isEqualTo(BuiltinMinRtt.ID);
    assertThat(guard.faults()).isEqualTo(3);
    assertThat(select()).isEqualTo(Decision.send(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"handover", "close"})
  void whoFailsWhileLeavingLeaves(String where) {
    use(new Thrower(where));
    guard.swapToBuiltIn(5);
    assertThat(guard.id()).isEqualTo(BuiltinMinRtt.ID);
    assertThat(guard.faults()).isOne();
    guard.swapToBuiltIn(6);
    guard.close();
    assertThat(guard.faults()).isOne();
  }

  @Test
  void aSuccessorGetsTheHandOver() {
    use(new Thrower(""));
    Handover[] got = new Handover[1];
    guard.swap(
        new PathSchedulerFactory() {
          @Override
          public String id() {
            return "next";
          }

          @Override
          public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
            got[0] = handover;
            return new Thrower("");
          }
        },
        bond,
        9);
    assertThat(got[0]).isEqualTo(new Handover("test", 9));
  }
}
