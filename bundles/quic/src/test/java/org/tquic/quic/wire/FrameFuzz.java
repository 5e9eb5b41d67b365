package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.tquic.quic.PacketType;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.fuzz.FuzzInput;

/** Any bytes as the frames of a packet: taken to the end, or refused with an error of the wire. */
public final class FrameFuzz {
  private static final PacketType[] PACKETS = {
    PacketType.ONE_RTT, PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE
  };

  private FrameFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int kind = in.u8();
    byte[] payload = in.rest();
    RecordingHandler handler = new RecordingHandler();
    WireReader reader = new WireReader().reset(payload, 0, payload.length);
    try {
      new FrameParser().parse(reader, PACKETS[kind & 3], (kind & 4) == 0, handler);
      assertThat(reader.remaining()).isZero();
    } catch (QuicException refused) {
      assertThat(refused.code())
          .isIn(TransportError.FRAME_ENCODING_ERROR, TransportError.PROTOCOL_VIOLATION);
    }
    // A frame has a byte at least.
    assertThat(handler.frames.size()).isLessThanOrEqualTo(payload.length);
  }
}
