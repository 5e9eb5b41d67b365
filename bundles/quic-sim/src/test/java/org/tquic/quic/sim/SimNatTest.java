package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tquic.quic.sim.Addresses.INSIDE;
import static org.tquic.quic.sim.Addresses.SERVER;
import static org.tquic.quic.sim.Addresses.STRANGER;
import static org.tquic.quic.sim.Addresses.at;
import static org.tquic.quic.sim.Addresses.ip;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.quic.sim.NatBehaviour.Filtering;
import org.tquic.quic.sim.NatBehaviour.Mapping;

class SimNatTest {
  private static final InetSocketAddress SAME_HOST = at("203.0.113.1", 444);
  private static final long SECOND = 1_000_000_000L;

  private static SimNat nat(Mapping mapping, Filtering filtering, long idleNs) {
    return new SimNat(
        Addresses.NAT, new NatBehaviour(mapping, filtering, idleNs), address -> false);
  }

  private static InetSocketAddress out(SimNat nat, InetSocketAddress remote, long nowNs) {
    SimDatagram sent = nat.outbound(new SimDatagram(INSIDE, remote, 0, new byte[1]), nowNs);
    assertThat(sent.destination()).isEqualTo(remote);
    return sent.source();
  }

  private static InetSocketAddress in(
      SimNat nat, InetSocketAddress from, InetSocketAddress to, long nowNs) {
    SimDatagram received = nat.inbound(new SimDatagram(from, to, 0, new byte[1]), nowNs);
    return received == null ? null : received.destination();
  }

  @ParameterizedTest
  @CsvSource({
    "ENDPOINT_INDEPENDENT, true, true",
    "ADDRESS_DEPENDENT, true, false",
    "ADDRESS_AND_PORT_DEPENDENT, false, false"
  })
  void letsInWhomItsFilterKnows(Filtering filtering, boolean sameHost, boolean stranger) {
    SimNat nat = nat(Mapping.ENDPOINT_INDEPENDENT, filtering, 0);
    InetSocketAddress outside = out(nat, SERVER, 0);
    assertThat(outside.getAddress()).isEqualTo(Addresses.NAT);
    assertThat(in(nat, SERVER, outside, 0)).isEqualTo(INSIDE);
    assertThat(in(nat, SAME_HOST, outside, 0)).isEqualTo(sameHost ? INSIDE : null);
    assertThat(in(nat, STRANGER, outside, 0)).isEqualTo(stranger ? INSIDE : null);
  }

  @Test
  void dropsWhatHasNoMapping() {
    SimNat nat = nat(Mapping.ENDPOINT_INDEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 0);
    InetSocketAddress outside = out(nat, SERVER, 0);
    assertThat(in(nat, SERVER, at("198.51.100.1", outside.getPort() + 1), 0)).isNull();
    assertThat(nat.drops()).isEqualTo(1);
  }

  @Test
  void mapsAnInsideAddressToOnePortOrToOnePerRemote() {
    SimNat same = nat(Mapping.ENDPOINT_INDEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 0);
    assertThat(out(same, SERVER, 0)).isEqualTo(out(same, STRANGER, 0));
    SimNat other = nat(Mapping.ADDRESS_AND_PORT_DEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 0);
    assertThat(out(other, SERVER, 0)).isEqualTo(out(other, SERVER, 1));
    assertThat(out(other, SERVER, 0)).isNotEqualTo(out(other, STRANGER, 0));
  }

  @Test
  void rebindingGivesANewPortAndForgetsTheOldOne() {
    SimNat nat = nat(Mapping.ENDPOINT_INDEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 0);
    InetSocketAddress before = out(nat, SERVER, 0);
    nat.rebind();
    assertThat(nat.mapped(INSIDE, SERVER)).isNull();
    assertThat(in(nat, SERVER, before, 0)).isNull();
    InetSocketAddress after = out(nat, SERVER, 0);
    assertThat(after.getAddress()).isEqualTo(before.getAddress());
    assertThat(after.getPort()).isNotEqualTo(before.getPort());
    assertThat(nat.mapped(INSIDE, SERVER)).isEqualTo(after);
    assertThat(in(nat, SERVER, before, 0)).isNull();
    assertThat(in(nat, SERVER, after, 0)).isEqualTo(INSIDE);
  }

  @Test
  void rebindingMayGiveANewAddressToo() {
    SimNat nat = nat(Mapping.ENDPOINT_INDEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 0);
    nat.rebind(ip("198.51.100.2"));
    assertThat(out(nat, SERVER, 0).getAddress()).isEqualTo(ip("198.51.100.2"));
  }

  @Test
  void refusesAnAddressThatIsTaken() {
    SimNat nat = new SimNat(Addresses.NAT, NatBehaviour.USUAL, address -> true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nat.rebind(ip("198.51.100.2")))
        .withMessageContaining("198.51.100.2");
    nat.rebind(Addresses.NAT);
  }

  @Test
  void idleMappingsExpireAndOnlyWhatIsSentOutKeepsThem() {
    SimNat nat = nat(Mapping.ENDPOINT_INDEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 30 * SECOND);
    InetSocketAddress first = out(nat, SERVER, 0);
    assertThat(out(nat, SERVER, 30 * SECOND)).isEqualTo(first);
    assertThat(in(nat, SERVER, first, 60 * SECOND)).isEqualTo(INSIDE);
    assertThat(in(nat, SERVER, first, 60 * SECOND + 1)).isNull();
    assertThat(out(nat, SERVER, 61 * SECOND)).isNotEqualTo(first);
  }

  @Test
  void dropsOutgoingDatagramsWhenAllPortsAreTaken() {
    SimNat nat =
        nat(Mapping.ADDRESS_AND_PORT_DEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 10 * SECOND);
    Set<InetSocketAddress> outside = new HashSet<>();
    for (int port = 1; port <= 64_512; port++) {
      outside.add(out(nat, at("203.0.113.1", port), 0));
    }
    assertThat(outside).hasSize(64_512).allMatch(address -> address.getPort() >= 1024);
    SimDatagram more = new SimDatagram(INSIDE, at("203.0.113.1", 65_000), 0, new byte[1]);
    assertThat(nat.outbound(more, SECOND)).isNull();
    assertThat(nat.drops()).isEqualTo(1);
    assertThat(nat.outbound(more, 11 * SECOND)).isNotNull();
  }

  @Test
  void doesNotTranslateBetweenIpVersions() {
    SimNat nat = nat(Mapping.ENDPOINT_INDEPENDENT, Filtering.ENDPOINT_INDEPENDENT, 0);
    SimDatagram ipv6 = new SimDatagram(at("2001:db8::1", 1), at("2001:db8::2", 2), 0, new byte[1]);
    assertThat(nat.outbound(ipv6, 0)).isNull();
  }
}
