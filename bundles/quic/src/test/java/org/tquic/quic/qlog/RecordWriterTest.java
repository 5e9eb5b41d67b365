package org.tquic.quic.qlog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordWriterTest implements QlogSink {
  private final List<String> taken = new ArrayList<>();
  private final RecordWriter records = new RecordWriter(this);
  private boolean full;

  @Override
  public boolean offer(byte[] array, int offset, int length) {
    if (!full) {
      taken.add(new String(array, offset, length, US_ASCII));
    }
    return !full;
  }

  private void start() {
    records.beginHeader().string("file_schema", "x");
    records.endHeader(1_000_000_000);
  }

  private void event(String name, long nowNs) {
    records.begin(name, nowNs).number("n", 1);
    records.end();
  }

  @Test
  void recordsAreJsonTextSequences() {
    start();
    event("a:b", 1_002_500_000L);
    records.begin("a:c", 1_003_000_000L, 2).number("n", 1);
    records.end();
    assertThat(taken)
        .containsExactly(
            "\u001e{\"file_schema\":\"x\"}\n",
            "\u001e{\"time\":2.5,\"name\":\"a:b\",\"data\":{\"n\":1}}\n",
            "\u001e{\"time\":3,\"name\":\"a:c\",\"tuple\":\"2\",\"data\":{\"n\":1}}\n");
  }

  @Test
  void theLogStartsWithItsHeaderHoweverLate() {
    full = true;
    start();
    event("a:b", 1_000_000_000);
    assertThat(records.dropped()).isEqualTo(1);
    full = false;
    event("a:c", 1_000_000_000);
    assertThat(taken).hasSize(3);
    assertThat(taken.get(0)).contains("file_schema");
    assertThat(taken.get(1)).contains("loglevel:warning").contains("1 events are missing");
    assertThat(taken.get(2)).contains("a:c");
  }

  @Test
  void aGapIsToldOnceAndBeforeWhatFollows() {
    start();
    event("a:b", 1_000_000_000);
    full = true;
    for (int i = 0; i < 5; i++) {
      event("a:lost", 1_000_000_000);
    }
    full = false;
    event("a:c", 1_000_000_000);
    event("a:d", 1_000_000_000);
    assertThat(records.dropped()).isEqualTo(5);
    assertThat(taken).hasSize(5).noneMatch(text -> text.contains("a:lost"));
    assertThat(taken.get(2)).contains("5 events are missing");
    assertThat(taken.get(3)).contains("a:c");
  }
}
