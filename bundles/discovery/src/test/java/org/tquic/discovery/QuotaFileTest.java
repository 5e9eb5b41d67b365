package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.discovery.QuotaBook.Entry;
import org.tquic.discovery.QuotaBook.Reading;

class QuotaFileTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final Entry PHONE =
      new Entry("usb:1@serial-00", 16_100_000_000L, DAY, new Reading("b-1", 9, 17_000_000_000L));
  private static final Entry CABLE = new Entry("pci/1", 0, DAY, Optional.empty());

  @TempDir Path folder;
  private Path path;
  private QuotaFile file;

  @BeforeEach
  void open() {
    path = folder.resolve("quotas");
    file = new QuotaFile(Optional.of(path));
  }

  @Test
  void whatIsWrittenIsReadAndOnlyByItsOwner() throws Exception {
    assertThat(file.read()).isEmpty();
    file.write(List.of(PHONE, CABLE));
    assertThat(file.read()).containsExactly(PHONE, CABLE);
    assertThat(Files.getPosixFilePermissions(path))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(path.resolveSibling("quotas.damaged")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "used id=x bytes=-1 on=2026-11-23",
        "used id=x bytes=1000000000000000001 on=2026-11-23",
        "used id=x bytes=99999999999999999999999 on=2026-11-23",
        "used id=x on=2026-11-23",
        "used id=x bytes=1 on=2026-13-01",
        "used bytes=1 on=2026-11-23",
        "used id=x bytes=1 on=2026-11-23 boot=b index=4294967296 counted=1",
        "used id=x bytes=1 on=2026-11-23 boot=b index=1",
        "used id=x =1",
        "spent id=x bytes=1 on=2026-11-23",
        "\u0000\u0000\u0000\u0000",
      })
  void aDamagedLineCostsItsLinkAndNothingElse(String damaged) throws Exception {
    file.write(List.of(PHONE, CABLE));
    List<String> lines = Files.readAllLines(path);
    lines.add(2, damaged);
    Files.write(path, lines);
    assertThat(file.read()).containsExactly(PHONE, CABLE);
    assertThat(path.resolveSibling("quotas.damaged")).content().contains(damaged);
  }

  @Test
  void aFileThatIsNoTextOrEndlessIsSetAside() throws Exception {
    Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(file.read()).isEmpty();
    Files.writeString(path, "used id=x bytes=1 on=2026-11-23\n".repeat(5000));
    assertThat(file.read()).isEmpty();
    assertThat(path.resolveSibling("quotas.damaged")).exists();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoReasonToStop() throws Exception {
    Files.writeString(folder.resolve("plain"), "");
    new QuotaFile(Optional.of(folder.resolve("plain").resolve("quotas"))).write(List.of(PHONE));
    assertThat(folder.resolve("plain")).isRegularFile();
  }
}
