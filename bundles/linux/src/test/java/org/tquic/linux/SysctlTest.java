package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlTest {
  @TempDir Path root;

  @Test
  void readsAndWrites() throws Exception {
    Path file = Files.createDirectories(root.resolve("net/ipv4/conf/eth0.5")).resolve("rp_filter");
    Files.writeString(file, "1\n");
    Sysctl sysctl = new Sysctl(root);
    assertThat(sysctl.read("net/ipv4/conf/eth0.5/rp_filter")).contains("1");
    sysctl.write("net/ipv4/conf/eth0.5/rp_filter", "2");
    assertThat(file).hasContent("2");
    assertThat(sysctl.read("net/ipv4/conf/eth1/rp_filter")).isEmpty();
    assertThatThrownBy(() -> sysctl.write("net/ipv4/conf/eth1/rp_filter", "2"))
        .isInstanceOfSatisfying(
            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
        .hasMessageContaining("net/ipv4/conf/eth1/rp_filter");
  }

  @Test
  void staysBelowItsRoot() {
    Sysctl sysctl = new Sysctl(root);
    assertThatThrownBy(() -> sysctl.read("../secret")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sysctl.read("/etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theKernelsOwnSettingsAreThere() {
    assertThat(Sysctl.system().read("kernel/ostype")).contains("Linux");
    assertThatThrownBy(() -> Sysctl.system().write("kernel/ostype", "other"))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("kernel/ostype");
  }
}
