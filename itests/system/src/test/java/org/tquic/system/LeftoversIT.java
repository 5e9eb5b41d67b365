package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;

/** Whatever way a role ends, the machine's network is as it was before. */
@NeedsLab
@EachEngine
class LeftoversIT {
  // What a role may not leave behind or change. Ages, carriers and the addresses that links give
  // themselves are no part of it.
  private static final String SNAPSHOT =
      """
      {
        ip -o link show | sed 's/^[0-9]*: \\([^ ]*\\):.* mtu \\([0-9]*\\).*/link \\1 mtu \\2/'
        ip -o address show | sed 's/^[0-9]*: *//; s/valid_lft.*//'
        ip -4 rule | sed 's/^/IPv4 rule /'
        ip -6 rule | sed 's/^/IPv6 rule /'
        ip -4 route show table all
        ip -6 route show table all | sed 's/ expires [^ ]*//'
        cd /proc/sys/net
        for file in ipv4/ip_forward ipv4/conf/*/forwarding ipv4/conf/*/rp_filter \\
            ipv4/conf/*/accept_local ipv4/conf/*/src_valid_mark ipv6/conf/*/forwarding \\
            ipv6/conf/*/accept_ra ipv6/conf/*/disable_ipv6; do
          echo $file $(cat $file)
        done
      } | grep -v -e fe80: -e 'ff00::/8' -e linkdown | sort
      nft list ruleset
      """;

  @Parameter private String engine;
  private Lab lab;
  private Roles roles;

  @BeforeEach
  void open() {
    lab = Labs.open(LeftoversIT.class, engine, List.of(WanSpec.BARE, WanSpec.BARE));
    roles = new Roles(lab, Roles.image(), "--engine", engine);
    for (String node : List.of(Lab.ROUTER, Lab.SERVER)) {
      // As on a machine that is no router yet, so that the roles have something to change.
      lab.run(
          node,
          "sh",
          "-c",
          "echo 0 > /proc/sys/net/ipv4/ip_forward;"
              + " echo 0 > /proc/sys/net/ipv6/conf/all/forwarding");
    }
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String snapshot(String node) {
    return lab.run(node, "sh", "-c", SNAPSHOT);
  }

  @Test
  void sigtermLeavesEverythingAsItWas() {
    String routerBefore = snapshot(Lab.ROUTER);
    String serverBefore = snapshot(Lab.SERVER);
    Role server = roles.startServer();
    Role router = roles.startRouter(roles.pair(server, "home"));
    assertThat(snapshot(Lab.ROUTER)).isNotEqualTo(routerBefore).contains("tquic0");
    assertThat(snapshot(Lab.SERVER)).isNotEqualTo(serverBefore).contains("table inet tquic");

    assertThat(router.terminate()).isZero();
    assertThat(server.terminate()).isZero();

    assertThat(snapshot(Lab.ROUTER)).isEqualTo(routerBefore);
    assertThat(snapshot(Lab.SERVER)).isEqualTo(serverBefore);
  }

  @Test
  void aRoleThatWasKilledCleansUpAtItsNextStart() {
    String routerBefore = snapshot(Lab.ROUTER);
    String serverBefore = snapshot(Lab.SERVER);
    Role server = roles.startServer();
    Role router = roles.startRouter(roles.pair(server, "home"));

    router.kill();
    server.kill();
    server.start(List.of());
    server.awaitReady(0);
    router.start(List.of());
    router.awaitReady(2);
    assertThat(router.terminate()).isZero();
    assertThat(server.terminate()).isZero();

    assertThat(snapshot(Lab.ROUTER)).isEqualTo(routerBefore);
    assertThat(snapshot(Lab.SERVER)).isEqualTo(serverBefore);
  }

  @Test
  void withoutFirewallNoTableIsMade() {
    Role server = roles.startServer("--no-firewall");
    roles.startRouter(roles.pair(server, "home"), "--no-firewall");
    assertThat(lab.run(Lab.SERVER, "nft", "list", "tables")).doesNotContain("tquic");
    assertThat(lab.run(Lab.ROUTER, "nft", "list", "tables")).doesNotContain("tquic");
  }
}
