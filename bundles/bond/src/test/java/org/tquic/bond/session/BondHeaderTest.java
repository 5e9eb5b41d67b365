package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.bond.session.BondHeader.Join;

class BondHeaderTest {
  private static final String JOIN = "1;session=\"0123456789abcdef\";carrier=7;link=\"wan1\"";
  private static final String INSTANCE = "1;instance=\"fedcba9876543210\"";

  @Test
  void theFieldsAreAsDocumented() {
    assertThat(new Join(0x0123456789abcdefL, 7, "wan1").format()).isEqualTo(JOIN);
    assertThat(BondHeader.formatInstance(0xfedcba9876543210L)).isEqualTo(INSTANCE);
  }

  @Property
  void whatOneEndWritesTheOtherReads(
      @ForAll long number,
      @ForAll @IntRange(max = 0xffff) int carrier,
      @ForAll("linkNames") String link) {
    Join join = new Join(number, carrier, link);
    assertThat(BondHeader.parseJoin(join.format())).contains(join);
    assertThat(BondHeader.parseInstance(BondHeader.formatInstance(number))).contains(number);
  }

  @Provide
  static Arbitrary<String> linkNames() {
    return Arbitraries.oneOf(
        Arbitraries.of("eth0", "wwan0", "enx00e04c680001", "eth0.100", "br-lan", "wlp3s0", "a_b"),
        Arbitraries.strings().alpha().numeric().withChars(".-_").ofMinLength(1).ofMaxLength(15));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "2;session=\"0123456789abcdef\";carrier=7;link=\"wan1\"",
        "1;session=\"0123456789ABCDEF\";carrier=7;link=\"wan1\"",
        "1;session=\"0123456789abcde\";carrier=7;link=\"wan1\"",
        "1;session=\"0123456789abcdef0\";carrier=7;link=\"wan1\"",
        "1;session=\"0123456789abcdef\";carrier=-7;link=\"wan1\"",
        "1;session=\"0123456789abcdef\";carrier=65536;link=\"wan1\"",
        "1;session=\"0123456789abcdef\";carrier=99999;link=\"wan1\"",
        "1;session=\"0123456789abcdef\";carrier=4294967296;link=\"wan1\"",
        "1;session=\"0123456789abcdef\";carrier=;link=\"wan1\"",
        "1;session=\"0123456789abcdef\";carrier=7;link=\"\"",
        "1;session=\"0123456789abcdef\";carrier=7;link=\"sixteen-letters-\"",
        "1;session=\"0123456789abcdef\";carrier=7;link=\"a\\\"b\"",
        "1;session=\"0123456789abcdef\";carrier=7;link=\"a\nb\"",
        "1;session=\"0123456789abcdef\";carrier=7;link=\"../../etc\"",
        "1;session=\"0123456789abcdef\";carrier=7;link=\"wan1\"\n",
        "1;instance=\"fedcba9876543210\""
      })
  void otherRequestFieldsAreNotOurs(String value) {
    assertThat(BondHeader.parseJoin(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1;instance=\"\"", "2;instance=\"fedcba9876543210\"", JOIN, "?0"})
  void otherResponseFieldsAreNotOurs(String value) {
    assertThat(BondHeader.parseInstance(value)).isEmpty();
  }

  @Test
  void aMissingFieldIsNotOurs() {
    assertThat(BondHeader.parseJoin(null)).isEmpty();
    assertThat(BondHeader.parseInstance(null)).isEmpty();
  }

  /** A peer may send anything: what is taken can be written again, and nothing is thrown. */
  @Property
  void anyTextIsTakenWholeOrNotAtAll(@ForAll("mutatedFields") String value) {
    BondHeader.parseJoin(value)
        .ifPresent(
            join -> {
              assertThat(join.carrier()).isBetween(0, 0xffff);
              assertThat(join.link()).matches("[^\\p{Cntrl}\"\\\\/]{1,15}");
              assertThat(BondHeader.parseJoin(join.format())).contains(join);
            });
    BondHeader.parseInstance(value)
        .ifPresent(id -> assertThat(BondHeader.formatInstance(id)).isEqualTo(value));
  }

  @Provide
  static Arbitrary<String> mutatedFields() {
    Arbitrary<String> fields = Arbitraries.of(JOIN, INSTANCE);
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(80),
        fields.flatMap(
            field ->
                Arbitraries.integers()
                    .between(0, field.length() - 1)
                    .flatMap(
                        at ->
                            Arbitraries.strings()
                                .ascii()
                                .ofMaxLength(2)
                                .map(
                                    put ->
                                        field.substring(0, at) + put + field.substring(at + 1)))));
  }
}
