package org.tquic.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.example.hanging.Hanging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopWatchdogTest {
  private final PluginTroubles troubles = new PluginTroubles();
  private final ExecutorService loop = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    loop.shutdownNow();
  }

  @Test
  void aPluginThatDoesNotReturnIsFoundByItsPlaceOnTheStack() throws Exception {
    troubles.of("scheduler", "other").codeOf(String.class);
    troubles.of("scheduler", "hanging").codeOf(Hanging.class);
    try (LoopWatchdog watchdog =
        LoopWatchdog.watch(loop, troubles, Duration.ofMillis(1), Duration.ofMillis(20))) {
      assertThat(watchdog).isNotNull();
      Future<?> call = loop.submit(() -> Hanging.until(() -> !troubles.all().isEmpty()));
      call.get(60, TimeUnit.SECONDS);
    }
    assertThat(troubles.all())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.plugin()).isEqualTo("hanging");
              assertThat(trouble.reason()).startsWith("has not returned for 20 ms, it is in ");
            });
  }

  @Test
  void codeThatIsNoPluginsIsNobodysFault() {
    troubles.of("scheduler", "hanging").codeOf(Hanging.class);
    assertThat(troubles.inside(Thread.currentThread().getStackTrace())).isEmpty();
  }
}
