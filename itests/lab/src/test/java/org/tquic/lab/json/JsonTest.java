package org.tquic.lab.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void valuesAreFoundByTheirPath() {
    Json json =
        Json.parse(
            """
            {"end": {"sum": {"bits_per_second": 4.7e7, "ok": true, "none": null}},
             "list": [1, -2.5, "a\\u00e9\\n"]}
            """);
    assertThat(json.get("end").get("sum").get("bits_per_second").number()).isEqualTo(47e6);
    assertThat(json.get("end").get("sum").get("ok").truth()).isTrue();
    assertThat(json.get("end").get("sum").get("none").isPresent()).isFalse();
    assertThat(json.get("list").elements()).hasSize(3);
    assertThat(json.get("list").elements().get(1).number()).isEqualTo(-2.5);
    assertThat(json.get("list").elements().get(2).text()).isEqualTo("aé\n");
  }

  @Test
  void whatIsMissingIsNamedWithItsPath() {
    Json json = Json.parse("{\"a\": {}}");
    assertThat(json.get("x").get("y").isPresent()).isFalse();
    assertThatThrownBy(() -> json.get("a").get("b").number()).hasMessageContaining("$.a.b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\" 1}",
        "01",
        "1.",
        "nul",
        "\"\\x\"",
        "\"\\u12\"",
        "[1] 2",
        "\"a",
        "{a: 1}",
        "-",
        "1e"
      })
  void malformedDocumentsAreRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  @Test
  void tooDeepNestingIsRefused() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll String key, @ForAll String text, @ForAll int number) {
    Map<String, Object> members = new TreeMap<>();
    members.put(key, List.of(text, number, true));
    List<Json> elements = Json.parse(Json.write(members)).get(key).elements();
    assertThat(elements.get(0).text()).isEqualTo(text);
    assertThat(elements.get(1).whole()).isEqualTo(number);
    assertThat(elements.get(2).truth()).isTrue();
  }

  @Test
  void numbersAreWrittenShort() {
    assertThat(Json.write(List.of(1.0, 2.5, 1.23456, 100.0, 7L, Double.NaN)))
        .isEqualTo("[1, 2.5, 1.235, 100, 7, null]");
  }
}
