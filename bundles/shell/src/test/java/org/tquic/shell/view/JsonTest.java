package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathState;

class JsonTest {
  /** A record of every kind of value. */
  public record Sample(
      String name, long bytes, double loss, boolean up, PathState state, List<InetAddress> at) {}

  @Test
  void recordsBecomeObjects() throws Exception {
    Sample sample =
        new Sample(
            "wan \"1\"\\\n\u20ac",
            -1,
            0.25,
            true,
            PathState.ACTIVE,
            List.of(InetAddress.getByName("192.0.2.1")));
    assertThat(Json.write(sample))
        .isEqualTo(
            """
            {
              "name": "wan \\"1\\"\\\\\\n\\u20ac",
              "bytes": -1,
              "loss": 0.25,
              "up": true,
              "state": "ACTIVE",
              "at": [
                "192.0.2.1"
              ]
            }""");
  }

  @Test
  void emptyAndMissingThings() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("none", null);
    map.put("empty", List.of());
    map.put("nothing", Map.of());
    map.put("nan", Double.NaN);
    assertThat(Json.write(map))
        .isEqualTo(
            """
            {
              "none": null,
              "empty": [],
              "nothing": {},
              "nan": null
            }""");
    assertThat(Json.write(Arrays.asList(1, null))).isEqualTo("[\n  1,\n  null\n]");
  }

  @Property
  void anyStringStaysInsideItsQuotes(@ForAll String text) {
    String json = Json.write(text);
    assertThat(json).startsWith("\"").endsWith("\"").matches("[\\x20-\\x7e]+");
    assertThat(json.substring(1, json.length() - 1).replaceAll("\\\\.", "")).doesNotContain("\"");
  }

  @Test
  void unknownTypesAreRefused() {
    assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
  }
}
