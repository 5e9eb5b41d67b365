package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.fuzz.FuzzInput;

/** Any bytes as transport parameters: what is taken can be told again and means the same. */
public final class TransportParametersFuzz {
  private TransportParametersFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    Role sender = in.flag() ? Role.SERVER : Role.CLIENT;
    try {
      byte[] again = TransportParameters.decode(in.rest(), sender).encode();
      assertThat(TransportParameters.decode(again, sender).encode()).isEqualTo(again);
    } catch (QuicException refused) {
      assertThat(refused.code()).isEqualTo(TransportError.TRANSPORT_PARAMETER_ERROR);
    }
  }
}
