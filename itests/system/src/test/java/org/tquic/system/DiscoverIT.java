package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;
import org.tquic.lab.json.Json;

/** A server on the local network is found without a role. */
@NeedsLab
class DiscoverIT {
  @Test
  void aServerIsFoundWithItsKey() {
    try (Lab lab = Labs.open(DiscoverIT.class, List.of(WanSpec.of(50, 10)))) {
      Roles roles = new Roles(lab, Roles.image());
      Role server = roles.startServer();
      String program = roles.program().toString();
      // The web host's link has the default route; there, one has to ask for it.
      Json found =
          Json.parse(lab.run(Lab.WEB, program, "discover", "--json", "--all", "--seconds", "5"));
      assertThat(found.elements()).hasSize(1);
      Json only = found.elements().getFirst();
      assertThat(only.get("port").whole()).isEqualTo(4433);
      assertThat(only.get("addresses").elements().getFirst().text()).isEqualTo("198.51.100.1");
      String text = lab.run(Lab.WEB, program, "discover", "--all", "--seconds", "5");
      String key = server.process().tail().replaceAll("(?s).*, key ([0-9a-f-]{19}),.*", "$1");
      assertThat(text).contains("198.51.100.1:4433").contains(key);
      assertThat(lab.exec(Lab.WEB, program, "discover").status()).isEqualTo(1);
    }
  }
}
