package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.tquic.lab.Role;
import org.tquic.lab.Wan;
import org.tquic.lab.WanNat;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.traffic.Transfer;

/**
 * Links behind NATs: two in a row that forget a silent flow after 20 s, and one that gives a flow
 * other ports again and again. All engines at the same time, since what is tested is a silence.
 */
@NeedsLab
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NatIT {
  private static final int REMEMBERED_SECONDS = 20;
  private static final Duration LEARNING = Duration.ofSeconds(80);
  private static final long FLOW_BYTES = 5_000_000;
  private static final long BETWEEN_MOVES_BYTES = 2_000_000;
  private static final Map<String, BondedLab> labs =
      Collections.synchronizedMap(new LinkedHashMap<>());

  @BeforeAll
  static void open() {
    Map<String, CompletableFuture<BondedLab>> opening = new LinkedHashMap<>();
    Engines.ids()
        .forEach(engine -> opening.put(engine, CompletableFuture.supplyAsync(() -> open(engine))));
    // Those that opened first, so that they are closed when another did not.
    opening.forEach(
        (engine, lab) ->
            lab.handle((opened, failure) -> opened == null ? null : labs.put(engine, opened))
                .join());
    opening.values().forEach(CompletableFuture::join);
  }

  private static BondedLab open(String engine) {
    BondedLab bonded =
        BondedLab.open(NatIT.class, engine, List.of(WanSpec.of(12, 15), WanSpec.of(6, 25)));
    String carrier = WanNat.carrierGrade(bonded.lab, bonded.lab.wan(0));
    WanNat.forgets(bonded.lab, carrier, REMEMBERED_SECONDS);
    return bonded;
  }

  @AfterAll
  static void close() {
    labs.values().forEach(BondedLab::close);
    labs.clear();
  }

  @Test
  @Order(1)
  void aBondWorksBehindTwoNatsInARow() {
    labs.forEach(
        (engine, bonded) -> {
          Wan wan = bonded.lab.wan(0);
          bonded.awaitActive(wan, true);
          bonded.awaitUse(wan, Direction.IN);
        });
  }

  @Test
  @Order(2)
  void aNatThatMovesPortsCostsNoTraffic() {
    labs.forEach(
        (engine, bonded) -> {
          Wan wan = bonded.lab.wan(1);
          Transfer transfer = bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES);
          for (int move = 1; move <= 4; move++) {
            transfer.awaitBytes(move * BETWEEN_MOVES_BYTES, BondedLab.PATIENCE);
            WanNat.movePorts(bonded.lab, wan);
          }
          assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
          bonded.awaitActive(wan, true);
          assertThat(everBeen(bonded, wan)).as(engine).doesNotContain("FAILED", "REMOVED");
        });
  }

  @Test
  @Order(3)
  void anIdlePathIsKeptThroughANatThatForgets() {
    labs.forEach(
        (engine, bonded) ->
            bonded.router.awaitStatus(
                "a silence that was survived",
                status -> heldNs(status, bonded.lab.wan(0)) > 0,
                LEARNING));
    labs.forEach(
        (engine, bonded) -> {
          Wan wan = bonded.lab.wan(0);
          long heldNs = heldNs(bonded.router.status(), wan);
          assertThat(heldNs).as(engine).isLessThanOrEqualTo(REMEMBERED_SECONDS * 1_000_000_000L);
          assertThat(Role.activeLinks(bonded.router.status())).contains(wan.name());
          assertThat(bonded.traffic.sized(Direction.IN, 2, 300_000).awaitEnd(BondedLab.PATIENCE))
              .isEqualTo(600_000);
        });
  }

  private static long heldNs(Json status, Wan wan) {
    return status.get("bonds").elements().getFirst().get("paths").elements().stream()
        .filter(path -> path.get("link").text().equals(wan.name()))
        .mapToLong(path -> path.get("keepAlive").get("heldNs").whole())
        .findFirst()
        .orElse(-1);
  }

  /** States that the link's path has been in. */
  private static Set<String> everBeen(BondedLab bonded, Wan wan) {
    return Set.copyOf(
        Json.parse(bonded.router.tquic("paths", "--history", "--json", wan.name()).require())
            .elements()
            .stream()
            .map(transition -> transition.get("to").text())
            .toList());
  }
}
