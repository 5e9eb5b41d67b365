package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.bond.ServerBondsPolicy.Admission;

/** How long a server keeps a connection of somebody that it does not know. */
class StrangersTest {
  private static final long PATIENCE_MS = 1000 * Strangers.PATIENCE_SECONDS;

  private final FakeConnection connection = new FakeConnection();
  private final FixedPolicy policy =
      new FixedPolicy(new Admission.Refused(403, "unknown-router", "no such key"));

  @BeforeEach
  void connect() {
    policy.sessions().onConnection(connection.channel);
  }

  @Test
  void aStrangerHasTheTimeOfAnEnrolment() {
    connection.advanceMs(PATIENCE_MS - 1);
    assertThat(connection.embedded.isOpen()).isTrue();
    connection.advanceMs(1);
    assertThat(connection.closeReason).isEqualTo("NOT_PAIRED");
  }

  @Test
  void aRouterStays() {
    connection.advanceMs(PATIENCE_MS / 2);
    policy.admission = new Admission.Admitted("home");
    connection.advanceMs(10 * PATIENCE_MS);
    assertThat(connection.embedded.isOpen()).isTrue();
  }
}
