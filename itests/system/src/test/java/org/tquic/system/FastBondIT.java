package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;

/** A bond over the fast links of case B. */
@NeedsLab
@EachEngine
class FastBondIT {
  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static BondedLab bonded;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    bonded = BondedLab.open(FastBondIT.class, engine, StandardCase.B.wans());
    // The default fills the fast link first, and a slow machine may never get beyond it.
    bonded.router.console("scheduler", "weighted");
    bonded.server.console("scheduler", "weighted");
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothLinksCarryOneTransfer(Direction direction) {
    Map<String, Long> before = bonded.carried(direction);

    assertThat(bonded.traffic.sized(direction, 4, 25_000_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(100_000_000);

    for (Wan wan : bonded.lab.wans()) {
      // The slower link is 21 % of both.
      assertThat(bonded.share(wan, direction, before)).as(wan.name()).isGreaterThan(0.1);
    }
  }
}
