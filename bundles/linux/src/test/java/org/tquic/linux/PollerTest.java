package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tquic.linux.internal.FileCalls;

@Timeout(20)
class PollerTest {
  @Test
  void reportsOnlyTheDescriptorThatIsReady() {
    int first = FileCalls.eventfd();
    int second = FileCalls.eventfd();
    try (Poller poller = new Poller(2);
        Arena arena = Arena.ofConfined()) {
      int a = poller.add(first, Poller.READABLE);
      int b = poller.add(second, Poller.READABLE);
      assertThat(poller.poll(0)).isFalse();
      FileCalls.write(second, arena.allocateFrom(ValueLayout.JAVA_LONG, 1), 8);
      assertThat(poller.poll(-1)).isTrue();
      assertThat(poller.readable(a)).isFalse();
      assertThat(poller.readable(b)).isTrue();
      poller.interest(a, Poller.WRITABLE);
      poller.remove(b);
      assertThat(poller.poll(-1)).isTrue();
      assertThat(poller.writable(a)).isTrue();
      assertThat(poller.readable(b)).isFalse();
      assertThatThrownBy(() -> poller.add(first, 0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> poller.ready(2)).isInstanceOf(IndexOutOfBoundsException.class);
    } finally {
      FileCalls.close(first);
      FileCalls.close(second);
    }
  }

  @Test
  void wakesFromAnotherThread() throws Exception {
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    try (Poller poller = new Poller(0)) {
      Thread.ofPlatform().start(() -> woken.complete(poller.poll(-1)));
      poller.wake();
      assertThat(woken.get(10, TimeUnit.SECONDS)).isFalse();
      // The wake-up is spent.
      long before = System.nanoTime();
      assertThat(poller.poll(20_000_000)).isFalse();
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(15_000_000L);
    }
  }

  @Test
  void aWakeUpAfterTheEndIsHarmless() {
    Poller poller = new Poller(1);
    poller.close();
    poller.close();
    poller.wake();
  }
}
