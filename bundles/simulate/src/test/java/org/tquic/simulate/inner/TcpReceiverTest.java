package org.tquic.simulate.inner;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** What a receiver passes on, by the numbers and the timestamps of segments. */
class TcpReceiverTest {
  private static final int MS = 1_000_000;

  private final TcpReceiver receiver = new TcpReceiver(new Deaf(), 40_000);

  private void segment(long number, long sentMs) {
    receiver.onSegment(new InnerPacket(40_000, false, number, sentMs * MS, new long[0]));
  }

  @Test
  void whatIsOutOfOrderWaitsForWhatIsMissing() {
    segment(0, 1);
    segment(2, 1);
    assertThat(receiver.delivered()).isEqualTo(1);
    segment(1, 60);
    segment(3, 60);
    assertThat(receiver.delivered()).isEqualTo(4);
  }

  /** RFC 7323 section 5.3. */
  @Test
  void whatARepeatedSegmentHasOvertakenIsDiscarded() {
    segment(0, 1);
    segment(2, 1);
    segment(1, 60);
    segment(3, 2);
    assertThat(receiver.delivered()).isEqualTo(3);
    segment(3, 120);
    assertThat(receiver.delivered()).isEqualTo(4);
  }

  private static final class Deaf implements Host {
    @Override
    public long nowNs() {
      return 0;
    }

    @Override
    public void at(long timeNs, Runnable action) {}

    @Override
    public void send(ByteBuf packet) {
      packet.release();
    }

    @Override
    public void flush() {}
  }
}
