package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;

/** Settings files of running roles change, as an owner edits them or UCI writes them. */
@NeedsLab
class SettingsIT {
  private static final int OTHER_PORT = 4500;

  private static BondedLab bonded;

  @BeforeAll
  static void open() {
    bonded = BondedLab.open(SettingsIT.class, "multipath", StandardCase.A.wans());
  }

  @AfterAll
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  @Test
  void whatTheSettingsSayOfALinkHoldsAsLongAsTheyDo() throws IOException {
    Wan phone = bonded.lab.wan(1);
    write(
        bonded.router,
        "linktier = wan2=2\nlinkmetered = wan2=on\nlinkquota = wan2=20G\nlinkquotaday = wan2=15\n");
    awaitLink(phone, "WAN", 2, true, 20_000_000_000L);
    write(bonded.router, "linkenabled = wan2=off\n");
    awaitLink(phone, "DISABLED", 1, false, 0);
    bonded.awaitActive(phone, false);
    write(bonded.router, "linkenabled =\n");
    awaitLink(phone, "WAN", 1, false, 0);
    bonded.awaitActive(phone, true);
  }

  @Test
  void aServerThatMovedIsFoundWhereTheSettingsSayWithoutPairing() throws IOException {
    Path pairing = bonded.router.state().resolve("server.properties");
    String paired = Files.readString(pairing);
    write(bonded.router, "server = " + Lab.SERVER_ADDRESS + "\n");
    awaitLine(0, "server=" + Lab.SERVER_ADDRESS + " is not usable; expected is HOST:PORT");
    carries();

    write(bonded.server, "listen = [::]:" + OTHER_PORT + "\n");
    int before = bonded.router.process().lines().size();
    write(bonded.router, "server = " + Lab.SERVER_ADDRESS + ":" + OTHER_PORT + "\n");
    awaitLine(before, "bonded with " + Lab.SERVER_ADDRESS + ":" + OTHER_PORT + " as home");
    carries();
    assertThat(pairing).hasContent(paired);

    write(bonded.server, "listen = [::]:4433\n");
    before = bonded.router.process().lines().size();
    write(bonded.router, "server =\n");
    awaitLine(before, "bonded with " + Lab.SERVER_ADDRESS + ":4433 as home");
    carries();
  }

  @Test
  void theLogSaysMoreWhileTheSettingsSaySo() throws IOException {
    Path file = bonded.router.state().resolve("config/org.tquic.log.cfg");
    int before = bonded.router.process().lines().size();
    Files.writeString(file, "level = everything\n");
    awaitLine(before, "org.tquic.log: level=everything is not usable");
    Files.writeString(file, "level = debug\n");
    awaitLine(before, "the log has level debug from now on");
    awaitLine(before, " DEBUG ");
    Files.delete(file);
    awaitLine(before, "the log has level info from now on");
    carries();
  }

  /** As a whole and at once, as an editor or a script replaces a file. */
  private static void write(Role role, String text) throws IOException {
    boolean server = role == bonded.server;
    Path file = role.state().resolve("config/org.tquic." + (server ? "server" : "router") + ".cfg");
    Path fresh = role.state().resolve("fresh");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void awaitLine(int from, String text) {
    bonded.router.process().awaitLine(from, line -> line.contains(text), BondedLab.PATIENCE);
  }

  private static void carries() {
    assertThat(bonded.traffic.sized(Direction.OUT, 2, 500_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(1_000_000);
  }

  private static void awaitLink(Wan wan, String role, int tier, boolean metered, long quota) {
    long end = System.nanoTime() + BondedLab.PATIENCE.toNanos();
    Json link;
    do {
      assertThat(System.nanoTime() - end).as(wan.name() + " as the settings say").isNegative();
      link = link(wan);
    } while (!link.get("role").text().equals(role)
        || link.get("tier").whole() != tier
        || link.get("metered").truth() != metered
        || link.get("quota").get("limitBytes").whole() != quota);
  }

  private static Json link(Wan wan) {
    return Json.parse(bonded.router.console("links", "--json")).elements().stream()
        .filter(link -> link.get("name").text().equals(wan.name()))
        .findFirst()
        .orElseThrow();
  }
}
