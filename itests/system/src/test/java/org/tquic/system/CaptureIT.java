package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tquic.lab.ExecResult;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;

/**
 * What the doctor does on request beside the bond: a capture of its packets while it carries
 * traffic, and how much a link carries; neither depends on the engine.
 */
@NeedsLab
class CaptureIT {
  private static BondedLab bonded;

  @BeforeAll
  static void open() {
    bonded = BondedLab.open(CaptureIT.class, "multipath", StandardCase.A.wans());
  }

  @AfterAll
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  @Test
  void theFileHasBothLinksBothWays() throws IOException {
    Path file = bonded.lab.folder().resolve("bond.pcapng");
    bonded.traffic.sized(Direction.IN, 2, 6_000_000);
    Json said =
        Json.parse(
            bonded
                .router
                .tquic("doctor", "--json", "--capture", file.toString(), "--seconds", "2")
                .require());
    assertThat(said.get("packets").whole()).isGreaterThan(100);
    assertThat(said.get("full").truth()).isFalse();
    assertThat(Files.size(file)).isEqualTo(said.get("bytes").whole());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    for (Wan wan : bonded.lab.wans()) {
      assertThat(content).contains(wan.name());
      assertThat(content).containsPattern("path \\d+ of \\S+: active, " + wan.address());
    }

    ExecResult again = bonded.router.tquic("doctor", "--capture", file.toString());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.errors()).contains("exists").contains("remove it first");
  }

  @Test
  void theCapacityOfLinksThatAreNotMeteredIsMeasured() {
    bonded.router.console("link-metered", "wan2", "on");
    Json examination =
        Json.parse(
            bonded.router.tquic("doctor", "--json", "--capacity", "--seconds", "1").require());
    bonded.router.console("link-metered", "wan2", "auto");
    assertThat(capacity(examination, "wan1"))
        .matches("down \\d+\\.\\d Mbit/s, up \\d+\\.\\d Mbit/s with bbr")
        .doesNotContain(" 0.0 ");
    assertThat(capacity(examination, "wan2")).contains("paid for by volume");
  }

  private static String capacity(Json examination, String link) {
    return examination.get("links").elements().stream()
        .filter(finding -> finding.get("name").text().equals(link))
        .flatMap(finding -> finding.get("steps").elements().stream())
        .filter(step -> step.get("step").text().equals("capacity"))
        .map(step -> step.get("detail").text())
        .findFirst()
        .orElseThrow();
  }
}
