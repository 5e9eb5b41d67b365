package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;

/** RFC 9002 section 6.2.2: what is special while the handshake goes on. */
class HandshakeRecoveryTest {
  private static final long MS = Flow.MS;
  private static final long PTO = 999;

  private final PacketNumberSpace initial = new PacketNumberSpace(SpaceKind.INITIAL, 0, 1);
  private final PacketNumberSpace handshake = new PacketNumberSpace(SpaceKind.HANDSHAKE, 0, 2);
  private final PacketNumberSpace application =
      new PacketNumberSpace(SpaceKind.APPLICATION, 25 * MS, 3);

  private static Flow of(Role role, PacketNumberSpace... spaces) {
    Flow flow = new Flow(NewReno.FACTORY, role);
    for (PacketNumberSpace space : spaces) {
      flow.path.addSpace(space);
    }
    return flow;
  }

  private static void ack(Flow flow, PacketNumberSpace space, long ms, long low, long high) {
    flow.path.onAck(space, flow.frame(low, high), 0, ms * MS, flow);
  }

  /** Section 6.2.2.1: a client probes with nothing under way, or the server may never send. */
  @Test
  void aClientProbesUntilTheServerMaySend() {
    Flow flow = of(Role.CLIENT, initial);
    flow.send(initial, 0);
    ack(flow, initial, 100, 0, 0);
    assertThat(flow.timeoutMs()).isEqualTo(100 + 300);
    assertThat(flow.timeout(400)).isOne();
    assertThat(flow.path.probeSpace()).isSameAs(initial);
    assertThat(flow.timeoutMs()).isEqualTo(400 + 600);
    flow.path.addSpace(handshake);
    assertThat(flow.timeout(1000)).isOne();
    assertThat(flow.path.probeSpace()).isSameAs(handshake);
    flow.send(handshake, 1000);
    ack(flow, handshake, 1100, 0, 0);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
  }

  @Test
  void aServerDoesNot() {
    Flow flow = of(Role.SERVER, initial);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
  }

  @Test
  void aClientInDoubtKeepsItsBackoff() {
    Flow flow = of(Role.CLIENT, initial, handshake);
    flow.send(initial, 0);
    flow.timeout(PTO);
    flow.send(initial, PTO);
    ack(flow, initial, PTO + 50, 0, 0);
    assertThat(flow.path.ptoCount()).isOne();
    flow.send(handshake, PTO + 50);
    ack(flow, handshake, PTO + 60, 0, 0);
    assertThat(flow.path.ptoCount()).isZero();
  }

  /** Section 6.2.2.1: nothing can be sent, so nothing is to be timed. */
  @Test
  void aServerAtTheAmplificationLimitHasNoTimer() {
    Flow flow = of(Role.SERVER, initial);
    flow.send(initial, 0);
    flow.path.setAtAmplificationLimit(true);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
    assertThat(flow.timeout(5_000)).isZero();
    flow.path.setAtAmplificationLimit(false);
    assertThat(flow.timeoutMs()).as("may be past already").isEqualTo(PTO);
    assertThat(flow.timeout(5_000)).isEqualTo(2);
  }

  /** Section 6.2.1: the peer may not have the keys yet. */
  @Test
  void applicationDataHasNoTimerUntilTheHandshakeIsConfirmed() {
    Flow flow = of(Role.SERVER, handshake, application);
    flow.path.setMaxAckDelay(25 * MS);
    flow.send(application, 0);
    assertThat(flow.path.nextTimeoutNs()).isEqualTo(PathRecovery.NEVER);
    flow.send(handshake, 10);
    assertThat(flow.timeoutMs()).isEqualTo(10 + PTO);
    flow.path.onHandshakeConfirmed();
    assertThat(flow.timeoutMs()).isEqualTo(10 + PTO);
    flow.path.discard(handshake, 20 * MS);
    assertThat(flow.timeoutMs()).as("with the peer's delay").isEqualTo(PTO + 25);
  }

  @Test
  void aClientWithOnlyApplicationDataUnderWayProbesTheHandshake() {
    Flow flow = of(Role.CLIENT, handshake, application);
    flow.send(application, 0);
    assertThat(flow.timeout(PTO)).isOne();
    assertThat(flow.path.probeSpace()).isSameAs(handshake);
  }

  @Test
  void theEarliestSpaceIsProbedFirst() {
    Flow flow = of(Role.CLIENT, initial, handshake);
    flow.send(handshake, 0);
    flow.send(initial, 5);
    assertThat(flow.timeout(PTO)).isEqualTo(2);
    assertThat(flow.path.probeSpace()).isSameAs(handshake);
  }

  /** Section 6.4. */
  @Test
  void aDiscardedSpaceCountsNoMore() {
    Flow flow = of(Role.CLIENT, initial, handshake);
    flow.send(initial, 0);
    flow.send(handshake, 1);
    flow.timeout(PTO);
    flow.path.discard(initial, (PTO + 5) * MS);
    assertThat(flow.path.bytesInFlight()).isEqualTo(Flow.SIZE);
    assertThat(flow.path.ptoCount()).isZero();
    assertThat(flow.timeoutMs()).isEqualTo(1 + PTO);
    assertThat(flow.lost).isEmpty();
    assertThat(flow.acked).isEmpty();
  }

  /** Section 5.3. */
  @Test
  void theDelayOfInitialAcknowledgementsIsIgnored() {
    Flow flow = of(Role.CLIENT, initial);
    flow.send(initial, 0);
    ack(flow, initial, 100, 0, 0);
    flow.send(initial, 200);
    flow.path.onAck(initial, flow.frame(1, 1), 80 * MS, 400 * MS, flow);
    assertThat(flow.path.rtt().smoothedNs()).isEqualTo((7 * 100 * MS + 200 * MS) / 8);
  }

  @Test
  void lossIsPerSpace() {
    Flow flow = of(Role.CLIENT, initial, handshake);
    flow.send(initial, 0);
    for (int i = 0; i < 5; i++) {
      flow.send(handshake, 0);
    }
    ack(flow, handshake, 100, 4, 4);
    assertThat(flow.lost).containsExactly(0L, 1L);
    assertThat(initial.hasAckElicitingInFlight()).isTrue();
  }
}
