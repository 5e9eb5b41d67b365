package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.StandardCase;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;

/** The router's package from its installation to its removal, on a root of BusyBox and musl. */
@NeedsLab
class OpenWrtPackageIT {
  private static final String SETTINGS = "etc/tquic/config/org.tquic.router.cfg";

  private Lab lab;
  private RouterRoot root;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    lab = Labs.open(OpenWrtPackageIT.class, StandardCase.A.wans());
    root = RouterRoot.make(lab);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void bondsIsUpgradedAndLeavesNothing() throws IOException, InterruptedException {
    Path first = BuiltPackages.ipk("0.1.0-r1", lab.folder().resolve("packages"));
    Path second = BuiltPackages.ipk("0.1.0-r2", lab.folder().resolve("packages"));
    Set<String> before = root.files();
    assertThat(before).noneMatch(file -> file.matches("(usr/)?lib.*/(ld-linux.*|libc\\.so\\.6)"));

    root.install(first);
    assertThat(root.files()).contains("usr/bin/tquic", "usr/lib/tquic/jre/lib/ld.so");

    Roles servers = new Roles(lab, Roles.image());
    String code = servers.pair(servers.startServer(), "home");
    Roles routers = new Roles(lab, root.image());
    lab.allowDirect(false);
    TrafficPair traffic = new TrafficPair(lab);
    Role router = routers.startRouter(code);
    carries(traffic);
    Files.writeString(root.file(SETTINGS), "scheduler = aggregate\n");
    router.awaitStatus(
        "scheduler", status -> status.toString().contains("\"aggregate\""), BondedLab.PATIENCE);
    byte[] key = Files.readAllBytes(root.file("etc/tquic/identity.key"));
    assertThat(router.terminate()).isZero();

    root.install(second);

    assertThat(root.file("usr/lib/opkg/info/tquic.control")).content().contains("0.1.0-r2");
    assertThat(root.file("etc/tquic/identity.key")).hasBinaryContent(key);
    assertThat(root.file(SETTINGS)).hasContent("scheduler = aggregate");
    router.start(List.of());
    router.awaitReady(lab.wans().size());
    carries(traffic);
    assertThat(router.status().toString()).contains("\"aggregate\"");
    assertThat(router.terminate()).isZero();

    root.remove("tquic");
    Set<String> residue = root.files();
    assertThat(residue).containsAll(before);
    residue.removeAll(before);
    assertThat(residue).isEmpty();
  }

  private static void carries(TrafficPair traffic) {
    for (Direction direction : Direction.values()) {
      assertThat(traffic.sized(direction, 4, 500_000).awaitEnd(BondedLab.PATIENCE))
          .isEqualTo(2_000_000);
    }
  }
}
