package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.tquic.quic.QuicException;

/** Integers of any bytes, RFC 9000 section 16: read, they can be written shorter, not longer. */
public final class VarIntFuzz {
  private VarIntFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    WireReader in = new WireReader().reset(input, 0, input.length);
    byte[] again = new byte[Long.BYTES];
    try {
      while (in.hasRemaining()) {
        int before = in.position();
        long value = in.varInt();
        WireWriter out = new WireWriter().reset(again, 0, again.length);
        out.varInt(value);
        assertThat(out.position())
            .isEqualTo(VarInt.length(value))
            .isLessThanOrEqualTo(in.position() - before);
        assertThat(new WireReader().reset(again, 0, out.position()).varInt()).isEqualTo(value);
      }
    } catch (QuicException cutShort) {
      assertThat(in.remaining()).isLessThan(Long.BYTES);
    }
  }
}
