package org.tquic.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.tquic.linux.Errno;

class SystemCallTest {
  @Test
  void errorsAreNegatedNumbers() {
    assertThat(FileCalls.close(-1)).isEqualTo(-Errno.EBADF);
    assertThat(FileCalls.open("/nowhere/at/all", FileCalls.O_RDONLY)).isEqualTo(-Errno.ENOENT);
    assertThat(SocketCalls.interfaceIndex("nowhere0")).isEqualTo(-Errno.ENODEV);
    assertThatThrownBy(() -> SocketCalls.interfaceIndex("a-name-of-16-byte"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dataGoesThroughTheKernel() {
    int counter = FileCalls.eventfd();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocateFrom(JAVA_LONG, 4711);
      assertThat(FileCalls.write(counter, number, 8)).isEqualTo(8);
      number.set(JAVA_LONG, 0, 0);
      assertThat(FileCalls.read(counter, number, 8)).isEqualTo(8);
      assertThat(number.get(JAVA_LONG, 0)).isEqualTo(4711);
      assertThat(FileCalls.read(counter, number, 8)).isEqualTo(-Errno.EAGAIN);
    } finally {
      assertThat(FileCalls.close(counter)).isZero();
    }
  }

  @Test
  void freedAndHeapMemoryIsRefused() {
    MemorySegment freed;
    try (Arena arena = Arena.ofConfined()) {
      freed = arena.allocate(8);
    }
    assertThatThrownBy(() -> FileCalls.read(0, freed, 8)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FileCalls.read(0, MemorySegment.ofArray(new byte[8]), 8))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
