package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.quic.sim.LinkTarget.Way;

class ScriptTest {
  @Test
  void readsEveryAction() {
    Script script =
        Script.parse(
            """
            # a comment
            at 3s   restore wan2.down

            at 500ms set wan1   rate=5mbit  loss=2%   # another
            at 1s blackhole wan2.down
            at 4s rebind wan1
            at 4s rebind wan1 2001:db8::9
            at 5s call close
            at 6s reset wan1.up rate loss
            at 7s reset wan1
            """);
    assertThat(script.steps())
        .containsExactly(
            step(500, new ScriptAction.SetLink(both("wan1"), "rate=5mbit loss=2%")),
            step(1000, new ScriptAction.Blackhole(new LinkTarget("wan2", Way.DOWN))),
            step(3000, new ScriptAction.Restore(new LinkTarget("wan2", Way.DOWN))),
            step(4000, new ScriptAction.Rebind("wan1", null)),
            step(4000, new ScriptAction.Rebind("wan1", Addresses.ip("2001:db8::9"))),
            step(5000, new ScriptAction.Call("close")),
            step(6000, new ScriptAction.Reset(new LinkTarget("wan1", Way.UP), "rate loss")),
            step(7000, new ScriptAction.Reset(both("wan1"), "")));
    assertThat(script.durationNs()).isEqualTo(7_000_000_000L);
    assertThat(Script.parse(script.toString())).isEqualTo(script);
  }

  private static LinkTarget both(String link) {
    return new LinkTarget(link, Way.BOTH);
  }

  private static Script.Step step(long atMs, ScriptAction action) {
    return new Script.Step(atMs * 1_000_000, action);
  }

  @Test
  void emptyScriptIsOne() {
    assertThat(Script.parse("\n # nothing\n")).isEqualTo(new Script(List.of()));
    assertThat(new Script(List.of()).durationNs()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1s blackhole wan1, expected at TIME ACTION",
    "at 1s, expected at TIME ACTION",
    "at soon blackhole wan1, 'soon' is not a time such as 16ms",
    "at 2000000s blackhole wan1, is not 0 to",
    "at 1s explode wan1, unknown action 'explode'; there are set",
    "at 1s blackhole, the name of a link is missing",
    "at 1s blackhole wan1 wan2, 'wan2' is too much",
    "at 1s blackhole wan1.left, 'wan1.left' is not a name",
    "at 1s set, the name of a link is missing",
    "at 1s set wan1, settings are missing",
    "at 1s set wan1 rate, 'rate' is not KEY=VALUE",
    "at 1s set wan1 rate=5, 'a rate such as 50mbit'",
    "at 1s set wan1 colour=red, unknown setting 'colour'",
    "at 1s set wan1 loss=90% delay=90000s, is not 0 to",
    "at 1s reset wan1 colour, unknown setting 'colour'",
    "at 1s rebind wan1.up, 'wan1.up' is not a name",
    "at 1s rebind wan1 example.com, 'example.com' is not an IP address",
    "at 1s call, the name of a call is missing"
  })
  void saysWhichLineIsWrongAndWhy(String line, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Script.parse("at 0 restore wan1\n" + line))
        .withMessageStartingWith("line 2, '" + line + "': ")
        .withMessageContaining(complaint);
  }

  @Test
  void settingsThatOnlyFitTogetherAreReadByThemselves() {
    assertThat(Script.parse("at 1s set wan1 loss=90% burst=20").steps()).hasSize(1);
    assertThat(Script.parse("at 1s set wan1 loss=90%").steps()).hasSize(1);
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedPlainly(@ForAll String text) {
    for (String line : List.of(text, "at 1s " + text, "at 1s set wan1 " + text)) {
      try {
        Script script = Script.parse(line);
        assertThat(Script.parse(script.toString())).isEqualTo(script);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("line ");
      }
    }
  }
}
