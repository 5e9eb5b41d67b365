package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.tquic.lab.Role;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.traffic.Transfer;

/** A phone is unplugged in the middle of a transfer and comes back as another interface. */
@NeedsLab
@EachEngine
class ReplugIT {
  private static final long FLOW_BYTES = 20_000_000;
  private static final long USED_BYTES = 100_000;
  private static final String NEW_NAME = "usb1";

  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static BondedLab bonded;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    bonded = BondedLab.open(ReplugIT.class, engine, StandardCase.A.wans());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  private static Json link(String name) {
    return Json.parse(bonded.router.console("links", "--json")).elements().stream()
        .filter(link -> link.get("name").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameLinkIsInUseAgainUnderItsNewName(TestReporter reporter) {
    Wan phone = bonded.lab.wan(1);
    String id = link(phone.name()).get("id").text();
    bonded.router.console("link-metered", phone.name(), "on");
    Transfer transfer = bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);

    long outNs = System.nanoTime();
    bonded.lab.unplug(phone);
    transfer.awaitBytes(transfer.bytes() + 2_500_000, BondedLab.PATIENCE);
    bonded.lab.plug(phone, NEW_NAME, 77);
    long inNs = System.nanoTime();
    long usedNs = awaitUse(phone, transfer);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.router.awaitStatus(
        NEW_NAME + " active",
        status -> Role.activeLinks(status).containsAll(List.of("wan1", NEW_NAME)),
        BondedLab.PATIENCE);
    reporter.publishEntry(
        "replug, " + engine,
        String.format(
            Locale.ROOT,
            "longest stall %.0f ms, link used again after %.0f ms",
            transfer.worstStallMs(outNs, inNs),
            (usedNs - inNs) / 1e6));

    Json again = link(NEW_NAME);
    assertThat(again.get("id").text()).isEqualTo(id);
    assertThat(again.get("alias").text()).isEqualTo(phone.name());
    assertThat(again.get("metered").truth()).isTrue();
    Json history =
        Json.parse(bonded.router.tquic("paths", "--history", "--json", phone.name()).require());
    assertThat(history.elements())
        .allMatch(transition -> transition.get("linkId").text().equals(id))
        .anyMatch(t -> t.get("link").text().equals(phone.name()) && to(t).equals("REMOVED"))
        .anyMatch(t -> t.get("link").text().equals(NEW_NAME) && to(t).equals("ACTIVE"));
  }

  private static String to(Json transition) {
    return transition.get("to").text();
  }

  /** Waits until more than probes went over the link, or the transfer is over. */
  private static long awaitUse(Wan wan, Transfer transfer) {
    long before = bonded.carried(Direction.IN).get(wan.name());
    while (bonded.carried(Direction.IN).get(wan.name()) - before < USED_BYTES) {
      if (transfer.isOver()) {
        bonded.awaitUse(wan, Direction.IN);
        break;
      }
      Thread.onSpinWait();
    }
    return System.nanoTime();
  }
}
