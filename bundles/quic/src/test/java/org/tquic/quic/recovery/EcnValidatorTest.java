package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;

/** RFC 9000 section 13.4.2 and appendix A.4. */
class EcnValidatorTest {
  private final Flow flow = new Flow();

  private EcnValidator.State state() {
    return flow.path.ecn().state();
  }

  private void sendMarked(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(flow.sendMarked(0)).isNotNegative();
    }
  }

  @Test
  void onlyTheFirstPacketsAreMarkedUntilSomethingIsKnown() {
    sendMarked(10);
    assertThat(flow.sendMarked(0)).isEqualTo(-1);
    assertThat(state()).isEqualTo(EcnValidator.State.TESTING);
  }

  @Test
  void countsThatAddUpMakeThePathCapable() {
    sendMarked(4);
    flow.ackEcn(50, 3, 0, 0, 2);
    assertThat(state()).isEqualTo(EcnValidator.State.CAPABLE);
    sendMarked(20);
  }

  @Test
  void bleachingIsNoticedWhereNoCountsCome() {
    sendMarked(2);
    flow.ack(50, 0, 1);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
    assertThat(flow.path.ecnCodepoint()).isEqualTo(Ecn.NOT_ECT);
  }

  @Test
  void bleachingOfSomeIsNoticedByTheCounts() {
    sendMarked(4);
    flow.ackEcn(50, 2, 0, 0, 2);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
  }

  @Test
  void bleachingThatBeginsLaterIsNoticed() {
    sendMarked(2);
    flow.ackEcn(50, 2, 0, 0, 1);
    sendMarked(2);
    flow.ackEcn(90, 2, 0, 2, 3);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
  }

  @Test
  void anotherCodepointThanWasSentIsNoticed() {
    sendMarked(2);
    flow.frame(0, 1);
    flow.ack.hasEcn = true;
    flow.ack.ect1 = 2;
    flow.path.onAck(flow.space, flow.ack, 0, 50, flow);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
  }

  @Test
  void moreThanWasSentIsNoticed() {
    sendMarked(2);
    flow.ackEcn(50, 3, 0, 0, 1);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
  }

  @Test
  void moreMarksThanPacketsAreNoticed() {
    sendMarked(2);
    long before = flow.path.congestionWindow();
    flow.ackEcn(50, 2, 1, 0, 1);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
    assertThat(flow.path.congestionWindow()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void countsThatShrinkAreNoticed() {
    sendMarked(4);
    flow.ackEcn(50, 1, 1, 0, 1);
    flow.ackEcn(60, 4, 0, 2, 3);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
  }

  @Test
  void countsOfAReorderedAcknowledgementAreNotLookedAt() {
    sendMarked(4);
    flow.ackEcn(50, 3, 0, 3, 3, 0, 1);
    assertThat(state()).isEqualTo(EcnValidator.State.CAPABLE);
    flow.ackEcn(51, 1, 0, 0, 2);
    assertThat(flow.acked).contains(2L);
    assertThat(state()).isEqualTo(EcnValidator.State.CAPABLE);
  }

  @Test
  void aPathThatDropsWhatIsMarkedIsNotMarkedOn() {
    sendMarked(10);
    flow.send(4, 1);
    flow.ack(50, 13, 13);
    assertThat(flow.lost).contains(0L, 9L);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
  }

  @Test
  void oneOfThemThatArrivesIsEnoughToGoOn() {
    sendMarked(10);
    flow.send(4, 1);
    flow.ackEcn(50, 1, 0, 13, 13, 0, 0);
    assertThat(flow.lost).contains(1L, 9L);
    assertThat(state()).isEqualTo(EcnValidator.State.CAPABLE);
  }

  /** RFC 9002 section 7.1 and B.7. */
  @Test
  void aMarkCutsTheWindowOncePerRound() {
    sendMarked(6);
    flow.ackEcn(50, 1, 1, 0, 1);
    long cut = flow.path.congestionWindow();
    assertThat(cut).isEqualTo(6_000);
    flow.ackEcn(51, 1, 3, 2, 3);
    assertThat(flow.path.congestionWindow()).isEqualTo(cut);
    sendMarked(1);
    long number = flow.sendMarked(60);
    flow.ackEcn(120, 4, 4, 4, number);
    assertThat(flow.path.congestionWindow()).isLessThan(cut);
  }

  @Test
  void aChangedPathIsTestedAgain() {
    sendMarked(2);
    flow.ack(50, 0, 1);
    assertThat(state()).isEqualTo(EcnValidator.State.FAILED);
    flow.path.onPathChanged(60 * Flow.MS);
    assertThat(state()).isEqualTo(EcnValidator.State.TESTING);
    sendMarked(2);
    flow.ackEcn(90, 2, 0, 2, 3);
    assertThat(state()).isEqualTo(EcnValidator.State.CAPABLE);
  }

  @Test
  void switchedOffNothingIsMarked() {
    assertThat(new EcnValidator(false).codepoint()).isEqualTo(Ecn.NOT_ECT);
  }
}
