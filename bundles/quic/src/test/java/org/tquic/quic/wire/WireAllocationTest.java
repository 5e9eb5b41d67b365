package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;

/** What is done for every packet makes no garbage. */
class WireAllocationTest {
  private static final int ROUNDS = 20_000;

  private final FrameHandler ignoring = new IgnoringHandler();
  private final byte[] buffer = new byte[1500];
  private final byte[] data = new byte[900];
  private final WireWriter out = new WireWriter();
  private final WireReader in = new WireReader();
  private final AckFrame ack = new AckFrame();
  private final PacketHeader header = new PacketHeader();
  private final FrameParser parser = new FrameParser();
  private final ConnectionId id = ConnectionId.of(new byte[8]);

  private int round(long pn) {
    out.reset(buffer, 0, buffer.length);
    int pnLength = PacketNumbers.encodedLength(pn, pn - 100);
    HeaderWriter.writeShort(out, id, false, false, pnLength);
    PacketNumbers.write(out, pn, pnLength);
    ack.clear();
    ack.addRange(pn + 50, pn + 60);
    ack.addRange(pn, pn + 40);
    FrameWriter.writeAck(out, ack, 100);
    FrameWriter.writeMaxData(out, pn);
    FrameWriter.writeStream(out, 4, pn, false, data, 0, data.length);
    int end = out.position();
    header.parse(buffer, 0, end, 8);
    int payload = header.packetNumberOffset() + pnLength;
    in.reset(buffer, payload, end - payload);
    return parser.parse(in, PacketType.ONE_RTT, true, ignoring);
  }

  @Test
  void packetsAreWrittenAndReadWithoutGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    long sum = 0;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        sum += round(1000 + i);
      }
      best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sum).isEqualTo(5L * ROUNDS * 3);
    assertThat(best).isLessThan(ROUNDS);
  }
}
