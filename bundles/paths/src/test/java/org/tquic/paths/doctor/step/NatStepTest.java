package org.tquic.paths.doctor.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class NatStepTest {
  private static final InetAddress OWN = InetAddress.ofLiteral("192.168.42.7");

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(address, port);
  }

  @Test
  void aNatIsToldFromNoneAndWhatItDoesToPorts() {
    assertThat(NatStep.mapped(OWN, 4000, at("192.168.42.7", 4000)))
        .isEqualTo("none, the server sees the link's own address");
    assertThat(NatStep.mapped(OWN, 4000, at("203.0.113.9", 4000)))
        .isEqualTo("the server sees 203.0.113.9; the NAT keeps the port");
    assertThat(NatStep.mapped(OWN, 4000, at("203.0.113.9", 61000)))
        .isEqualTo("the server sees 203.0.113.9; the NAT makes port 4000 61000");
    assertThat(NatStep.mapped(OWN, 4000, at("192.168.42.7", 61000)))
        .contains("but something makes");
  }

  @Test
  void aFlowThatMovesInUseIsToldWithTheTimeItTook() {
    InetSocketAddress before = at("203.0.113.9", 4000);
    assertThat(NatStep.moved(before, before, 1)).isEmpty();
    assertThat(NatStep.moved(before, at("203.0.113.9", 4001), 1_800_000_000L))
        .isEqualTo(", and moved the flow to 203.0.113.9 port 4001 within 1800 ms");
  }

  @Test
  void flowsUnderSeveralAddressesAreTold() {
    InetSocketAddress seen = at("203.0.113.9", 4000);
    assertThat(NatStep.paired(seen, at("203.0.113.9", 4001))).isEmpty();
    assertThat(NatStep.paired(seen, at("203.0.113.10", 4001)))
        .isEqualTo("; another flow is seen as 203.0.113.10");
  }
}
