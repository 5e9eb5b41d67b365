package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.tquic.lab.Lab;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.traffic.Transfer;

/** A link's quota runs out while it is needed, and the link is left alone. */
@NeedsLab
@EachEngine
class QuotaIT {
  private static final String QUOTA = "1.5M";
  private static final long QUOTA_BYTES = 1_500_000;
  private static final long FLOW_BYTES = 10_000_000;

  /** What the phone carries in a second, by which a quota may be overshot at most. */
  private static final long SECOND_BYTES = 3_750_000;

  /** Of neighbour discovery, and of ends of paths that had to be said again. */
  private static final long FEW_PACKETS = 20;

  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static BondedLab bonded;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    bonded = BondedLab.open(QuotaIT.class, engine, StandardCase.A.wans());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  @Test
  void aTransferOutlivesTheEndOfAQuotaAndNothingPassesTheLinkAfterwards() {
    Wan phone = bonded.lab.wan(1);
    long before = counted(phone, "bytes");
    allow(phone);
    Transfer transfer = bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES);
    awaitUsedUp(phone);
    // What was under way when it ended still arrives.
    transfer.awaitBytes(transfer.bytes() + 2_000_000, BondedLab.PATIENCE);
    long packets = counted(phone, "packets");
    assertThat(counted(phone, "bytes") - before).isBetween(QUOTA_BYTES, QUOTA_BYTES + SECOND_BYTES);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.traffic.sized(Direction.OUT, 2, 1_000_000).awaitEnd(BondedLab.PATIENCE);
    assertThat(counted(phone, "packets") - packets).isLessThanOrEqualTo(FEW_PACKETS);

    assertThat(bonded.router.console("paths"))
        .contains("failed because of quota", "link-quota " + phone.name());
    bonded.router.console("link-quota", phone.name(), "off");
    bonded.awaitActive(phone, true);
  }

  @Test
  void aRouterThatIsKilledKnowsWhatWasUsedAndLeavesTheLinkAlone() {
    Wan phone = bonded.lab.wan(1);
    allow(phone);
    bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES).awaitEnd(BondedLab.PATIENCE);
    awaitUsedUp(phone);
    long used = quota(bonded.router.status(), phone).get("usedBytes").whole();
    assertThat(used).isGreaterThanOrEqualTo(QUOTA_BYTES);
    bonded.router.kill();
    bonded.router.start(List.of());
    bonded.router.awaitReady(1);
    long packets = counted(phone, "packets");
    Json status = awaitUsedUp(phone);
    assertThat(quota(status, phone).get("usedBytes").whole()).isGreaterThanOrEqualTo(used);
    bonded.traffic.sized(Direction.IN, 2, 500_000).awaitEnd(BondedLab.PATIENCE);
    assertThat(counted(phone, "packets") - packets).isLessThanOrEqualTo(FEW_PACKETS);

    bonded.router.console("link-used", phone.name(), "0");
    bonded.awaitActive(phone, true);
    bonded.router.console("link-quota", phone.name(), "off");
  }

  /** The link may carry its quota from now on. */
  private static void allow(Wan wan) {
    bonded.router.console("link-quota", wan.name(), QUOTA);
    bonded.router.console("link-used", wan.name(), "0");
    bonded.awaitActive(wan, true);
  }

  private static Json path(Json status, Wan wan) {
    return status.get("bonds").elements().getFirst().get("paths").elements().stream()
        .filter(path -> path.get("link").text().equals(wan.name()))
        .findFirst()
        .orElseThrow();
  }

  private static Json quota(Json status, Wan wan) {
    return path(status, wan).get("quota");
  }

  private static Json awaitUsedUp(Wan wan) {
    return bonded.router.awaitStatus(
        "the quota of " + wan.name() + " is used up",
        status -> path(status, wan).get("reason").text().equals("QUOTA"),
        BondedLab.PATIENCE);
  }

  /** What the kernel has counted at the router's end of a link, both directions. */
  private static long counted(Wan wan, String what) {
    Json stats =
        Json.parse(bonded.lab.run(Lab.ROUTER, "ip", "-json", "-stats", "link", "show", wan.name()))
            .elements()
            .getFirst()
            .get("stats64");
    return stats.get("rx").get(what).whole() + stats.get("tx").get(what).whole();
  }
}
