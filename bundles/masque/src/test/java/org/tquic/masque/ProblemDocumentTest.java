package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemDocumentTest {
  private static ProblemDocument parse(String json) {
    return ProblemDocument.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void membersAreFoundAmongOthers() {
    assertThat(
            parse(
                " {\"title\":\"T\",\"x\":{\"type\":\"inner\",\"y\":[1,-2.5e3,true,null,\"]\"]},"
                    + "\"type\" : \"revoked\", \"status\":403,\"detail\":\"a \\\"b\\\" \\u00e9\"} "))
        .isEqualTo(new ProblemDocument("revoked", "a \"b\" \u00e9"));
    assertThat(parse("{}")).isEqualTo(ProblemDocument.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"type\"",
        "{",
        "{\"type\"}",
        "{\"type\":}",
        "{\"type\":\"a\"",
        "{\"type\":\"a\"}x",
        "{\"type\":\"\\u12\"}",
        "{\"type\":\"\\q\"}",
        "{\"type\":\"a\nb\"}",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
      })
  void whatIsNoObjectSaysNothing(String json) {
    assertThat(parse(json)).isEqualTo(ProblemDocument.NONE);
  }

  @Property
  void documentsComeBack(@ForAll String type, @ForAll String detail) {
    ProblemDocument document = new ProblemDocument(clean(type), clean(detail));
    assertThat(ProblemDocument.parse(document.toBytes(403))).isEqualTo(document);
  }

  /** Lone surrogates have no UTF-8. */
  private static String clean(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Property
  void anyBytesAreSurvived(@ForAll byte[] bytes) {
    assertThat(ProblemDocument.parse(bytes)).isNotNull();
  }
}
