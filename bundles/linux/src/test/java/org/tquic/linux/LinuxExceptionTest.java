package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinuxExceptionTest {
  @Test
  void numbersHaveTheirNames() {
    assertThat(Errno.name(Errno.EPERM)).isEqualTo("EPERM");
    assertThat(Errno.name(Errno.EAGAIN)).isEqualTo("EAGAIN");
    assertThat(Errno.name(Errno.ENODEV)).isEqualTo("ENODEV");
    assertThat(Errno.name(Errno.EROFS)).isEqualTo("EROFS");
    assertThat(Errno.name(Errno.ENOTSOCK)).isEqualTo("ENOTSOCK");
    assertThat(Errno.name(Errno.ENOBUFS)).isEqualTo("ENOBUFS");
    assertThat(Errno.name(Errno.ETIMEDOUT)).isEqualTo("ETIMEDOUT");
    assertThat(Errno.name(Errno.EHOSTUNREACH)).isEqualTo("EHOSTUNREACH");
    assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
    assertThat(Errno.name(41)).isEqualTo("errno 41");
    assertThat(Errno.name(0)).isEqualTo("errno 0");
    assertThat(Errno.name(9999)).isEqualTo("errno 9999");
  }

  @Test
  void theMessageSaysWhatFailedAndWhy() {
    LinuxException e = new LinuxException("bind", Errno.EPERM, "open a packet socket on eth0");
    assertThat(e)
        .hasMessage("cannot open a packet socket on eth0: bind says EPERM (not permitted)");
    assertThat(e.remedy()).contains("root");
    assertThat(e.attempted()).isEqualTo("open a packet socket on eth0");
  }
}
