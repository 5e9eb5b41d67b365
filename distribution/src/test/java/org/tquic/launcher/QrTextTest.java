package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QrTextTest {
  /** Corner of a code: 7 by 7 modules, dark but for a light ring (ISO/IEC 18004 section 6.3.3). */
  private static final List<String> FINDER =
      List.of("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######");

  private static char[][] modules(String text) {
    List<String> lines =
        text.lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
    char[][] modules = new char[2 * lines.size()][];
    for (int i = 0; i < lines.size(); i++) {
      modules[2 * i] =
          lines.get(i).replaceAll("[\u2588\u2580]", "#").replaceAll("[ \u2584]", ".").toCharArray();
      modules[2 * i + 1] =
          lines.get(i).replaceAll("[\u2588\u2584]", "#").replaceAll("[ \u2580]", ".").toCharArray();
    }
    return modules;
  }

  private static String row(char[][] modules, int x, int y) {
    return new String(modules[y], x, 7);
  }

  @Test
  void threeCornersHaveFinderPatternsWithinTheQuietZone() {
    char[][] modules = modules(QrText.of("tquic1:" + "x".repeat(150)));
    int width = modules[0].length;
    assertThat(modules.length).isBetween(width, width + 1);
    int far = width - QrText.QUIET - 7;
    for (int i = 0; i < FINDER.size(); i++) {
      String expected = FINDER.get(i);
      assertThat(row(modules, QrText.QUIET, QrText.QUIET + i)).isEqualTo(expected);
      assertThat(row(modules, far, QrText.QUIET + i)).isEqualTo(expected);
      assertThat(row(modules, QrText.QUIET, far + i)).isEqualTo(expected);
    }
    for (int i = 0; i < QrText.QUIET; i++) {
      assertThat(new String(modules[i])).doesNotContain("#");
    }
  }
}
