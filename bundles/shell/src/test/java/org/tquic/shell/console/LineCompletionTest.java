package org.tquic.shell.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineCompletionTest {
  private final LineCompletion completion =
      new LineCompletion(
          Set.of("tquic:status", "tquic:scheduler", "tquic:schedulers", "felix:start", "felix:lb"),
          command ->
              switch (command) {
                case "status" -> List.of("--json");
                case "scheduler" -> List.of("minrtt", "weighted");
                default -> List.of();
              });

  @Test
  void commandsWithAndWithoutTheirScope() {
    assertThat(completion.complete("sta")).containsExactly("start", "status");
    assertThat(completion.complete("fel")).containsExactly("felix:");
    assertThat(completion.complete("tquic:sch"))
        .containsExactly("tquic:scheduler", "tquic:schedulers");
    assertThat(completion.complete("")).contains("lb", "tquic:");
    assertThat(completion.complete("nonsense")).isEmpty();
  }

  @Test
  void argumentsOfOurCommands() {
    assertThat(completion.complete("scheduler ")).containsExactly("minrtt", "weighted");
    assertThat(completion.complete("tquic:scheduler w")).containsExactly("weighted");
    assertThat(completion.complete("status --j")).containsExactly("--json");
    assertThat(completion.complete("status --json ")).isEmpty();
    assertThat(completion.complete("felix:start ")).isEmpty();
  }

  @Test
  void helpTakesACommand() {
    assertThat(completion.complete("help sched")).containsExactly("scheduler", "schedulers");
    assertThat(completion.complete("help felix:l")).containsExactly("felix:lb");
  }

  @Test
  void onlyTheLastCommandOfALineCounts() {
    assertThat(completion.complete("status; scheduler m")).containsExactly("minrtt");
    assertThat(completion.complete("lb | sch")).containsExactly("scheduler", "schedulers");
  }
}
