package org.tquic.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.FakeBond;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.SendUnit;

class WatchedSchedulersTest {
  /** A plug-in that does as a test says, and takes as long. */
  private final class Dubious implements PathSchedulerFactory, PathScheduler {
    @Override
    public String id() {
      return "dubious";
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return this;
    }

    @Override
    public long select(SendUnit unit, PathSet paths, long nowNs) {
      elapsedNs += callNs;
      try {
        return answer.call();
      } catch (Exception e) {
        throw WatchedSchedulersTest.<RuntimeException>unchecked(e);
      }
    }
  }

  private final PluginTroubles troubles = new PluginTroubles();
  private Callable<Long> answer = () -> Decision.send(0);
  private long elapsedNs;
  private long callNs = 1_000;
  private final FakeBond bond =
      new FakeBond(new WatchedSchedulers(new Dubious(), troubles, () -> elapsedNs));

  /** What compilers of other languages let through. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable e) throws E {
    throw (E) e;
  }

  private void assertFails(Callable<Long> with, String reason) {
    answer = with;
    long before = count();
    assertThatThrownBy(bond::ask).isInstanceOf(PluginFailedException.class);
    assertThat(troubles.all())
        .containsExactly(new PluginTrouble("scheduler", "dubious", reason, before + 1));
  }

  private long count() {
    return troubles.all().stream().mapToLong(PluginTrouble::count).sum();
  }

  @Test
  void whateverItThrowsIsOneKindOfExceptionAndOnRecord() {
    bond.add(new FakePath(1));
    assertFails(
        () -> {
          throw new IllegalStateException("no");
        },
        "java.lang.IllegalStateException: no");
    assertFails(
        () -> {
          throw new java.io.IOException("checked");
        },
        "java.io.IOException: checked");
    assertFails(
        () -> {
          throw new NoClassDefFoundError("org/example/Gone");
        },
        "java.lang.NoClassDefFoundError: org/example/Gone");
    assertFails(() -> endless(0), "java.lang.StackOverflowError");
  }

  private static long endless(long depth) {
    return depth < 0 ? 0 : 1 + endless(depth + 1);
  }

  @Test
  void outOfMemoryIsNotItsFault() {
    answer =
        () -> {
          throw new OutOfMemoryError("test");
        };
    assertThatThrownBy(bond::ask).isInstanceOf(OutOfMemoryError.class);
    assertThat(troubles.all()).isEmpty();
  }

  @Test
  void illegalDecisionsAreCountedAndLeftToWhoAsked() {
    bond.add(new FakePath(1));
    answer = () -> Decision.send(7);
    assertThat(bond.ask()).isEqualTo(Decision.send(7));
    bond.ask();
    bond.ask();
    assertThat(troubles.all())
        .containsExactly(
            new PluginTrouble(
                "scheduler", "dubious", "decided 0x2000000000000007 with 1 paths", 3));
  }

  @Test
  void oneThatAlwaysTakesTooLongIsFoundWithinSomeHundredCalls() {
    bond.add(new FakePath(1));
    callNs = CallBudget.LONGEST_NS + 1;
    int calls = 0;
    List<PluginTrouble> found = new ArrayList<>();
    while (found.isEmpty() && calls < 10_000) {
      calls++;
      try {
        bond.ask();
      } catch (PluginFailedException e) {
        found.addAll(troubles.all());
      }
    }
    assertThat(calls).isEqualTo(CallBudget.EACH * CallBudget.TOO_MANY);
    assertThat(found)
        .containsExactly(
            new PluginTrouble(
                "scheduler",
                "dubious",
                "its calls take too long, the last one measured 500 µs; 500 µs are the limit",
                1));
  }

  /** A thread that must wait for its turn is not slow code. */
  @Test
  void oneThatIsHeldUpNowAndThenIsLeftAlone() {
    bond.add(new FakePath(1));
    for (int call = 0; call < 100_000; call++) {
      callNs = call / CallBudget.EACH % 2 == 0 ? 1_000 : 20_000_000;
      bond.ask();
    }
    assertThat(troubles.all()).isEmpty();
  }

  @Test
  void oneWithoutAnIdIsNotTaken() {
    PathSchedulerFactory nameless =
        new PathSchedulerFactory() {
          @Override
          public String id() {
            return null;
          }

          @Override
          public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
            throw new AssertionError();
          }
        };
    assertThatThrownBy(() -> new WatchedSchedulers(nameless, troubles, () -> 0))
        .isInstanceOf(PluginFailedException.class);
    assertThat(troubles.all())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.plugin()).isEqualTo(nameless.getClass().getName());
              assertThat(trouble.reason()).contains("has no id");
            });
  }

  @Test
  void oneThatMakesNothingIsOnRecord() {
    PathSchedulerFactory empty =
        new PathSchedulerFactory() {
          @Override
          public String id() {
            return "empty";
          }

          @Override
          public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
            return null;
          }
        };
    WatchedSchedulers watched = new WatchedSchedulers(empty, troubles, () -> 0);
    assertThatThrownBy(() -> watched.create(new ConnectionInfo("b", 1), Handover.none(), 0))
        .isInstanceOf(PluginFailedException.class);
    assertThat(troubles.all().getFirst().reason()).contains("it made no scheduler");
  }
}
