package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.tquic.quic.sim.Addresses.CLIENT;
import static org.tquic.quic.sim.Addresses.SERVER;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;

class SimTransmitTest {
  private final SimTransmit transmit = new SimTransmit();

  @Test
  void takesWhatIsInItsBufferOrInAnother() {
    transmit.buffer()[0] = 9;
    transmit.set(CLIENT, SERVER, Ecn.CE, 1);
    SimDatagram first = transmit.take("n");
    transmit.set(SERVER, CLIENT, Ecn.NOT_ECT, new byte[] {1, 2, 3, 4}, 1, 2);
    SimDatagram second = transmit.take("n");
    assertThat(first.data()).containsExactly(9);
    assertThat(first.ecn()).isEqualTo(Ecn.CE);
    assertThat(first.source()).isEqualTo(CLIENT);
    assertThat(second.data()).containsExactly(2, 3);
    assertThat(second.destination()).isEqualTo(CLIENT);
  }

  @Test
  void refusesMisuse() {
    assertThatIllegalStateException().isThrownBy(() -> transmit.take("n"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transmit.set(CLIENT, SERVER, 0, SimTransmit.MAX_PAYLOAD_BYTES + 1));
    transmit.set(InetSocketAddress.createUnresolved("host", 1), SERVER, 0, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> transmit.take("n"));
    transmit.set(CLIENT, SERVER, 4, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> transmit.take("n"));
  }
}
