package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.lab.HostTools;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;

/** The server's package from its installation to its purge, by dpkg. */
@NeedsLab
class ServerPackageIT {
  private Lab lab;

  @BeforeEach
  void open() {
    for (String tool : List.of("dpkg", "adduser", "setpriv")) {
      Assumptions.assumeTrue(HostTools.find(tool).isPresent(), "needs " + tool);
    }
    Assumptions.assumeTrue(HostTools.isRoot(), "needs root");
    lab = Labs.open(ServerPackageIT.class, List.of(WanSpec.BARE, WanSpec.BARE));
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void servesIsUpgradedAndPurged() throws IOException, InterruptedException {
    Path first = BuiltPackages.deb("0.1.0-1", lab.folder().resolve("packages"));
    Path second = BuiltPackages.deb("0.1.0-2", lab.folder().resolve("packages"));
    ServerRoot root = ServerRoot.make(lab);

    root.install(first);
    assertThat(root.run("stat", "-c", "%U %a", "/etc/tquic/org.tquic.server.cfg"))
        .isEqualToIgnoringNewLines("tquic 600");

    Roles servers = new Roles(lab, root.image());
    Role server = servers.startServer();
    assertThat(lab.run(Lab.SERVER, "ps", "-o", "uid=", "-C", "ld.so").strip())
        .isEqualTo(root.run("id", "-u", "tquic").strip());
    Roles routers = new Roles(lab, Roles.image());
    Role router = routers.startRouter(servers.pair(server, "home"));
    lab.allowDirect(false);
    TrafficPair traffic = new TrafficPair(lab);
    carries(traffic);
    String inner = Role.innerAddresses(router.status()).toString();
    assertThat(server.terminate()).isZero();
    root.run("sh", "-c", "echo 'congestion = cubic' >> /etc/tquic/org.tquic.server.cfg");

    plantLinks(root);
    root.install(second);
    assertThat(root.run("stat", "-c", "%U %a", "/srv/others", "/srv/others/file"))
        .isEqualToNormalizingNewlines("root 755\nroot 644");
    removeLinks(root);

    assertThat(root.run("dpkg-query", "-W", "-f", "${Version}", "tquic-server"))
        .isEqualTo("0.1.0-2");
    assertThat(root.run("cat", "/etc/tquic/org.tquic.server.cfg")).contains("congestion = cubic");
    server.start(List.of());
    server.awaitReady(0);
    router.awaitReady(2);
    carries(traffic);
    assertThat(Role.innerAddresses(router.status())).hasToString(inner);
    assertThat(router.terminate()).isZero();
    assertThat(server.terminate()).isZero();

    root.run("dpkg", "--purge", "tquic-server");
    for (String path :
        List.of("/usr/lib/tquic", "/usr/bin/tquic", "/etc/tquic", "/var/lib/tquic")) {
      assertThat(root.succeeds("test", "-e", path)).as(path).isFalse();
    }
    assertThat(root.succeeds("getent", "passwd", "tquic")).isFalse();
  }

  /** What a service that was taken over could put in the place of what root works on. */
  private static void plantLinks(ServerRoot root) {
    root.run(
        "sh",
        "-c",
        "mkdir -m 755 /srv/others && echo x >/srv/others/file && chmod 644 /srv/others/file");
    asService(root, "rmdir /var/lib/tquic/config && ln -s /srv/others /var/lib/tquic/config");
    asService(root, "ln -s /srv/others/file /etc/tquic/other.cfg");
  }

  private static void removeLinks(ServerRoot root) {
    asService(root, "rm /var/lib/tquic/config /etc/tquic/other.cfg && mkdir /var/lib/tquic/config");
  }

  private static void asService(ServerRoot root, String line) {
    root.run("setpriv", "--reuid=tquic", "--regid=tquic", "--init-groups", "sh", "-c", line);
  }

  private static void carries(TrafficPair traffic) {
    for (Direction direction : Direction.values()) {
      assertThat(traffic.sized(direction, 4, 500_000).awaitEnd(BondedLab.PATIENCE))
          .isEqualTo(2_000_000);
    }
  }
}
