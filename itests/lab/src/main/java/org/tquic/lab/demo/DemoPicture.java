package org.tquic.lab.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how the demonstration goes: on a terminal a picture that is drawn over in place, elsewhere
 * a line every now and then. Thread-safe.
 */
final class DemoPicture {
  private static final int BAR_CELLS = 30;
  private static final long PLAIN_LINE_NS = 1_000_000_000L;

  /**
   * One line of the picture.
   *
   * @param label what it is
   * @param mbps rate now
   * @param fullMbps rate at which the bar is full
   * @param note set behind the rate, such as {@code CUT}
   */
  record Bar(String label, double mbps, double fullMbps, String note) {}

  private final PrintStream out;
  private final boolean terminal;
  private final String full;
  private final String empty;
  private final long startNs = System.nanoTime();
  private final List<String> events = new ArrayList<>();
  private String phase = "";
  private int drawn;
  private long lastPlainNs;

  private DemoPicture(PrintStream out, boolean terminal, boolean unicode) {
    this.out = out;
    this.terminal = terminal;
    this.full = unicode ? "\u2588" : "#";
    this.empty = unicode ? "\u2591" : ".";
  }

  /** On standard output, or on standard error when the other is for the result. */
  static DemoPicture on(boolean standardError) {
    PrintStream out = standardError ? System.err : System.out;
    String charset = System.getProperty(standardError ? "stderr.encoding" : "stdout.encoding", "");
    boolean unicode = charset.equalsIgnoreCase("UTF-8") && isUtf8(out.charset());
    return new DemoPicture(out, isTerminal(standardError ? 2 : 1), unicode);
  }

  /** As on any stream; for tests. */
  static DemoPicture on(PrintStream out, boolean terminal) {
    return new DemoPicture(out, terminal, false);
  }

  private static boolean isUtf8(Charset charset) {
    return charset.name().equals("UTF-8");
  }

  private static boolean isTerminal(int fd) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      boolean dumb = "dumb".equals(System.getenv("TERM"));
      return !dumb && (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Says what is being done from now on. */
  synchronized void phase(String text) {
    phase = text;
    if (!terminal) {
      out.println(clock() + text);
    } else {
      draw(List.of());
    }
  }

  /** Something happened that is to stay in the picture. */
  synchronized void event(String text) {
    events.add(clock() + text);
    if (!terminal) {
      out.println(clock() + "* " + text);
    }
  }

  /** Shows rates; call it several times a second. */
  synchronized void show(List<Bar> bars) {
    if (terminal) {
      draw(bars);
      return;
    }
    long now = System.nanoTime();
    if (now - lastPlainNs >= PLAIN_LINE_NS) {
      lastPlainNs = now;
      StringBuilder line = new StringBuilder(clock());
      for (Bar bar : bars) {
        line.append(
            String.format(
                Locale.ROOT, " %s %.1f%s |", bar.label.strip(), bar.mbps, " " + bar.note));
      }
      out.println(line.append(" Mbit/s").toString().replace("  |", " |"));
    }
  }

  /** Leaves the picture as it is and prints below it from now on. */
  synchronized void finish() {
    drawn = 0;
    out.println();
  }

  private String clock() {
    return String.format(Locale.ROOT, "%5.1f s  ", (System.nanoTime() - startNs) / 1e9);
  }

  private void draw(List<Bar> bars) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    List<String> lines = new ArrayList<>();
    lines.add("\u001b[1m" + clock() + phase + "\u001b[0m");
    bars.forEach(bar -> lines.add(line(bar)));
    events.forEach(event -> lines.add("\u001b[2m" + event + "\u001b[0m"));
    for (String line : lines) {
      text.append("\r\u001b[K").append(line).append('\n');
    }
    // Lines of a longer picture before.
    text.append("\u001b[J");
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  private String line(Bar bar) {
    int cells =
        (int) Math.round(Math.clamp(bar.mbps / Math.max(1e-9, bar.fullMbps), 0, 1) * BAR_CELLS);
    String color = bar.note.isEmpty() ? "\u001b[32m" : "\u001b[31m";
    return String.format(
        Locale.ROOT,
        "  %-22s %s%s%s\u001b[0m %6.1f Mbit/s %s",
        bar.label,
        color,
        full.repeat(cells),
        empty.repeat(BAR_CELLS - cells),
        bar.mbps,
        bar.note);
  }
}
