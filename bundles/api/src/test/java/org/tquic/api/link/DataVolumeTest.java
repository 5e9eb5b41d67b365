package org.tquic.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataVolumeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0 B",
    "999, 999, 999 B",
    "1k, 1000, 1 kB",
    "500M, 500000000, 500 MB",
    "20G, 20000000000, 20 GB",
    "20gb, 20000000000, 20 GB",
    "12.3G, 12300000000, 12.3 GB",
    "1.5T, 1500000000000, 1.5 TB",
    "0.0000000005T, 500, 500 B",
    "999999, 999999, 1 MB",
    "99.96M, 99960000, 100 MB",
    "1000000T, 1000000000000000000, 1000000 TB",
  })
  void isWhatACarrierMeansByIt(String text, long bytes, String shown) {
    assertThat(DataVolume.parse(text)).contains(bytes);
    assertThat(DataVolume.text(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1G", "1,5G", "20GiB", "20 G", "1e9", "1000001T", "0x10", "1P"})
  void isRefusedWhereItCannotBeMeant(String text) {
    assertThat(DataVolume.parse(text)).isEmpty();
  }
}
