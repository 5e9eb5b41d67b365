package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.quic.sim.RandomScripts;
import org.tquic.quic.sim.Script;
import org.tquic.quic.sim.Seeds;
import org.tquic.quic.sim.Trouble;

/** Whatever happens to two links, what was sent arrives whole. */
class RandomTroubleTest {
  private static final int TROUBLES = 8;

  static LongStream seeds() {
    return Seeds.toTry(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void streamsSurvive(long seed) {
    QuicPair pair =
        new QuicPair(
                seed, "rate=20mbit delay=16ms queue=100kb", "rate=15mbit delay=30ms queue=80kb")
            .established();
    Script script =
        RandomScripts.on("wan1", "wan2")
            .withKinds(EnumSet.complementOf(EnumSet.of(Trouble.REBIND)))
            .within(5 * QuicPair.SECOND, TROUBLES)
            .keepingOneAlive(true)
            .script(seed);
    pair.runFor(0.2);
    pair.client.connection.openPath(QuicPair.second(), pair.nowNs());
    pair.runFor(0.3);
    pair.simulation.play(script);
    Transfer up = Transfer.up(pair, 3_000_000);
    Transfer down = Transfer.down(pair, 3_000_000);
    boolean done = pair.run(() -> up.done() && down.done(), 120);
    assertThat(done)
        .as(
            "seed %d: up %d, down %d bytes, client %s, server %s%n%s",
            seed,
            up.receivedBytes(),
            down.receivedBytes(),
            pair.client.events.closed,
            pair.server.events.closed,
            script)
        .isTrue();
    assertThat(up.intact()).isTrue();
    assertThat(down.intact()).isTrue();
  }
}
