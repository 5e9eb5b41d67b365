package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessRightsTest {
  @Test
  void theUserIsWhatTheKernelSays() throws Exception {
    int owner = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assertThat(ProcessRights.effectiveUserId()).isEqualTo(owner);
  }

  @Test
  void capabilitiesAreReadBitByBit() throws Exception {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(text -> text.startsWith("CapEff"))
            .findFirst()
            .orElseThrow();
    BigInteger set = new BigInteger(line.split("\\s+")[1], 16);
    for (int i = 0; i < 64; i++) {
      assertThat(ProcessRights.hasCapability(i)).isEqualTo(set.testBit(i));
    }
  }
}
