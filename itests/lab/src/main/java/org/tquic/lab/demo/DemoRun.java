package org.tquic.lab.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.tquic.lab.Lab;
import org.tquic.lab.LabException;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.demo.DemoPicture.Bar;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.emulator.LinkCounters;
import org.tquic.lab.emulator.LinkProfile;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/** The demonstration from the building of the lab to its result. */
final class DemoRun {
  private static final List<DemoLink> LINKS =
      List.of(
          new DemoLink("wired 50 Mbit/s 33 ms", WanSpec.of(50, 16.5)),
          new DemoLink(
              "phone 30 Mbit/s 60 ms",
              WanSpec.symmetric(LinkProfile.of(30_000_000, 30_000_000).withJitter(5_000_000))));
  private static final int FLOWS = 4;
  private static final String CONGESTION = "cubic";

  private static final double SINGLE_SECONDS = 2.5;
  private static final double SINGLE_WARM_UP_SECONDS = 1;
  private static final double WARM_UP_SECONDS = 2;
  private static final double CUT_AT_SECONDS = 5.5;
  private static final double RETURN_AT_SECONDS = 8;
  private static final double BONDED_SECONDS = 12;
  private static final Duration TICK = Duration.ofMillis(200);
  // A keepalive is far less.
  private static final double USED_SHARE = 0.05;

  private final Path image;
  private final DemoPicture picture;
  private final long startNs = System.nanoTime();
  private Lab lab;
  private TrafficPair traffic;
  private Map<String, Map<Direction, LinkCounters>> lastCounters;
  private long lastTickNs;
  private String cutLink = "";

  DemoRun(Path image, DemoPicture picture) {
    this.image = image;
    this.picture = picture;
  }

  /**
   * Runs it; a minute at most.
   *
   * @throws LabException when the lab cannot be built, a role does not start, or a transfer breaks
   */
  DemoResult run() {
    picture.phase("building the lab: router, two gateways with NAT, server, web");
    try (Lab built = Lab.open(LINKS.stream().map(DemoLink::spec).toList());
        Roles roles = new Roles(built, image)) {
      lab = built;
      lab.innerTcp(CONGESTION);
      traffic = new TrafficPair(lab);
      tick(Direction.IN, null);
      CompletableFuture<Role> server = CompletableFuture.supplyAsync(roles::startServer);
      List<Double> downloads = singles(Direction.IN);
      List<Double> uploads = singles(Direction.OUT);
      picture.phase("pairing, starting the router, validating a path over each link");
      String code = roles.pair(joined(server), "demo");
      long routerNs = System.nanoTime();
      roles.startRouter(code);
      picture.event(
          "bond up over both links %.1f s after the router's start"
              .formatted((System.nanoTime() - routerNs) / 1e9));
      DirectionResult download = bonded(Direction.IN, lab.wan(0), downloads);
      DirectionResult upload = bonded(Direction.OUT, lab.wan(1), uploads);
      picture.phase("done");
      double seconds = (System.nanoTime() - startNs) / 1e9;
      return new DemoResult(LINKS, FLOWS, CONGESTION, download, upload, seconds);
    }
  }

  private static Role joined(CompletableFuture<Role> server) {
    try {
      return server.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LabException cause ? cause : e;
    }
  }

  /** Each link alone, without the bond. */
  private List<Double> singles(Direction direction) {
    List<Double> result = new ArrayList<>();
    for (Wan wan : lab.wans()) {
      lab.prefer(wan);
      picture.phase(
          "%s over %s alone, without the bond, %d TCP flows (%s)"
              .formatted(verb(direction), label(wan), FLOWS, CONGESTION));
      Transfer transfer = traffic.timed(direction, FLOWS, seconds(SINGLE_SECONDS));
      watch(transfer, direction, SINGLE_SECONDS);
      long from = transfer.startNs();
      result.add(transfer.mbps(from + nanos(SINGLE_WARM_UP_SECONDS), from + nanos(SINGLE_SECONDS)));
      awaitEnd(transfer, direction);
    }
    lab.preferNone();
    return result;
  }

  /** Both links bonded; one is cut in the middle and comes back. */
  private DirectionResult bonded(Direction direction, Wan cut, List<Double> singles) {
    picture.phase(
        "%s over both links bonded, %d TCP flows (%s)"
            .formatted(verb(direction), FLOWS, CONGESTION));
    Transfer transfer = traffic.timed(direction, FLOWS, seconds(BONDED_SECONDS));
    long from = transfer.startNs();
    watch(transfer, direction, CUT_AT_SECONDS);
    double bondedMbps = transfer.mbps(from + nanos(WARM_UP_SECONDS), System.nanoTime());

    long cutNs = System.nanoTime();
    lab.blackhole(cut, true);
    cutLink = cut.name();
    picture.event(label(cut) + " goes silently dead");
    watch(transfer, direction, RETURN_AT_SECONDS);
    double duringCutMbps = transfer.mbps(cutNs + nanos(1), System.nanoTime());

    long returnNs = System.nanoTime();
    lab.blackhole(cut, false);
    cutLink = "";
    picture.event(label(cut) + " is back");
    double returnMs = watchReturn(transfer, direction, cut, returnNs);
    watch(transfer, direction, BONDED_SECONDS);
    awaitEnd(transfer, direction);
    double stallMs = transfer.worstStallMs(cutNs, returnNs);
    picture.event("longest stall at the cut: %.0f ms".formatted(stallMs));
    return new DirectionResult(singles, bondedMbps, cut.name(), stallMs, duringCutMbps, returnMs);
  }

  /** Shows the transfer until so many seconds after its start. */
  private void watch(Transfer transfer, Direction direction, double untilSeconds) {
    long until = transfer.startNs() + nanos(untilSeconds);
    while (System.nanoTime() < until && !transfer.isOver()) {
      tick(direction, transfer);
    }
  }

  private double watchReturn(Transfer transfer, Direction direction, Wan wan, long returnNs) {
    long until = transfer.startNs() + nanos(BONDED_SECONDS);
    double enough = wan.spec().in().rateBps() / 1e6 * USED_SHARE;
    while (System.nanoTime() < until && !transfer.isOver()) {
      if (tick(direction, transfer).mbps(wan.name(), direction) >= enough) {
        double ms = (System.nanoTime() - returnNs) / 1e6;
        picture.event("%s carries traffic again after %.1f s".formatted(label(wan), ms / 1e3));
        return ms;
      }
    }
    return -1;
  }

  private void awaitEnd(Transfer transfer, Direction direction) {
    // What a dead transfer has to say is said by awaitEnd itself.
    for (int i = 0; i < 25 && !transfer.isOver(); i++) {
      tick(direction, transfer);
    }
    transfer.awaitEnd(Duration.ofSeconds(1));
  }

  /** Waits a little and shows the rates meanwhile. */
  private LinkRates tick(Direction direction, Transfer transfer) {
    try {
      Thread.sleep(TICK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", "", e);
    }
    long now = System.nanoTime();
    Map<String, Map<Direction, LinkCounters>> counters = lab.emulator().counters();
    LinkRates rates =
        new LinkRates(
            lastCounters == null ? counters : lastCounters, counters, (now - lastTickNs) / 1e9);
    List<Bar> bars = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < LINKS.size(); i++) {
      String name = lab.wan(i).name();
      DemoLink link = LINKS.get(i);
      double mbps = rates.mbps(name, direction);
      bars.add(new Bar(link.label(), mbps, link.rateMbps(), name.equals(cutLink) ? "CUT" : ""));
      sum += link.rateMbps();
    }
    if (transfer != null) {
      double received = transfer.mbps(now - TICK.toNanos() * 2, now);
      bars.add(new Bar("TCP payload received", received, sum, ""));
      picture.show(bars);
    }
    lastCounters = counters;
    lastTickNs = now;
    return rates;
  }

  private static String verb(Direction direction) {
    return direction == Direction.IN ? "download" : "upload";
  }

  private static String label(Wan wan) {
    return wan.name() + " (" + LINKS.get(wan.number() - 1).label() + ")";
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(nanos(seconds));
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
