package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.bond.CongestionChoice;

/** A change of the congestion controller: quiche needs other connections for it, multipath not. */
@Timeout(60)
class CongestionChangeTest {
  private static final CongestionChoice BBR = new CongestionChoice("bbr", "bbr");
  private static final CongestionChoice OWN =
      new CongestionChoice("steady", "newreno", new SteadyWindow());

  @TempDir Path state;
  private LoopbackBond bond;

  @AfterEach
  void stop() {
    bond.close();
  }

  private void connect(TestEngine engine) throws Exception {
    bond = new LoopbackBond(engine, state);
    bond.startServer();
    bond.startRouter();
    bond.router.linkAdded(LoopbackBond.link("127.0.0.1", true));
    bond.await("connected");
  }

  @Test
  void theRouterReplacesItsCarrierWithoutLoss() throws Exception {
    connect(TestEngine.QUICHE);
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 100);
    bond.router.selectCongestion(BBR);
    bond.send(bond.router.sink(), bond.routerLoop, 1, 100, 100);
    bond.await("lo REMOVED REPLACED");
    bond.send(bond.router.sink(), bond.routerLoop, 1, 200, 100);
    assertThat(bond.receive(bond.serverEnd, 300)).isEqualTo(numbers(300));
    assertThat(bond.router.status().paths())
        .singleElement()
        .satisfies(path -> assertThat(path.congestion()).isEqualTo("bbr"));
  }

  @Test
  void theServerListensAnewAndKeepsTheBond() throws Exception {
    connect(TestEngine.QUICHE);
    bond.send(bond.server.sink(), bond.serverGroup.next(), 1, 0, 50);
    bond.receive(bond.routerEnd, 50);
    bond.server.selectCongestion(BBR).sync();
    bond.await("disconnected");
    bond.await("connected");
    bond.send(bond.server.sink(), bond.serverGroup.next(), 1, 50, 50);
    assertThat(bond.receive(bond.routerEnd, 50))
        .isEqualTo(IntStream.range(50, 100).boxed().toList());
    assertThat(bond.server.status().getFirst().congestion()).isEqualTo("bbr");
  }

  @Test
  void onAMultipathEngineBothEndsChangeInPlace() throws Exception {
    connect(TestEngine.MULTIPATH);
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 50);
    assertThat(bond.receive(bond.serverEnd, 50)).isEqualTo(numbers(50));
    int carrier = bond.router.status().paths().getFirst().id();
    bond.router.selectCongestion(OWN);
    bond.server.selectCongestion(OWN).sync();
    assertThat(bond.router.status().paths())
        .singleElement()
        .satisfies(
            path -> {
              assertThat(path.congestion()).isEqualTo("steady");
              assertThat(path.id()).as("the same carrier").isEqualTo(carrier);
            });
    assertThat(bond.server.status().getFirst().paths().getFirst().congestion()).isEqualTo("steady");
    bond.send(bond.server.sink(), bond.serverGroup.next(), 1, 0, 50);
    assertThat(bond.receive(bond.routerEnd, 50)).isEqualTo(numbers(50));

    bond.router.selectCongestion(new CongestionChoice("newreno (built-in)", "newreno"));
    assertThat(bond.router.status().paths().getFirst().congestion()).isEqualTo("newreno");
  }

  @Test
  void aLinkKeepsItsOwnWhateverIsChosenForAll() throws Exception {
    connect(TestEngine.MULTIPATH);
    bond.router.selectCongestion("lo", OWN);
    bond.router.selectCongestion(new CongestionChoice("newreno (built-in)", "newreno"));
    assertThat(congestion()).isEqualTo("steady");
    bond.router.selectCongestion("lo", null);
    assertThat(congestion()).isEqualTo("newreno");
    bond.server.selectCongestion("elsewhere", OWN);
    assertThat(serverCongestion()).isEqualTo("newreno");
    bond.server.selectCongestion("lo", OWN);
    assertThat(serverCongestion()).isEqualTo("steady");
    bond.send(bond.router.sink(), bond.routerLoop, 1, 0, 50);
    assertThat(bond.receive(bond.serverEnd, 50)).isEqualTo(numbers(50));
  }

  @Test
  void withQuicheTheLinkIsDialledAnew() throws Exception {
    connect(TestEngine.QUICHE);
    bond.router.selectCongestion("lo", BBR);
    bond.await("lo REMOVED REPLACED");
    assertThat(congestion()).isEqualTo("bbr");
  }

  private String congestion() {
    return bond.router.status().paths().getFirst().congestion();
  }

  private String serverCongestion() {
    return bond.server.status().getFirst().paths().getFirst().congestion();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
