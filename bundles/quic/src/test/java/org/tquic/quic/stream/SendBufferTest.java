package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.WireWriter;

class SendBufferTest {
  private final SendBuffer buffer = new SendBuffer(100, new ChunkPool(4));
  private final byte[] source = new byte[200];

  @BeforeEach
  void writeAndSend() {
    for (int i = 0; i < source.length; i++) {
      source[i] = (byte) i;
    }
    assertThat(buffer.write(source, 0, 60)).isEqualTo(60);
    buffer.finish();
    assertThat(buffer.selectNew(1000)).isTrue();
    assertThat(buffer.selectedEnd()).isTrue();
    assertThat(send(60)).isEqualTo(Arrays.copyOf(source, 60));
    assertThat(buffer.selectNew(1000)).isFalse();
  }

  @Test
  void takesNoMoreThanItsCapacityAndNothingAfterTheEnd() {
    SendBuffer small = new SendBuffer(50, new ChunkPool(4));
    assertThat(small.write(source, 0, 60)).isEqualTo(50);
    assertThat(small.write(source, 50, 10)).isZero();
    small.finish();
    assertThatThrownBy(() -> small.write(source, 0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endTravelsOnlyWithTheLastByte() {
    buffer.onLost(0, 60, true);
    assertThat(buffer.selectRepeat()).isTrue();
    send(20);
    assertThat(buffer.selectRepeat()).isTrue();
    assertSelected(20, 40, true);
  }

  @Test
  void lostIsSentAgainExceptWhatWasAcknowledged() {
    buffer.onAcked(10, 10, false);
    buffer.onLost(0, 60, true);
    assertThat(buffer.selectRepeat()).isTrue();
    assertSelected(0, 10, false);
    assertThat(send(10)).isEqualTo(Arrays.copyOfRange(source, 0, 10));
    assertThat(buffer.selectRepeat()).isTrue();
    assertSelected(20, 40, true);
  }

  @Test
  void lateAcknowledgementOfALostRangeSparesTheRepeat() {
    buffer.onLost(0, 30, false);
    buffer.onAcked(0, 60, true);
    assertThat(buffer.hasRepeats()).isFalse();
    assertThat(buffer.isComplete()).isTrue();
  }

  @Test
  void completeOnceBytesAndEndAreAcknowledgedInAnyOrder() {
    buffer.onAcked(40, 20, true);
    buffer.onAcked(0, 20, false);
    assertThat(buffer.isComplete()).isFalse();
    assertThat(buffer.room()).isEqualTo(60);
    buffer.onAcked(20, 20, false);
    assertThat(buffer.isComplete()).isTrue();
    assertThat(buffer.isUnacknowledged()).isFalse();
  }

  @Test
  void endAloneIsLostAndSentAgain() {
    buffer.onAcked(0, 60, false);
    assertThat(buffer.isComplete()).isFalse();
    buffer.onLost(60, 0, true);
    assertThat(buffer.selectRepeat()).isTrue();
    assertSelected(60, 0, true);
    send(0);
    buffer.onAcked(60, 0, true);
    assertThat(buffer.isComplete()).isTrue();
  }

  @Test
  void lossOfOneOfTwoCopiesIsLeftToTheOther() {
    assertThat(buffer.markForReinjection(0, 30, false)).isTrue();
    assertThat(buffer.selectRepeat()).isTrue();
    send(30);
    buffer.onLost(0, 30, false);
    assertThat(buffer.hasRepeats()).isFalse();
    buffer.onLost(0, 30, false);
    assertThat(buffer.selectRepeat()).isTrue();
    assertSelected(0, 30, false);
  }

  @Test
  void eitherCopyMayBeAcknowledged() {
    buffer.markForReinjection(0, 60, true);
    buffer.selectRepeat();
    send(60);
    buffer.onAcked(0, 60, true);
    assertThat(buffer.isComplete()).isTrue();
    buffer.onLost(0, 60, true);
    buffer.onAcked(0, 60, true);
    assertThat(buffer.hasRepeats()).isFalse();
  }

  @Test
  void lossBeforeTheSecondCopyLeftMakesItAnOrdinaryRepeat() {
    buffer.markForReinjection(0, 30, false);
    buffer.onLost(0, 30, false);
    assertThat(buffer.selectRepeat()).isTrue();
    send(30);
    assertThat(buffer.hasRepeats()).isFalse();
    buffer.onLost(0, 30, false);
    assertThat(buffer.hasRepeats()).isTrue();
  }

  @Test
  void lostGoesBeforeReinjected() {
    buffer.markForReinjection(0, 10, false);
    buffer.onLost(40, 10, false);
    buffer.selectRepeat();
    assertSelected(40, 10, false);
  }

  @Test
  void nothingIsReinjectedThatIsAcknowledgedOrLost() {
    buffer.onAcked(0, 30, false);
    assertThat(buffer.markForReinjection(0, 30, false)).isFalse();
    buffer.onLost(30, 10, false);
    assertThat(buffer.markForReinjection(30, 10, false)).isFalse();
    assertThat(buffer.markForReinjection(30, 20, false)).isTrue();
  }

  @Test
  void fatesOfWhatWasNeverSentAreRefused() {
    assertThatThrownBy(() -> buffer.onAcked(0, 70, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> buffer.onLost(60, 2, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertSelected(long offset, int length, boolean end) {
    assertThat(buffer.selectedOffset()).isEqualTo(offset);
    assertThat(buffer.selectedLength()).isEqualTo(length);
    assertThat(buffer.selectedEnd()).isEqualTo(end);
  }

  private byte[] send(int length) {
    byte[] target = new byte[length];
    buffer.send(new WireWriter().reset(target, 0, length), length);
    return target;
  }
}
