package org.tquic.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.gateway.Cidr;

class HostUndoTest {
  @Property
  void readsBackWhatItWrites(@ForAll("undos") HostUndo undo) {
    assertThat(undo.line()).doesNotContain("\n");
    assertThat(HostUndo.parse(undo.line())).isEqualTo(undo);
  }

  @Provide
  Arbitrary<HostUndo> undos() {
    Arbitrary<String> names = Arbitraries.of("tquic0", "eth1.7", "wlan-a");
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 40_000);
    Arbitrary<Cidr> prefixes = prefixes();
    Arbitrary<PolicyRule.Target> targets =
        Arbitraries.oneOf(
            Combinators.combine(numbers, Arbitraries.integers().between(-1, 128))
                .as(PolicyRule.Lookup::new),
            numbers.map(PolicyRule.GoTo::new),
            Arbitraries.just(new PolicyRule.Nop()));
    Arbitrary<PolicyRule> rules =
        Combinators.combine(Arbitraries.of(true, false), numbers, prefixes.optional(), targets)
            .as(
                (v6, preference, from, target) ->
                    new PolicyRule(v6, preference, Optional.ofNullable(from.orElse(null)), target));
    return Arbitraries.oneOf(
        Combinators.combine(names, prefixes).as(HostUndo.RemoveAddress::new),
        Combinators.combine(numbers, prefixes, names)
            .as(TunnelRoute::new)
            .map(HostUndo.RemoveRoute::new),
        rules.map(HostUndo.RemoveRule::new),
        Combinators.combine(names, Arbitraries.of("0", "1", "-1"), Arbitraries.of("1", "*"))
            .as(HostUndo.RestoreSysctl::new),
        names.map(HostUndo.RemoveTable::new));
  }

  private static Arbitrary<Cidr> prefixes() {
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(4),
                Arbitraries.integers().between(0, 32))
            .as((bytes, length) -> new Cidr(Cidr.fromBytes(bytes), length)),
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(16),
                Arbitraries.integers().between(0, 128))
            .as((bytes, length) -> new Cidr(Cidr.fromBytes(bytes), length)));
  }

  @Property
  void refusesAnythingElseInOneWay(@ForAll String line) {
    try {
      assertThat(HostUndo.parse(line).line()).isEqualTo(line);
    } catch (IllegalArgumentException expected) {
      assertThat(expected).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rule ipv4 5210 all lookup 254",
        "rule ipv4 5210 all goto x",
        "rule ip 5210 all nop",
        "route 7751 default tquic0",
        "sysctl net/ipv4/ip_forward 0",
        "table"
      })
  void refusesMalformedLines(String line) {
    assertThatThrownBy(() -> HostUndo.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
