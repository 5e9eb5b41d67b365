package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.tquic.quic.sim.Addresses.CLIENT;
import static org.tquic.quic.sim.Addresses.INSIDE;
import static org.tquic.quic.sim.Addresses.SERVER;
import static org.tquic.quic.sim.Addresses.STRANGER;
import static org.tquic.quic.sim.Addresses.at;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;

class SimulationTest {
  private static final long MS = 1_000_000;

  private final Simulation simulation = new Simulation(1);
  private final SimNetwork network = simulation.network();
  private final Talker client = new Talker();
  private final Talker server = new Talker();

  private SimHost clientBy(String link, InetSocketAddress local) {
    return network.attach("client", client).bind(local, link);
  }

  private void serverInCore() {
    network.attach("server", server).bind(SERVER);
  }

  @Test
  void datagramTakesTheSendersLinkUpAndTheReceiversLinkDown() {
    network.addLink("wan", LinkProfile.of("delay=10ms"), LinkProfile.of("delay=20ms"));
    network.addLink("dc", LinkProfile.of("delay=1ms"), LinkProfile.of("delay=2ms"));
    clientBy("wan", CLIENT);
    network.attach("server", server).bind(SERVER, "dc");
    server.answers = true;
    client.send(CLIENT, SERVER, Ecn.ECT_0, new byte[] {1, 2, 3});
    assertThat(simulation.runUntilIdle(1000 * MS)).isTrue();
    assertThat(server.arrivals()).containsExactly(12 * MS);
    assertThat(client.arrivals()).containsExactly(33 * MS);
    Talker.Received answer = client.received.getFirst();
    assertThat(answer.local()).isEqualTo(CLIENT);
    assertThat(answer.remote()).isEqualTo(SERVER);
    assertThat(answer.ecn()).isEqualTo(Ecn.ECT_0);
    assertThat(answer.data()).containsExactly(1, 2, 3);
  }

  @Test
  void rateCountsIpAndUdpHeadersOfBothVersions() {
    network.addLink("wan", LinkProfile.of("rate=8mbit"));
    InetSocketAddress client6 = at("2001:db8::1", 5000);
    InetSocketAddress server6 = at("2001:db8::2", 443);
    clientBy("wan", CLIENT).bind(client6, "wan");
    network.attach("server", server).bind(SERVER).bind(server6);
    client.send(CLIENT, SERVER, 972);
    client.send(client6, server6, 952);
    simulation.runFor(10 * MS);
    assertThat(server.arrivals()).containsExactly(MS, 2 * MS);
  }

  @Test
  void natHidesTheClientAndKeepsStrangersOut() {
    network.addLink("wan", LinkProfile.of("delay=10ms"));
    SimNat nat = network.addNat("wan", Addresses.NAT, NatBehaviour.USUAL);
    clientBy("wan", INSIDE);
    serverInCore();
    Talker stranger = new Talker();
    network.attach("stranger", stranger).bind(STRANGER);
    server.answers = true;
    client.send(INSIDE, SERVER, 100);
    assertThat(simulation.runUntil(() -> client.received.size() == 1, 1000 * MS)).isTrue();
    InetSocketAddress outside = server.received.getFirst().remote();
    assertThat(outside).isEqualTo(nat.mapped(INSIDE, SERVER)).isNotEqualTo(INSIDE);
    assertThat(client.received.getFirst().local()).isEqualTo(INSIDE);

    stranger.send(STRANGER, outside, 100);
    stranger.send(STRANGER, INSIDE, 100);
    simulation.runUntilIdle(1000 * MS);
    assertThat(client.received).hasSize(1);
    assertThat(nat.drops()).isEqualTo(1);
    assertThat(network.unroutable()).isEqualTo(1);
  }

  @Test
  void afterRebindingTheServerSeesANewPortAndItsOldAnswersAreLost() {
    network.addLink("wan", LinkProfile.of("delay=10ms"));
    network.addNat("wan", Addresses.NAT, NatBehaviour.USUAL);
    clientBy("wan", INSIDE);
    serverInCore();
    client.send(INSIDE, SERVER, 100);
    simulation.runUntilIdle(100 * MS);
    simulation.play(Script.parse("at 1ms rebind wan"));
    simulation.runFor(2 * MS);
    InetSocketAddress before = server.received.getFirst().remote();
    server.send(SERVER, before, 100);
    client.send(INSIDE, SERVER, 100);
    simulation.runUntilIdle(100 * MS);
    InetSocketAddress after = server.received.getLast().remote();
    assertThat(after.getPort()).isNotEqualTo(before.getPort());
    assertThat(client.received).isEmpty();
    server.send(SERVER, after, 100);
    simulation.runUntilIdle(100 * MS);
    assertThat(client.received).hasSize(1);
  }

  @Test
  void hostsBehindTwoNatsMayHaveTheSameAddress() {
    network.addLink("wan1", LinkProfile.PERFECT);
    network.addLink("wan2", LinkProfile.PERFECT);
    network.addNat("wan1", Addresses.NAT, NatBehaviour.USUAL);
    network.addNat("wan2", Addresses.ip("198.51.100.2"), NatBehaviour.USUAL);
    Talker other = new Talker();
    clientBy("wan1", INSIDE);
    network.attach("other", other).bind(INSIDE, "wan2");
    serverInCore();
    server.answers = true;
    client.send(INSIDE, SERVER, 1);
    other.send(INSIDE, SERVER, 2);
    simulation.runUntilIdle(MS);
    assertThat(client.received).extracting(r -> r.data().length).containsExactly(1);
    assertThat(other.received).extracting(r -> r.data().length).containsExactly(2);
  }

  @Test
  void addressesInUseAreRefused() {
    network.addLink("wan", LinkProfile.PERFECT);
    serverInCore();
    SimHost host = network.attach("client", client);
    assertThatIllegalArgumentException().isThrownBy(() -> host.bind(SERVER));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.addNat("wan", SERVER.getAddress(), NatBehaviour.USUAL));
    network.addNat("wan", Addresses.NAT, NatBehaviour.USUAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host.bind(new InetSocketAddress(Addresses.NAT, 5)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host.bind(CLIENT, "wan3"))
        .withMessage("no link 'wan3'; there are wan");
    assertThatIllegalArgumentException().isThrownBy(() -> network.attach("client", server));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.addLink("wan", LinkProfile.PERFECT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.addLink("wan.up", LinkProfile.PERFECT));
  }

  @Test
  void addressTakenAwayNeitherSendsNorReceives() {
    network.addLink("wan", LinkProfile.of("delay=10ms"));
    SimHost host = clientBy("wan", CLIENT);
    serverInCore();
    server.send(SERVER, CLIENT, 100);
    simulation.runFor(5 * MS);
    host.unbind(CLIENT);
    client.send(CLIENT, SERVER, 100);
    simulation.runUntilIdle(100 * MS);
    assertThat(client.received).isEmpty();
    assertThat(server.received).isEmpty();
    assertThat(network.unroutable()).isEqualTo(2);
    host.bind(CLIENT, "wan");
    client.send(CLIENT, SERVER, 100);
    simulation.runUntilIdle(100 * MS);
    assertThat(server.received).hasSize(1);
  }

  @Test
  void datagramBetweenTwoIpVersionsGoesNowhere() {
    network.setTrace(new PcapNgTrace(OutputStream.nullOutputStream()));
    network.attach("client", client).bind(CLIENT);
    InetSocketAddress server6 = at("2001:db8::2", 443);
    network.attach("server", server).bind(server6);
    client.send(CLIENT, server6, 100);
    simulation.runUntilIdle(MS);
    assertThat(server.received).isEmpty();
    assertThat(network.unroutable()).isEqualTo(1);
  }

  @Test
  void replacedNodeKeepsTheAddresses() {
    serverInCore();
    SimHost host = network.attach("client", client).bind(CLIENT);
    Talker restarted = new Talker();
    host.replace(restarted);
    server.send(SERVER, CLIENT, 100);
    simulation.runUntilIdle(MS);
    assertThat(restarted.received).hasSize(1);
    assertThat(client.received).isEmpty();
    assertThat(host.addresses()).containsExactly(CLIENT);
  }

  @Test
  void timeoutsComeAtTheirTimeAndLateOnesAtOnce() {
    network.attach("client", client);
    client.timeoutNs = 7 * MS;
    assertThat(simulation.runUntil(() -> !client.timeouts.isEmpty(), 10 * MS)).isTrue();
    assertThat(simulation.nowNs()).isEqualTo(7 * MS);
    client.timeoutNs = 3 * MS;
    simulation.runUntilIdle(10 * MS);
    assertThat(client.timeouts).containsExactly(7 * MS, 7 * MS);
  }

  @Test
  void atOneInstantActionsComeBeforeDatagramsBeforeTimeouts() {
    network.addLink("wan", LinkProfile.of("delay=5ms"));
    clientBy("wan", CLIENT);
    serverInCore();
    List<String> order = new ArrayList<>();
    SimNode noting =
        new SimNode() {
          private long timeoutNs = 5 * MS;

          @Override
          public void onDatagram(
              long nowNs, InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] d) {
            order.add("datagram");
          }

          @Override
          public long nextTimeoutNs() {
            return timeoutNs;
          }

          @Override
          public void onTimeout(long nowNs) {
            order.add("timeout");
            timeoutNs = NO_TIMEOUT;
          }

          @Override
          public boolean pollTransmit(long nowNs, SimTransmit out) {
            return false;
          }
        };
    network.hosts().forEach(host -> host.replace(host.name().equals("server") ? noting : client));
    client.send(CLIENT, SERVER, 100);
    simulation.at(5 * MS, () -> order.add("first"));
    simulation.at(5 * MS, () -> order.add("second"));
    simulation.runUntilIdle(10 * MS);
    assertThat(order).containsExactly("first", "second", "datagram", "timeout");
  }

  @Test
  void runsUntilTheTimeIsUp() {
    assertThat(simulation.runUntil(() -> false, 5 * MS)).isFalse();
    assertThat(simulation.nowNs()).isEqualTo(5 * MS);
    assertThat(simulation.runUntil(() -> true, 5 * MS)).isTrue();
    assertThat(simulation.nowNs()).isEqualTo(5 * MS);
    assertThatIllegalArgumentException().isThrownBy(() -> simulation.at(0, () -> {}));
    assertThatIllegalArgumentException().isThrownBy(() -> simulation.runFor(-1));
  }

  @Test
  void clockMayStartAnywhere() {
    Simulation late = new Simulation(1, -5 * MS);
    late.network().addLink("wan", LinkProfile.of("rate=8mbit delay=10ms"));
    late.network().attach("client", client).bind(CLIENT, "wan");
    late.network().attach("server", server).bind(SERVER);
    client.send(CLIENT, SERVER, 972);
    late.runUntilIdle(100 * MS);
    assertThat(server.arrivals()).containsExactly(6 * MS);
  }

  @Test
  void nodeThatNeverRestsIsNamed() {
    serverInCore();
    network.attach("client", client).bind(CLIENT);
    client.answers = true;
    server.answers = true;
    client.send(CLIENT, SERVER, 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> simulation.runFor(MS))
        .withMessageContaining("does not come to rest at 0 ns, seed 1");
  }

  @Test
  void timeCannotBeLetPassFromWithin() {
    simulation.at(MS, () -> simulation.runFor(MS));
    assertThatIllegalStateException().isThrownBy(() -> simulation.runFor(2 * MS));
    simulation.runFor(MS);
    assertThat(simulation.nowNs()).isEqualTo(2 * MS);
  }

  @Test
  void scriptStepThatDoesNotFitTheLinkIsNamed() {
    network.addLink("wan", LinkProfile.of("burst=2"));
    simulation.play(Script.parse("at 1ms set wan loss=90%"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> simulation.runFor(2 * MS))
        .withMessageStartingWith("step 'at 1ms set wan loss=90%': loss 0.9 cannot come in bursts");
  }

  @Test
  void scriptActsOnItsLinks() {
    network.addLink("wan", LinkProfile.of("delay=1ms"));
    clientBy("wan", CLIENT);
    serverInCore();
    List<Long> called = new ArrayList<>();
    simulation.runFor(MS);
    simulation.play(
        Script.parse(
            """
            at 10ms set wan.up delay=5ms
            at 20ms blackhole wan.down
            at 30ms blackhole wan
            at 40ms restore wan
            at 50ms call note
            at 60ms reset wan
            """),
        Map.of("note", () -> called.add(simulation.nowNs())));
    LinkModel up = network.link("wan").up();
    LinkModel down = network.link("wan").down();
    simulation.runFor(15 * MS);
    assertThat(up.profile()).isEqualTo(LinkProfile.of("delay=5ms"));
    assertThat(down.profile()).isEqualTo(LinkProfile.of("delay=1ms"));
    simulation.runFor(10 * MS);
    assertThat(List.of(up.isBlackhole(), down.isBlackhole())).containsExactly(false, true);
    simulation.runFor(10 * MS);
    assertThat(List.of(up.isBlackhole(), down.isBlackhole())).containsExactly(true, true);
    simulation.runFor(20 * MS);
    assertThat(List.of(up.isBlackhole(), down.isBlackhole())).containsExactly(false, false);
    assertThat(called).containsExactly(51 * MS);
    simulation.runFor(10 * MS);
    assertThat(up.profile()).isEqualTo(LinkProfile.of("delay=1ms"));
  }

  @Test
  void scriptThatNamesWhatIsNotThereIsRefusedBeforeItBegins() {
    network.addLink("wan", LinkProfile.PERFECT);
    refused("at 1s set wan2 delay=1ms", "no link 'wan2'; there are wan");
    refused("at 1s rebind wan", "step 'at 1s rebind wan': link 'wan' has no NAT");
    refused("at 1s call home", "nothing to call by that name; there are hotel");
  }

  private void refused(String text, String complaint) {
    Script script = Script.parse("at 0 blackhole wan\n" + text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> simulation.play(script, Map.of("hotel", () -> {})))
        .withMessageContaining(complaint);
    simulation.runFor(MS);
    assertThat(network.link("wan").up().isBlackhole()).isFalse();
  }
}
