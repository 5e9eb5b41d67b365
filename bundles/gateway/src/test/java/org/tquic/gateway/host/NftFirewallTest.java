package org.tquic.gateway.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;

/** What the firewall program may do to the role that calls it. */
class NftFirewallTest {
  @TempDir private Path folder;

  private NftFirewall program(String command, Duration patience) throws Exception {
    Path file = folder.resolve("nft");
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new NftFirewall(file.toString(), patience);
  }

  /** One that waits for a lock, say, for ever. */
  @Test
  @Timeout(30)
  void oneThatDoesNotEndIsNotWaitedForLong() throws Exception {
    NftFirewall firewall = program("exec sleep 600", Duration.ofMillis(50));
    assertThatThrownBy(() -> firewall.replace("tquic", ""))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("no answer within");
  }

  @Test
  void whatItSaysOfItsFailureIsTold() throws Exception {
    NftFirewall firewall = program("echo no such table; exit 1", Duration.ofMinutes(1));
    assertThatThrownBy(() -> firewall.remove("tquic"))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("no such table");
  }
}
