package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tquic.quic.sim.Addresses.CLIENT;
import static org.tquic.quic.sim.Addresses.SERVER;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RandomScriptsTest {
  private static final long MS = 1_000_000;
  private static final LinkProfile WAN1 = LinkProfile.of("rate=20mbit delay=10ms queue=100kb");
  private static final LinkProfile WAN2 = LinkProfile.of("rate=5mbit delay=40ms jitter=5ms");
  private static final RandomScripts SCRIPTS = RandomScripts.on("wan1", "wan2");

  static LongStream seeds() {
    return Seeds.toTry(50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameSeedGivesTheSameScriptAndItsTextReadsBack(long seed) {
    Script script = SCRIPTS.script(seed);
    assertThat(script).isEqualTo(SCRIPTS.script(seed)).isNotEqualTo(SCRIPTS.script(seed + 1));
    assertThat(Script.parse(script.toString())).isEqualTo(script);
    assertThat(script.durationNs()).isLessThanOrEqualTo(SCRIPTS.durationNs());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void atTheEndAllLinksAreAsTheyWere(long seed) {
    Simulation simulation = new Simulation(seed);
    SimNetwork network = simulation.network();
    network.addLink("wan1", WAN1);
    network.addLink("wan2", WAN2);
    simulation.play(SCRIPTS.within(1000 * MS, 60).script(seed));
    simulation.runFor(1000 * MS);
    for (String name : network.linkNames()) {
      for (LinkModel model : List.of(network.link(name).up(), network.link(name).down())) {
        assertThat(model.profile()).isEqualTo(model.initialProfile());
        assertThat(model.isBlackhole()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneLinkIsAliveAtEachTime(long seed) {
    RandomScripts blackouts =
        SCRIPTS.within(1000 * MS, 40).withKinds(EnumSet.of(Trouble.BLACKHOLE));
    assertThat(mostDead(blackouts.script(seed))).isEqualTo(1);
    assertThat(mostDead(blackouts.keepingOneAlive(false).script(3))).isEqualTo(2);
  }

  private static int mostDead(Script script) {
    int dead = 0;
    int most = 0;
    for (Script.Step step : script.steps()) {
      dead += step.action() instanceof ScriptAction.Blackhole ? 1 : -1;
      most = Math.max(most, dead);
    }
    return most;
  }

  @ParameterizedTest
  @EnumSource
  void makesOnlyTheKindsAskedFor(Trouble kind) {
    Script script = SCRIPTS.withKinds(Set.of(kind)).within(1000 * MS, 20).script(4);
    assertThat(script.steps()).isNotEmpty();
    for (Script.Step step : script.steps()) {
      Class<?> action = step.action().getClass();
      switch (kind) {
        case BLACKHOLE ->
            assertThat(action).isIn(ScriptAction.Blackhole.class, ScriptAction.Restore.class);
        case REBIND -> assertThat(action).isEqualTo(ScriptAction.Rebind.class);
        default -> assertThat(action).isIn(ScriptAction.SetLink.class, ScriptAction.Reset.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameSeedGivesTheSameTraceOfARunFullOfTrouble(long seed) {
    TextTrace first = troubled(seed);
    assertThat(first.events()).isGreaterThan(1000);
    assertThat(troubled(seed).fingerprint()).isEqualTo(first.fingerprint());
    assertThat(troubled(seed).toString()).isEqualTo(first.toString());
    assertThat(troubled(seed + 1).fingerprint()).isNotEqualTo(first.fingerprint());
  }

  private static TextTrace troubled(long seed) {
    Simulation simulation = new Simulation(seed);
    SimNetwork network = simulation.network();
    TextTrace trace = new TextTrace(5000);
    network.setTrace(trace);
    network.addLink("wan1", WAN1);
    network.addLink("wan2", WAN2);
    network.addNat("wan1", Addresses.NAT, NatBehaviour.USUAL);
    Talker client = new Talker();
    Talker server = new Talker();
    server.answers = true;
    network.attach("client", client).bind(Addresses.INSIDE, "wan1").bind(CLIENT, "wan2");
    network.attach("server", server).bind(SERVER);
    for (int i = 0; i < 200; i++) {
      simulation.at(
          i * 5 * MS,
          () -> {
            client.send(Addresses.INSIDE, SERVER, 1200);
            client.send(CLIENT, SERVER, 800);
          });
    }
    simulation.play(SCRIPTS.within(1000 * MS, 30).script(seed));
    simulation.runUntilIdle(5000 * MS);
    return trace;
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> RandomScripts.on());
    assertThatIllegalArgumentException().isThrownBy(() -> SCRIPTS.withKinds(Set.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> SCRIPTS.within(999_999, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> SCRIPTS.within(MS, -1));
  }
}
