package org.tquic.gateway.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.api.TquicException;
import org.tquic.gateway.Cidr;

class AddressPoolTest {
  private static final Cidr POOL = Cidr.parse("10.77.0.0/16");
  private static final Optional<Cidr> POOL6 = Optional.of(Cidr.parse("fd12::/64"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void path() {
    file = folder.resolve("leases.properties");
  }

  @Test
  void keepsTheFirstAddressForTheServer() {
    AddressPool pool = AddressPool.open(file, POOL, POOL6);
    assertThat(pool.serverAddresses())
        .containsExactly(Cidr.parse("10.77.0.1/16"), Cidr.parse("fd12::1/64"));
    assertThat(pool.lease("home").addresses())
        .containsExactly(Cidr.parse("10.77.0.2/32"), Cidr.parse("fd12::2/128"));
  }

  @Test
  void givesEachRouterItsOwnAddressForGood() {
    AddressPool first = AddressPool.open(file, POOL, Optional.empty());
    Lease home = first.lease("home");
    Lease cabin = first.lease("cabin");
    assertThat(home.ipv4()).isNotEqualTo(cabin.ipv4());
    assertThat(first.lease("home")).isEqualTo(home);

    AddressPool restarted = AddressPool.open(file, POOL, Optional.empty());
    assertThat(restarted.lease("boat").ipv4()).isNotIn(home.ipv4(), cabin.ipv4());
    assertThat(restarted.lease("cabin")).isEqualTo(cabin);
    assertThat(restarted.lease("home")).as("also the random IPv6 network").isEqualTo(home);
    assertThat(home.ipv6().toString()).startsWith("fd");
  }

  @Test
  void givesAnAddressAnewOnlyAfterItsRelease() {
    AddressPool pool = AddressPool.open(file, POOL, POOL6);
    Lease home = pool.lease("home");
    Lease cabin = pool.lease("cabin");
    pool.release("home");
    assertThat(pool.lease("boat").ipv4()).isEqualTo(home.ipv4());
    assertThat(AddressPool.open(file, POOL, POOL6).lease("home").ipv4())
        .isNotIn(home.ipv4(), cabin.ipv4());
  }

  @Test
  void saysWhenAllAddressesAreTaken() {
    AddressPool pool = AddressPool.open(file, Cidr.parse("10.9.9.0/29"), POOL6);
    assertThat(pool.capacity()).isEqualTo(5);
    IntStream.range(0, 5).forEach(i -> pool.lease("router-" + i));
    assertThatThrownBy(() -> pool.lease("one-more"))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("one-more")
        .hasMessageContaining("10.9.9.0/29")
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains("--revoke", "--pool");
    assertThat(pool.lease("router-4").ipv4()).hasToString("10.9.9.6/32");
  }

  @Test
  void leasesAnewWhenThePoolChanges() {
    AddressPool.open(file, POOL, POOL6).lease("home");
    AddressPool moved = AddressPool.open(file, Cidr.parse("172.20.0.0/24"), POOL6);
    assertThat(moved.lease("home").ipv4()).hasToString("172.20.0.2/32");
    AddressPool other6 =
        AddressPool.open(file, Cidr.parse("172.20.0.0/24"), Optional.of(Cidr.parse("fd99:1::/64")));
    assertThat(other6.lease("home").addresses())
        .extracting(Cidr::toString)
        .containsExactly("172.20.0.2/32", "fd99:1::2/128");
  }

  @Test
  void keepsItsFileToItself() throws IOException {
    AddressPool pool = AddressPool.open(file, POOL, POOL6);
    pool.lease("Zoë's router = 1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(AddressPool.open(file, POOL, POOL6).lease("Zoë's router = 1"))
        .isEqualTo(pool.lease("Zoë's router = 1"));
    assertThat(Files.list(folder)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "router.home=10.77", "router.a%zz=10.77.0.9", "x=1.2.3.4"})
  void namesADamagedLine(String line) throws IOException {
    Files.writeString(file, "# leases\n" + line + "\n");
    assertThatThrownBy(() -> AddressPool.open(file, POOL, POOL6))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining(line)
        .hasMessageContaining(file.toString());
  }

  @Test
  void neverTrustsAFileThatLeasesOneAddressTwice() throws IOException {
    Files.writeString(file, "router.a=10.77.0.5\nrouter.b=10.77.0.5\nrouter.c=10.77.0.1\n");
    AddressPool pool = AddressPool.open(file, POOL, POOL6);
    assertThat(List.of(pool.lease("a"), pool.lease("b"), pool.lease("c")))
        .extracting(Lease::ipv4)
        .doesNotHaveDuplicates()
        .doesNotContain(Cidr.parse("10.77.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/31", "10.0.0.0/7", "fd00::/64"})
  void refusesAPoolThatCannotWork(String pool) {
    assertThatThrownBy(() -> AddressPool.open(file, Cidr.parse(pool), POOL6))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining(pool);
  }

  /** Whatever comes and goes, over restarts: one router, one address; one address, one router. */
  @Property(tries = 100)
  void neverGivesAnAddressTwice(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 39) Integer> actions)
      throws IOException {
    Path place = Files.createTempDirectory("tqgw");
    Path leases = place.resolve("leases");
    try {
      Cidr small = Cidr.parse("10.1.2.0/28");
      AddressPool pool = AddressPool.open(leases, small, POOL6);
      Map<String, Lease> held = new HashMap<>();
      for (int action : actions) {
        String router = "r" + action % 10;
        switch (action / 10) {
          case 0 -> {
            pool.release(router);
            held.remove(router);
          }
          case 1 -> pool = AddressPool.open(leases, small, POOL6);
          default -> {
            Lease lease = pool.lease(router);
            assertThat(held.getOrDefault(router, lease)).isEqualTo(lease);
            held.put(router, lease);
          }
        }
        assertThat(held.values()).extracting(Lease::ipv4).doesNotHaveDuplicates();
        assertThat(held.values()).allMatch(lease -> small.contains(lease.ipv4().address()));
      }
    } finally {
      Files.deleteIfExists(leases);
      Files.delete(place);
    }
  }
}
