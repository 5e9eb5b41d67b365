package org.tquic.quic.netty.qlog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecordQueueTest {
  private static final long FOR_EVER_MILLIS = 1_000_000;

  private final RecordQueue queue = new RecordQueue(100);
  private final LogFile a = new LogFile(Path.of("a"));
  private final LogFile b = new LogFile(Path.of("b"));

  private boolean offer(LogFile file, String record) {
    byte[] bytes = ("x" + record).getBytes(US_ASCII);
    return queue.offer(file, bytes, 1, bytes.length - 1);
  }

  private static List<String> drained(Batch batch) {
    List<String> runs = new ArrayList<>();
    batch.drainTo(
        new Batch.Reader() {
          @Override
          public void records(LogFile file, byte[] array, int offset, int length) {
            runs.add(file.path() + ":" + new String(array, offset, length, US_ASCII));
          }

          @Override
          public void end(LogFile file) {
            runs.add(file.path() + " ends");
          }
        });
    return runs;
  }

  @Test
  void recordsOfOneLogInARowAreOneRun() throws Exception {
    assertThat(offer(a, "1") && offer(a, "2") && offer(b, "3") && offer(a, "4")).isTrue();
    queue.end(b);
    queue.hurry();
    Batch batch = queue.fetch(new Batch(100), FOR_EVER_MILLIS);
    assertThat(drained(batch)).containsExactly("a:12", "b:3", "a:4", "b ends");
    assertThat(batch.bytes()).isZero();
    queue.hurry();
    assertThat(drained(queue.fetch(batch, FOR_EVER_MILLIS))).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefusedUntilTheNextFetch() throws Exception {
    assertThat(offer(a, "y".repeat(90))).isTrue();
    assertThat(offer(a, "y".repeat(11))).isFalse();
    assertThat(offer(b, "y".repeat(10))).isTrue();
    assertThat(offer(b, "y")).isFalse();
    Batch full = queue.fetch(new Batch(100), FOR_EVER_MILLIS);
    assertThat(full.bytes()).isEqualTo(100);
    assertThat(offer(a, "y".repeat(100))).as("another batch is filled meanwhile").isTrue();
  }

  @Test
  void muchThatWaitsBringsTheWriter() throws Exception {
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Batch> fetched = threads.submit(() -> queue.fetch(new Batch(100), FOR_EVER_MILLIS));
      assertThat(offer(a, "y".repeat(30))).isTrue();
      assertThat(fetched.get(20, TimeUnit.SECONDS).bytes()).isEqualTo(30);
    }
  }

  @Test
  void aClosedQueueGivesWhatItHasAndTakesNothing() throws Exception {
    assertThat(offer(a, "1")).isTrue();
    queue.close();
    assertThat(offer(a, "2")).isFalse();
    queue.end(a);
    assertThat(drained(queue.fetch(new Batch(100), FOR_EVER_MILLIS)))
        .containsExactly("a:1", "a ends");
  }
}
