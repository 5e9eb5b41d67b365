package org.tquic.packaging.apk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wire format of apk-v3(5). */
class AdbWriterTest {
  private final AdbWriter adb = new AdbWriter();

  private static int at(byte[] database, int word, int offset) {
    return ByteBuffer.wrap(database)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt((word & 0x0fff_ffff) + offset);
  }

  @Test
  void smallNumbersAreInTheWordAndLargeOnesBehindIt() {
    assertThat(adb.number(0x0fff_ffff)).isEqualTo(0x1fff_ffff);
    int large = adb.number(0x1000_0000);
    int larger = adb.number(0x1_0000_0000L);
    byte[] database = adb.finish(AdbWriter.NULL);

    assertThat(large >>> 28).isEqualTo(2);
    assertThat(at(database, large, 0)).isEqualTo(0x1000_0000);
    assertThat(larger >>> 28).isEqualTo(3);
    assertThat(at(database, larger, 0)).isZero();
    assertThat(at(database, larger, 4)).isEqualTo(1);
  }

  @Test
  void stringsHaveTheirLengthBeforeThem() {
    int word = adb.string("tquic");
    int longer = adb.string("x".repeat(300));
    byte[] database = adb.finish(AdbWriter.NULL);

    assertThat(word >>> 28).isEqualTo(8);
    assertThat(database[word & 0x0fff_ffff]).isEqualTo((byte) 5);
    int text = (word & 0x0fff_ffff) + 1;
    assertThat(new String(database, text, 5, StandardCharsets.UTF_8)).isEqualTo("tquic");
    assertThat(longer >>> 28).isEqualTo(9);
    assertThat((longer & 0x0fff_ffff) % 2).isZero();
    assertThat(at(database, longer, 0) & 0xffff).isEqualTo(300);
    assertThat(adb.string("")).isEqualTo(AdbWriter.NULL);
  }

  @Test
  void objectsCountTheirSlotsAndEndWithTheLastField() {
    int number = adb.number(7);
    int object = adb.object(AdbWriter.NULL, number, AdbWriter.NULL);
    byte[] database = adb.finish(object);

    assertThat(at(database, object, 0)).isEqualTo(3);
    assertThat(at(database, object, 4)).isZero();
    assertThat(at(database, object, 8)).isEqualTo(number);
    // The root, behind the versions.
    assertThat(at(database, 4, 0)).isEqualTo(object);
    assertThat(adb.array(List.of())).isEqualTo(AdbWriter.NULL);
  }

  @Test
  void equalValuesLieThereOnce() {
    assertThat(adb.string("root")).isEqualTo(adb.string("root"));
    assertThat(adb.placeholder(4)).isNotEqualTo(adb.placeholder(4));
  }

  @Test
  void growsAndKeepsWhatItHas() {
    int first = adb.string("first");
    for (int i = 0; i < 40_000; i++) {
      adb.string("value " + i);
    }
    byte[] database = adb.finish(AdbWriter.NULL);

    int text = (first & 0x0fff_ffff) + 1;
    assertThat(Arrays.copyOfRange(database, text, text + 5))
        .isEqualTo("first".getBytes(StandardCharsets.UTF_8));
  }
}
