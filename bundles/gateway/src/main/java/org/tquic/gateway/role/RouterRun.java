package org.tquic.gateway.role;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.RouterBond;
import org.tquic.bond.RouterBondConfig;
import org.tquic.bond.RouterBondListener;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.Firewall;
import org.tquic.gateway.host.FirewallRules;
import org.tquic.gateway.paths.MappingFile;
import org.tquic.gateway.paths.PathBoard;
import org.tquic.gateway.settings.RouterSettings;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.ServerPin;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** One run of the router role. */
final class RouterRun implements RoleRun<RouterSettings>, WanLinks.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(RouterRun.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Other links may bring refusals that the server spoke before it let this router in. */
  private static final Duration REFUSALS_UNDER_WAY = Duration.ofSeconds(5);

  /** What a blink of all links may last before traffic is sent another way, which breaks flows. */
  private static final Duration FALLBACK_AFTER = Duration.ofSeconds(5);

  private static final String TIERS_IGNORED =
      "the server does not know tiers of links: what it sends takes all links alike, those too that"
          + " are to wait; upgrade the server";

  private static final int CHECKED_MTU = 1400;
  private static final long CLOSE_MILLIS = 1000;

  private final RoleContext context;
  private final Undo undo = new Undo();
  private final RolePlugins plugins;
  private final RoleEvidence evidence;
  private volatile RouterSettings settings;
  private RouterHost host;
  private PathBoard paths;
  private volatile PortalWatch portals;
  private Carriage carriage;
  private WanLinks links;
  private LinkLimits limits;
  private RouterPairing pairing;
  private LocalIdentity identity;
  private volatile RouterBond bond;
  private volatile ServerPin server;
  private volatile boolean connected;
  private volatile boolean assigned;
  private volatile boolean tiersIgnored;
  private boolean announced;
  private long losses;
  private long refusalsCountFromNs = System.nanoTime();
  private boolean stopped;

  RouterRun(RoleContext context, RouterSettings settings) {
    this.context = context;
    this.settings = settings;
    this.plugins =
        new RolePlugins(
            context, this::applyScheduler, this::applyCongestion, this::applyLinkCongestion);
    this.evidence = new RoleEvidence(context);
  }

  @Override
  public void start() {
    Beside<LocalIdentity> own =
        Beside.start("tquic-identity", () -> IdentityStore.open(context.state()));
    Machine machine = Machine.open("router", context.state());
    undo.push(machine::close);
    // Refused, if it is to be, before anything is made.
    pairing =
        new RouterPairing(
            context.state(),
            own::await,
            context.bundles().getProperty("tquic.router.code"),
            settings.server());
    Beside<Void> firewall = Beside.start("tquic-firewall", () -> check(machine.firewall()));
    undo.push(plugins::close);
    plugins.start(settings.engine(), settings.scheduler(), settings.congestion());
    plugins.links().configure(settings.linkCongestion());
    // Before what makes connections, so that it ends after them.
    undo.push(evidence::close);
    evidence.start(plugins.engine(), settings.qlog(), settings.qlogMiB());
    PathSchedulerFactory scheduler = plugins.scheduler();
    CongestionChoice congestion = plugins.congestion();
    firewall.await();
    // Directories that are there already must know before the device appears.
    limits = new LinkLimits(context, () -> settings);
    undo.push(limits::close);
    paths = new PathBoard(context.bundles(), context.state(), context.control(), true);
    undo.push(paths::close);
    carriage = Carriage.open(plugins.engine(), settings.device(), context.fail());
    undo.push(carriage::close);
    plugins.watch(carriage.loop());
    host = new RouterHost(machine, context.launcher(), settings);
    undo.push(new TableWatch(context, machine.network())::close);
    links = new WanLinks(context.bundles(), context.control(), this);
    undo.push(links::close);
    identity = own.await();
    server = pairing.server(enrolment(congestion));
    startBond(scheduler, congestion);
  }

  private Void check(Firewall firewall) {
    if (settings.firewall()) {
      firewall.check(FirewallRules.TABLE, FirewallRules.router(settings.device(), CHECKED_MTU));
    }
    return null;
  }

  private Enrolment enrolment(CongestionChoice congestion) {
    return new Enrolment(
        plugins.engine(),
        carriage.loop(),
        congestion.algorithm(),
        links::now,
        () -> links.now().forEach(host::link),
        context.stopping(),
        Enrolment.BOUND);
  }

  private void startBond(PathSchedulerFactory scheduler, CongestionChoice congestion) {
    PairedServer paired =
        PairedServer.of(
            server, identity, settings.engine(), (engine, link) -> plugins.congestion(link));
    undo.push(paired.publish(context.bundles())::unregister);
    RouterBond fresh =
        new RouterBond(
            new RouterBondConfig(
                plugins.engine(),
                carriage.loop(),
                server.address().host(),
                server.address().port(),
                paired.tls(),
                scheduler,
                congestion,
                new MappingFile(context.state(), context.control())),
            carriage.port(),
            new BondListener());
    bond = fresh;
    portals =
        new PortalWatch(
            context,
            server.address().host(),
            links::now,
            () -> fresh.status().paths(),
            fresh::explain);
    undo.push(portals::close);
    plugins.links().applyAll();
    undo.push(() -> fresh.close().awaitUninterruptibly(CLOSE_MILLIS));
    carriage.port().start(fresh.sink());
    for (LinkInfo link : links.now()) {
      onLink(link);
    }
    context.control().schedule(PATIENCE, this::tellWhenNotConnected);
  }

  // Links, on the control thread.

  @Override
  public void onLink(LinkInfo link) {
    if (stopped || host == null) {
      return;
    }
    host.link(link);
    paths.link(link.name(), link.id());
    if (bond != null) {
      bond.linkAdded(link);
    }
  }

  @Override
  public void onLinkGone(String name) {
    if (stopped || host == null) {
      return;
    }
    host.linkGone(name);
    if (bond != null) {
      bond.linkRemoved(name);
    }
  }

  /** What the bond tells, on the owner loop; everything slow goes to the control thread. */
  private final class BondListener implements RouterBondListener {
    @Override
    public void onAssigned(List<InetPrefix> addresses) {
      List<Cidr> inner = addresses.stream().map(p -> new Cidr(p.address(), p.length())).toList();
      onControl(
          () -> {
            host.assigned(inner);
            assigned = true;
            announce();
          });
    }

    @Override
    public void onMtu(int bytes) {
      carriage.port().mtu(bytes);
      onControl(() -> host.mtu(bytes));
    }

    @Override
    public void onConnected(boolean now) {
      onControl(() -> connection(now));
    }

    @Override
    public void onPath(PathStatus path) {
      paths.path(path);
      PortalWatch watch = portals;
      if (watch != null) {
        watch.path(path);
      }
      LOG.info(
          "path over {}: {}{}{}",
          path.link(),
          path.state(),
          path.reason() == PathReason.NONE ? "" : ", " + path.reason(),
          path.detail().isEmpty() ? "" : ": " + path.detail());
    }

    @Override
    public void onTiersIgnored(boolean ignored) {
      if (ignored != tiersIgnored) {
        LOG.warn(ignored ? TIERS_IGNORED : "The server obeys tiers of links now");
      }
      tiersIgnored = ignored;
    }

    @Override
    public void onRefused(String type, String detail) {
      onControl(() -> refused(type, detail));
    }

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {
      carriage.port().tooBig(packet, maxBytes);
    }

    private void onControl(Runnable task) {
      context
          .control()
          .execute(
              () -> {
                if (!stopped) {
                  task.run();
                }
              });
    }
  }

  private void connection(boolean now) {
    if (connected && !now) {
      LOG.warn("no path to {} works; traffic waits for one", server.address());
    }
    connected = now;
    if (now) {
      host.reachable(true);
    } else {
      long loss = ++losses;
      context
          .control()
          .schedule(
              FALLBACK_AFTER,
              () -> {
                if (!stopped && !connected && loss == losses) {
                  host.reachable(false);
                }
              });
    }
    announce();
  }

  private void announce() {
    if (connected && assigned && !announced) {
      announced = true;
      context.launcher().ready("bonded with " + server.address() + " as " + server.routerName());
    }
  }

  private void tellWhenNotConnected() {
    if (stopped || connected || announced) {
      return;
    }
    StringBuilder why = new StringBuilder();
    for (PathStatus path : bond.status().paths()) {
      why.append("; ").append(path.link()).append(": ").append(path.reason());
      if (!path.detail().isEmpty()) {
        why.append(", ").append(path.detail());
      }
    }
    context
        .launcher()
        .notice(
            "the server at "
                + server.address()
                + " was not reached yet"
                + (why.isEmpty() ? ": no WAN is there" : why),
            "it is tried again and again; `tquic doctor` looks into each link");
  }

  /** The server knows this router no more; an unused code may let it in again. */
  private void refused(String type, String detail) {
    if (type.equals(ServerPolicy.NO_ADDRESS)) {
      context
          .launcher()
          .notice("the server has no inner address left: " + detail, "give it a larger --pool");
      return;
    }
    if (System.nanoTime() - refusalsCountFromNs < 0) {
      LOG.debug("a refusal from before the enrolment: {}", type);
      return;
    }
    if (pairing.canRedeem()) {
      LOG.info("the server refused this router ({}), enrolling with the code", type);
      server = pairing.redeem(enrolment(plugins.congestion()));
      refusalsCountFromNs = System.nanoTime() + REFUSALS_UNDER_WAY.toNanos();
      return;
    }
    throw new TquicException(
        "the server at " + server.address() + " refuses this router (" + type + "): " + detail,
        "run `tquic pair --address HOST:PORT` on the server, and start the router with --code and"
            + " what it prints");
  }

  private void applyScheduler(Optional<PathSchedulerFactory> scheduler) {
    if (bond == null) {
      return;
    }
    scheduler.ifPresentOrElse(bond::selectScheduler, bond::selectBuiltInScheduler);
    carriage.settle();
  }

  private void applyCongestion(CongestionChoice congestion) {
    if (bond != null) {
      bond.selectCongestion(congestion);
      carriage.settle();
    }
  }

  private void applyLinkCongestion(String link, CongestionChoice congestion) {
    if (bond != null) {
      bond.selectCongestion(link, congestion);
      carriage.settle();
    }
  }

  @Override
  public boolean isReady() {
    return bond != null;
  }

  @Override
  public boolean canTake(RouterSettings changed) {
    return isReady() && changed.liveFrom(settings);
  }

  @Override
  public void take(RouterSettings changed) {
    RouterSettings before = settings;
    settings = changed;
    host.settings(changed);
    if (!changed.sameLinksAs(before)) {
      limits.apply();
    }
    if (!changed.scheduler().equals(before.scheduler())) {
      plugins.selectScheduler(changed.scheduler());
    }
    if (!changed.congestion().equals(before.congestion())) {
      plugins.selectCongestion(changed.congestion());
    }
    plugins.links().configure(changed.linkCongestion());
    evidence.take(changed.qlog(), changed.qlogMiB());
  }

  @Override
  public RoleEvidence evidence() {
    return evidence;
  }

  @Override
  public RolePlugins plugins() {
    return plugins;
  }

  @Override
  public void stop() {
    stopped = true;
    try {
      undo.run();
    } finally {
      bond = null;
    }
  }

  @Override
  public RoleStatus status(long uptimeMillis) {
    RouterBond current = bond;
    RouterSettings now = settings;
    if (current == null) {
      return new RoleStatus(
          "router",
          now.engine(),
          now.device(),
          "starting",
          "",
          uptimeMillis,
          evidence.warnings(),
          evidence.qlog(),
          plugins.troubles(),
          List.of());
    }
    boolean up = connected && assigned;
    String message = "";
    if (!up) {
      message =
          links.now().isEmpty()
              ? "no WAN is there; connect one, or name one with --wan"
              : "no path reaches " + server.address() + "; `tquic doctor` tells why";
    }
    return new RoleStatus(
        "router",
        now.engine(),
        now.device(),
        up ? "up" : "connecting",
        message,
        uptimeMillis,
        warnings(),
        evidence.qlog(),
        plugins.troubles(),
        List.of(withTunnel(current.status())));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(evidence.warnings());
    if (tiersIgnored) {
      warnings.add(TIERS_IGNORED);
    }
    return warnings;
  }

  private BondStatus withTunnel(BondStatus status) {
    Map<String, Long> counters = new LinkedHashMap<>(status.counters());
    counters.putAll(carriage.port().counters());
    return new BondStatus(
        status.name(),
        status.connected(),
        status.innerAddresses(),
        status.mtu(),
        status.scheduler(),
        status.congestion(),
        status.paths(),
        counters);
  }
}
