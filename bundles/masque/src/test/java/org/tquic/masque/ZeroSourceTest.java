package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http3.Http3DataFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source on a stream that takes anything, on a frozen clock. */
class ZeroSourceTest {
  private final EmbeddedChannel stream = new EmbeddedChannel();
  private int ended;

  ZeroSourceTest() {
    stream.freezeTime();
  }

  @AfterEach
  void close() {
    stream.finishAndReleaseAll();
  }

  private long takeBytes() {
    long bytes = 0;
    for (Http3DataFrame frame; (frame = stream.readOutbound()) != null; frame.release()) {
      bytes += frame.content().readableBytes();
    }
    return bytes;
  }

  private void pass(long millis) {
    stream.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    stream.runScheduledPendingTasks();
  }

  @Test
  void nothingIsSentAfterItsTime() {
    ZeroSource source =
        new ZeroSource(stream, CapacityRequest.MAX_SECONDS, Long.MAX_VALUE, () -> ended++);
    source.send();
    for (int i = 0; i < 9_999; i++) {
      pass(1);
      assertThat(takeBytes()).isPositive();
    }
    assertThat(ended).isZero();
    pass(1);
    takeBytes();
    assertThat(ended).isEqualTo(1);
    source.send();
    pass(1_000);
    assertThat(takeBytes()).isZero();
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void noMoreIsSentThanIsAllowed() {
    ZeroSource source = new ZeroSource(stream, 1, 3_000_001, () -> ended++);
    source.send();
    pass(500);
    pass(1);
    pass(1);
    assertThat(takeBytes()).isEqualTo(3_000_001);
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void aLoopIsNotKeptFromItsOtherWork() {
    new ZeroSource(stream, 1, Long.MAX_VALUE, () -> ended++).send();
    assertThat(takeBytes()).isEqualTo(1 << 20);
  }
}
