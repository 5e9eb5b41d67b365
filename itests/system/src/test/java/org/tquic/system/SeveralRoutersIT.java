package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.traffic.TrafficPair;

/** Several routers on one server, and the server reached over IPv6. */
@NeedsLab
@EachEngine
class SeveralRoutersIT {
  @Parameter private String engine;
  private Lab lab;

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void twoRoutersShareAServer() {
    lab =
        Labs.open(SeveralRoutersIT.class, engine, List.of(WanSpec.of(100, 2), WanSpec.of(100, 2)));
    Roles roles = new Roles(lab, Roles.image(), "--engine", engine);
    Role server = roles.startServer();
    Role home = roles.startRouter(roles.pair(server, "home"));
    lab.addNode("rt2", 120);
    Role cabin =
        roles
            .role("rt2", "router")
            .start(
                List.of(
                    "--code",
                    roles.pair(server, "cabin"),
                    "--wan",
                    "ix0",
                    "--route",
                    "198.51.100.0/24"));
    cabin.awaitReady(1);

    assertThat(Role.innerAddresses(home.status()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(Role.innerAddresses(cabin.status()));
    assertThat(server.status().get("bonds").elements())
        .extracting(bond -> bond.get("name").text())
        .containsExactlyInAnyOrder("home", "cabin");
    TrafficPair fromHome = new TrafficPair(lab);
    TrafficPair fromCabin = new TrafficPair(lab, "rt2", 7001);
    var first = fromHome.sized(Direction.IN, 2, 1_000_000);
    var second = fromCabin.sized(Direction.IN, 2, 1_000_000);
    assertThat(first.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2_000_000);
    assertThat(second.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2_000_000);
    assertThat(cabin.status().get("bonds").elements().getFirst().get("paths").elements())
        .extracting(path -> path.get("rxBytes").whole())
        .allMatch(bytes -> bytes > 2_000_000);

    assertThat(cabin.terminate()).isZero();
    assertThat(fromHome.ping(10, Duration.ofMillis(20))).hasSize(10);
  }

  @Test
  void theServerIsReachedOverIpv6() {
    lab =
        Labs.open(SeveralRoutersIT.class, engine, List.of(WanSpec.of(100, 2), WanSpec.of(100, 2)));
    Roles roles = new Roles(lab, Roles.image(), "--engine", engine);
    Role server = roles.startServer();
    String address = "[" + Lab.SERVER_ADDRESS6 + "]:4433";
    Role router = roles.startRouter(roles.pair(server, "home", address));
    for (Json path : router.status().get("bonds").elements().getFirst().get("paths").elements()) {
      assertThat(path.get("remote").text()).contains("2001:db8:113:");
    }
    TrafficPair traffic = new TrafficPair(lab);
    assertThat(traffic.sized(Direction.IN, 2, 1_000_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(2_000_000);
    assertThat(traffic.sized6(Direction.OUT, 2, 1_000_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(2_000_000);
  }
}
