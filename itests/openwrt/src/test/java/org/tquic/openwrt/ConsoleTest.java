package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.openwrt.FakeConsole.Answer;
import org.tquic.openwrt.OpenWrtRoot.Result;

/** The shell's own client of the console, against the program's side of the protocol. */
class ConsoleTest {
  @TempDir Path folder;
  private OpenWrtRoot root;
  private FakeConsole console;

  @BeforeEach
  void layOut() {
    root = new OpenWrtRoot(folder);
    console = new FakeConsole(root.path("etc/tquic/console.sock"));
  }

  @AfterEach
  void close() {
    if (console != null) {
      console.close();
    }
  }

  private Result ask(String line) {
    return root.sh(
        ". $TQUIC_ROOT/usr/share/tquic/config.sh; . $TQUIC_ROOT/usr/share/tquic/console.sh;"
            + " tquic_console '"
            + line
            + "'");
  }

  @Test
  void outputErrorsAndStatusComeApart() {
    console.answer("scheduler x", new Answer(1, "tried\n", "no scheduler x\n"));
    assertThat(ask("scheduler x")).isEqualTo(new Result(1, "tried\n", "no scheduler x\n"));
    assertThat(ask("nonsense").status()).isEqualTo(2);
  }

  @Test
  void longAnswersArriveWhole() {
    String text = "0123456789abcdef\n".repeat(8000);
    console.answer("status --json", text);
    assertThat(ask("status --json").good()).isEqualTo(text);
  }

  @Test
  void emptyAnswersAreAnswers() {
    console.answer("link-enable wan1", "");
    assertThat(ask("link-enable wan1").good()).isEmpty();
  }

  @Test
  void linesOfEveryLengthArrive() {
    for (int length : new int[] {1, 255, 256, 4000}) {
      String line = "x".repeat(length);
      console.answer(line, length + "\n");
      assertThat(ask(line).good()).isEqualTo(length + "\n");
    }
    assertThat(console.asked()).hasSize(4);
  }

  @Test
  void withoutARoleThereIsNoAnswer() throws Exception {
    console.close();
    assertThat(ask("status").status()).as("a socket that a killed role left").isEqualTo(3);
    Files.delete(root.path("etc/tquic/console.sock"));
    assertThat(ask("status").status()).isEqualTo(3);
  }
}
