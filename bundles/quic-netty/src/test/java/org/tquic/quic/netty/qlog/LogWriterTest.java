package org.tquic.quic.netty.qlog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The writer on the test's own thread: it ends when the queue is closed and empty. */
@Timeout(30)
class LogWriterTest {
  private static final int LIMIT = 100_000;

  @TempDir Path folder;
  private final RecordQueue queue = new RecordQueue(100_000);
  private final LogSpace space = new LogSpace(LIMIT);
  private final List<IOException> failures = new ArrayList<>();

  private LogFile log(String name) {
    assertThat(space.open(true)).isTrue();
    LogFile file = new LogFile(folder.resolve(name));
    file.prove();
    return file;
  }

  private void offer(LogFile file, String record) {
    byte[] bytes = record.getBytes(US_ASCII);
    assertThat(space.take(bytes.length, 0, true)).isEqualTo(LogSpace.Grant.GRANTED);
    assertThat(queue.offer(file, bytes, 0, bytes.length)).isTrue();
  }

  private void write() {
    queue.close();
    new LogWriter(queue, space, () -> {}, failures::add).run();
  }

  @Test
  void eachLogHasItsRecordsInTheirOrder() throws Exception {
    LogFile a = log("a");
    LogFile b = log("b");
    offer(a, "1");
    offer(b, "2");
    offer(a, "3");
    queue.end(a);
    String large = "y".repeat(70_001);
    offer(b, large);
    write();
    assertThat(folder.resolve("a")).hasContent("13");
    assertThat(folder.resolve("b")).hasContent("2" + large);
    assertThat(failures).isEmpty();
    assertThat(space.openLogs()).as("all are complete, those without an end too").isZero();
  }

  @Test
  void aLogWithoutRecordsHasNoFile() {
    queue.end(log("empty"));
    write();
    assertThat(folder.resolve("empty")).doesNotExist();
    assertThat(space.openLogs()).isZero();
  }

  @Test
  void theOldestLogsAreRemovedInTime() throws Exception {
    Path oldest = Files.write(folder.resolve("oldest"), new byte[50_000]);
    Path older = Files.write(folder.resolve("older"), new byte[30_000]);
    space.found(oldest, 50_000);
    space.found(older, 30_000);
    offer(log("new"), "y".repeat(20_000));
    write();
    assertThat(oldest).doesNotExist();
    assertThat(older).exists();
    assertThat(space.usedBytes()).isEqualTo(50_000);
  }

  @Test
  void theFirstFailureEndsItAndIsToldOnce() throws Exception {
    LogFile good = log("good");
    Files.createFile(folder.resolve("taken"));
    LogFile taken = log("taken");
    offer(good, "before");
    offer(taken, "lost");
    offer(good, "after");
    write();
    assertThat(failures).singleElement().isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("good")).as("whole records only").hasContent("before");
    assertThat(folder.resolve("taken")).as("somebody else's").isEmptyFile();
    assertThat(space.usedBytes()).isEqualTo("before".length());
    assertThat(queue.isClosed()).isTrue();
  }
}
