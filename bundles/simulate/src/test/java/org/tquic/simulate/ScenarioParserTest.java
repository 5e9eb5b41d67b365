package org.tquic.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioParserTest {
  private static final String LINK = "link wan1 rate=8mbit delay=10ms queue=64kb\n";

  private static Scenario parse(String text) {
    return ScenarioParser.parse("file", text);
  }

  @Test
  void whatIsNotSaidHasADefault() {
    Scenario scenario = parse("# comment\n\n" + LINK);
    assertThat(scenario.name()).isEqualTo("file");
    assertThat(scenario.wans()).hasSize(1);
    assertThat(scenario.wans().getFirst().up()).isEqualTo(scenario.wans().getFirst().down());
    assertThat(scenario.flows()).isEqualTo(1);
    assertThat(scenario.reverseFlows()).isZero();
    assertThat(scenario.bottleneck()).isNull();
    assertThat(scenario.seconds()).isEqualTo(Scenario.DEFAULT_SECONDS);
    assertThat(scenario.script().steps()).isEmpty();
  }

  @Test
  void aDirectionKeepsWhatItsLinkHas() {
    Wan wan = parse(LINK + "link wan1.down rate=1mbit").wans().getFirst();
    assertThat(wan.up().rateBytesPerSecond()).isEqualTo(1_000_000);
    assertThat(wan.down().rateBytesPerSecond()).isEqualTo(125_000);
    assertThat(wan.down().delayNs()).isEqualTo(wan.up().delayNs());
  }

  @Test
  void aLinkAloneKeepsWhatHappensToIt() {
    Scenario scenario =
        parse(
            LINK
                + "link wan2 rate=4mbit\nat 5s blackhole wan1\nat 6s restore wan1\n"
                + "at 7s set wan2 loss=1%");
    assertThat(scenario.alone(0).script().steps()).hasSize(2);
    assertThat(scenario.alone(1).script().steps()).hasSize(1);
    assertThat(scenario.alone(1).wans()).containsExactly(scenario.wans().get(1));
  }

  @Test
  void capacityIsThatOfTheTimeThatCounts() {
    Scenario scenario =
        parse(
            LINK + "seconds 13\nat 5s blackhole wan1\nat 7s set wan1 loss=50%\nat 7s restore wan1");
    // Two seconds in full, two dead, six at half.
    assertThat(Capacity.goodputBps(scenario)).isCloseTo(1_260.0 / 1_383 * 5e5, within(2e3));
  }

  @ParameterizedTest
  @CsvSource({
    "'flow 1', 2, 'flow', 'reverse-flows'",
    "'flows many', 2, 'many', '64'",
    "'seconds 2', 2, '2', '600'",
    "'link wan2 rate=fast', 2, 'fast', 'rate=50mbit'",
    "'link wan2', 2, 'nothing', 'rate=50mbit'",
    "'link wan2.up rate=1mbit', 2, 'wan2.up', 'link wan2'",
    "'link wan2 delay=1ms', 0, 'wan2', 'rate=50mbit'",
    "'at 5s explode wan1', 2, 'explode', 'blackhole'",
    "'at 5s blackhole wan7', 2, 'wan7', 'line of its own'",
  })
  void aMistakeIsNamedWithItsLineAndTheRemedy(String text, int line, String value, String remedy) {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> parse(LINK + text))
        .satisfies(
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e).hasMessageContaining(value);
              assertThat(e.remedy()).contains(remedy);
            });
  }

  @Test
  void aScenarioWithoutLinksIsNone() {
    assertThatExceptionOfType(ScenarioException.class).isThrownBy(() -> parse("flows 2"));
  }

  @Test
  void allCasesCanBeRead() {
    assertThat(Scenarios.ALL).extracting(Scenario::name).doesNotHaveDuplicates().hasSize(12);
    assertThat(Scenarios.NAMES)
        .extracting(name -> Scenario.parse(name, Scenarios.text(name).orElseThrow()))
        .isEqualTo(Scenarios.ALL);
    assertThat(Scenarios.text("../scenarios/equal")).isEmpty();
  }
}
