package org.tquic.launcher;

import io.nayuki.qrcodegen.QrCode;

/** QR codes (ISO/IEC 18004) for terminals: two modules per character, one above the other. */
final class QrText {
  /** Modules of light around the code, which readers need. */
  static final int QUIET = 4;

  /** Black on white, whatever colours the terminal has: not every reader takes the reverse. */
  private static final String COLOURS = "\u001b[38;5;16;48;5;231m";

  private static final String RESET = "\u001b[0m";

  private QrText() {}

  /** Lines with the code of a text. */
  static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    StringBuilder lines = new StringBuilder();
    for (int y = -QUIET; y < code.size + QUIET; y += 2) {
      lines.append(COLOURS);
      for (int x = -QUIET; x < code.size + QUIET; x++) {
        lines.append(symbol(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      lines.append(RESET).append('\n');
    }
    return lines.toString();
  }

  private static char symbol(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '\u2588' : '\u2580';
    }
    return lower ? '\u2584' : ' ';
  }
}
