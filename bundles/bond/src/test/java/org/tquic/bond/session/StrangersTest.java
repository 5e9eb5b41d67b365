package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.bond.ServerBondsPolicy.Admission;

/** How long, and how many, connections a server keeps of those that it does not know. */
class StrangersTest {
  private static final long PATIENCE_MS = 1000 * Strangers.PATIENCE_SECONDS;

  private final FixedPolicy policy =
      new FixedPolicy(new Admission.Refused(403, "unknown-router", "no such key"));

  private final ServerSessions sessions = policy.sessions();
  private final List<FakeConnection> connections = new ArrayList<>();

  private FakeConnection connect(String address) {
    FakeConnection connection = new FakeConnection();
    connection.remote =
        new InetSocketAddress(InetAddress.ofLiteral(address), 1024 + connections.size());
    connections.add(connection);
    sessions.onConnection(connection.channel);
    return connection;
  }

  private boolean isKept(String address) {
    return connect(address).closeReason == null;
  }

  @Test
  void aStrangerHasTheTimeOfAnEnrolment() {
    FakeConnection connection = connect("192.0.2.1");
    connection.advanceMs(PATIENCE_MS - 1);
    assertThat(connection.embedded.isOpen()).isTrue();
    connection.advanceMs(1);
    assertThat(connection.closeReason).isEqualTo("NOT_PAIRED");
  }

  @Test
  void aRouterStays() {
    FakeConnection connection = connect("192.0.2.1");
    connection.advanceMs(PATIENCE_MS / 2);
    policy.admission = new Admission.Admitted("home");
    connection.advanceMs(10 * PATIENCE_MS);
    assertThat(connection.embedded.isOpen()).isTrue();
  }

  @Test
  void oneAddressHasSoManyPlacesAndNoMore() {
    for (int i = 0; i < Strangers.MOST_PER_PREFIX; i++) {
      assertThat(isKept("192.0.2.1")).isTrue();
    }
    FakeConnection excess = connect("192.0.2.1");
    assertThat(excess.closeReason).isEqualTo("NOT_PAIRED");
    assertThat(isKept("192.0.2.2")).isTrue();
    connections.getFirst().embedded.close();
    assertThat(isKept("192.0.2.1")).isTrue();
    assertThat(isKept("192.0.2.1")).isFalse();
  }

  @Test
  void whatOneClientHasAllOfIsOneAddressOfIpv6() {
    for (int i = 0; i < Strangers.MOST_PER_PREFIX; i++) {
      assertThat(isKept("2001:db8:0:120" + i + "::" + i)).isTrue();
    }
    assertThat(isKept("2001:db8:0:12ff::1")).isFalse();
    assertThat(isKept("2001:db8:0:1300::1")).isTrue();
  }

  @Test
  void strangersOfManyAddressesLeavePlacesForRouters() {
    for (int i = 0; i < Strangers.MOST; i++) {
      assertThat(isKept("198.51.100." + i)).isTrue();
    }
    assertThat(isKept("203.0.113.1")).isFalse();
    policy.admission = new Admission.Admitted("home");
    assertThat(isKept("203.0.113.1")).isTrue();
    assertThat(isKept("198.51.100.1")).isTrue();
  }

  @Test
  void routersOfOneAddressAreNotCounted() {
    policy.admission = new Admission.Admitted("home");
    for (int i = 0; i <= Strangers.MOST_PER_PREFIX; i++) {
      assertThat(isKept("192.0.2.1")).isTrue();
    }
    policy.admission = new Admission.Refused(403, "unknown-router", "no such key");
    assertThat(isKept("192.0.2.1")).isTrue();
  }
}
