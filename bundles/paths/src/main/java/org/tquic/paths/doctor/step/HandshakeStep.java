package org.tquic.paths.doctor.step;

import java.time.Duration;
import org.tquic.api.bond.PathReason;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.paths.doctor.finding.Fact;
import org.tquic.paths.doctor.finding.Fact.UdpAnswer;
import org.tquic.paths.doctor.finding.StepName;

/** A handshake as this router, with the bond's engine or with the one that it is judged by. */
final class HandshakeStep implements Step {
  private static final Duration TIMEOUT = Duration.ofMillis(4500);
  private static final Duration TIMEOUT_WHERE_SILENT = Duration.ofMillis(2500);

  /** An engine that gives up by itself says why. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final boolean inUse;

  HandshakeStep(boolean inUse) {
    this.inUse = inUse;
  }

  @Override
  public String name() {
    return inUse ? StepName.HANDSHAKE : StepName.INDEPENDENT;
  }

  @Override
  public StepResult take(LinkCase link) throws InterruptedException {
    String engine = link.dials().engine(inUse).orElse(null);
    Duration timeout = link.facts().answers(UdpAnswer.QUIC) ? TIMEOUT : TIMEOUT_WHERE_SILENT;
    link.dials().start(link, timeout);
    if (engine == null) {
      return skip(inUse ? "the bond's engine is not here" : "there is no other engine");
    }
    try {
      link.dials().await(link, inUse, timeout.plus(PATIENCE));
      link.facts().add(new Fact.Handshake(inUse, PathReason.NONE, ""));
      return pass("with engine " + engine);
    } catch (ConnectFailure e) {
      link.facts().add(new Fact.Handshake(inUse, e.reason(), e.getMessage()));
      return fail("engine " + engine + ": " + e.getMessage());
    }
  }
}
