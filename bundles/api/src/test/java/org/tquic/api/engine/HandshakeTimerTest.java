package org.tquic.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeTimerTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final List<String> failures = new ArrayList<>();
  private long answers;

  @BeforeEach
  void stopTheClock() {
    clock.freezeTime();
  }

  @AfterEach
  void close() {
    clock.finishAndReleaseAll();
  }

  private HandshakeTimer start(Duration silent, Duration answered) {
    ClientRequest request =
        new ClientRequest(
                clock.eventLoop(),
                new LinkBinding("wan1", InetAddress.ofLiteral("192.0.2.2")),
                new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 4433),
                null,
                null,
                silent,
                null,
                null)
            .withAnsweredTimeout(answered);
    HandshakeTimer timer =
        new HandshakeTimer(request, () -> answers, failure -> failures.add(failure.getMessage()));
    timer.start();
    return timer;
  }

  private void pass(Duration time) {
    clock.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
  }

  @Test
  void aSilentServerIsGivenUpSoon() {
    start(Duration.ofSeconds(2), Duration.ofSeconds(10));
    pass(Duration.ofMillis(1999));
    assertThat(failures).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(failures).singleElement().asString().contains("No answer", "2000 ms");
    pass(Duration.ofSeconds(20));
    assertThat(failures).hasSize(1);
  }

  @Test
  void oneThatAnsweredIsGivenMoreTime() {
    start(Duration.ofSeconds(2), Duration.ofSeconds(10));
    pass(Duration.ofSeconds(1));
    answers = 3;
    pass(Duration.ofSeconds(1));
    pass(Duration.ofMillis(7999));
    assertThat(failures).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(failures).singleElement().asString().contains("3 datagrams", "10000 ms");
  }

  @Test
  void withOneTimeoutAnAnswerMakesNoDifference() {
    answers = 1;
    start(Duration.ofSeconds(2), Duration.ofSeconds(2));
    pass(Duration.ofSeconds(2));
    assertThat(failures).hasSize(1);
  }

  @Test
  void stoppedItSaysNothing() {
    HandshakeTimer timer = start(Duration.ofSeconds(2), Duration.ofSeconds(10));
    answers = 1;
    pass(Duration.ofSeconds(3));
    timer.stop();
    pass(Duration.ofSeconds(20));
    assertThat(failures).isEmpty();
  }
}
