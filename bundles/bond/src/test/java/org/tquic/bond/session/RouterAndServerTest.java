package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.api.bond.BondStatus;
import org.tquic.bond.ServerBondsPolicy.Admission;

/** A router and a server over real connections. */
@Timeout(60)
@ParameterizedClass
@EnumSource(TestEngine.class)
class RouterAndServerTest {
  @Parameter TestEngine engine;
  @TempDir Path state;
  private LoopbackBond bond;

  @BeforeEach
  void start() throws Exception {
    bond = new LoopbackBond(engine, state);
    bond.startServer();
    bond.startRouter();
  }

  @AfterEach
  void stop() throws Exception {
    bond.close();
  }

  private void connect() throws Exception {
    bond.router.linkAdded(LoopbackBond.link("127.0.0.1", true));
    bond.await("connected");
  }

  @Test
  void packetsCrossBothWaysInOrder() throws Exception {
    connect();
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 200);
    assertThat(bond.receive(bond.serverEnd, 200)).isEqualTo(numbers(200));
    bond.send(bond.server.sink(), bond.serverGroup.next(), 2, 0, 200);
    assertThat(bond.receive(bond.routerEnd, 200)).isEqualTo(numbers(200));
  }

  @Test
  void theRouterLearnsItsAddressesAndItsMtu() throws Exception {
    bond.router.linkAdded(LoopbackBond.link("127.0.0.1", true));
    bond.await("assigned " + bond.lease);
    BondStatus status = bond.router.status();
    assertThat(status.innerAddresses()).containsExactly("10.0.0.1/32", "fd00:0:0:0:0:0:0:1/128");
    assertThat(status.mtu()).isBetween(1280, 1440);
  }

  @Test
  void aRefusedRouterIsToldWhy() throws Exception {
    bond.admission = new Admission.Refused(403, "revoked", "router home was revoked");
    bond.router.linkAdded(LoopbackBond.link("127.0.0.1", true));
    bond.await("refused revoked: router home was revoked");
  }

  @Test
  void aRestartedServerIsJoinedAgainWithFreshSequenceNumbers() throws Exception {
    connect();
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 50);
    bond.receive(bond.serverEnd, 50);
    bond.server.close().sync();
    bond.await("disconnected");
    bond.startServer();
    bond.await("connected");
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 50);
    assertThat(bond.receive(bond.serverEnd, 50)).isEqualTo(numbers(50));
  }

  @Test
  void anAddressChangeMovesTheLinkToANewCarrier() throws Exception {
    connect();
    bond.router.linkChanged(LoopbackBond.link("127.0.0.2", true));
    bond.await("lo REMOVED REPLACED");
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 50);
    assertThat(bond.receive(bond.serverEnd, 50)).isEqualTo(numbers(50));
    assertThat(bond.router.status().paths().getFirst().local()).contains("127.0.0.2");
  }

  @Test
  void aLinkWithoutCarrierIsLeftAndUsedAgainWhenItReturns() throws Exception {
    connect();
    bond.router.linkChanged(LoopbackBond.link("127.0.0.1", false));
    bond.await("lo SUSPECT NO_CARRIER");
    bond.router.linkChanged(LoopbackBond.link("127.0.0.1", true));
    bond.await("connected");
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 50);
    assertThat(bond.receive(bond.serverEnd, 50)).isEqualTo(numbers(50));
  }

  @Test
  void packetsWithAForeignSourceAreNotLetOut() throws Exception {
    connect();
    bond.routerLoop.execute(
        () -> {
          var packet = TestPackets.udp(1, 99, 1000);
          packet.setInt(packet.readerIndex() + 12, 0x0a0000ff);
          bond.router.sink().accept(packet);
          bond.router.sink().flush();
        });
    bond.send(bond.router.sink(), bond.routerLoop, 2, 7, 1);
    assertThat(bond.receive(bond.serverEnd, 1)).containsExactly(7);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
