package org.tquic.gateway.role;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.ServerBonds;
import org.tquic.bond.ServerBondsConfig;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.FirewallRules;
import org.tquic.gateway.host.RouterPlan;
import org.tquic.gateway.host.ServerPlan;
import org.tquic.gateway.paths.PathBoard;
import org.tquic.gateway.pool.AddressPool;
import org.tquic.gateway.settings.ServerSettings;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PairedRouter;
import org.tquic.identity.PairingRegistry;
import org.tquic.identity.PresentedKeyTrust;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** One run of the server role. */
final class ServerRun implements RoleRun<ServerSettings> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);
  private static final long LISTEN_MILLIS = 5000;
  private static final long CLOSE_MILLIS = 1000;

  private final RoleContext context;
  private final Undo undo = new Undo();
  private final RolePlugins plugins;
  private final RoleEvidence evidence;
  private volatile ServerSettings settings;
  private Machine machine;
  private Carriage carriage;
  private AddressPool pool;
  private PairingRegistry registry;
  private ServerPolicy policy;
  private LanPresence presence;
  private TlsIdentity tls;
  private int mtu = RouterPlan.SMALLEST_IPV6_MTU;
  private volatile ServerBonds bonds;
  private boolean stopped;

  ServerRun(RoleContext context, ServerSettings settings) {
    this.context = context;
    this.settings = settings;
    this.plugins =
        new RolePlugins(
            context, this::applyScheduler, this::applyCongestion, this::applyLinkCongestion);
    this.evidence = new RoleEvidence(context);
  }

  @Override
  public void start() {
    machine = Machine.open("server", context.state());
    undo.push(machine::close);
    LocalIdentity identity = IdentityStore.open(context.state());
    tls = new TlsIdentity(identity.key(), identity.certificate(), new PresentedKeyTrust());
    registry = PairingRegistry.open(context.state());
    pool =
        AddressPool.open(
            context.state().resolve("leases.properties"), settings.pool(), settings.pool6());
    if (settings.firewall()) {
      machine.firewall().check(FirewallRules.TABLE, rules());
    }
    undo.push(plugins::close);
    plugins.start(settings.engine(), settings.scheduler(), settings.congestion());
    plugins.links().configure(settings.linkCongestion());
    // Before what makes connections, so that it ends after them.
    undo.push(evidence::close);
    evidence.start(plugins.engine(), settings.qlog(), settings.qlogMiB());
    carriage = Carriage.open(plugins.engine(), settings.device(), context.fail());
    undo.push(carriage::close);
    plugins.watch(carriage.loop());
    PathBoard paths = new PathBoard(context.bundles(), context.state(), context.control(), false);
    undo.push(paths::close);
    policy =
        new ServerPolicy(
            registry,
            identity.fingerprint(),
            pool,
            context.control(),
            this::onMtu,
            paths::path,
            (packet, max) -> carriage.port().tooBig(packet, max));
    forgetRevoked();
    undo.push(this::closeBonds);
    listen();
    converge();
    undo.push(new TableWatch(context, machine.network())::close);
    RegistryWatch watch =
        RegistryWatch.open(
            context.state().resolve("routers"),
            () -> context.control().execute(this::forgetRevoked));
    undo.push(watch::close);
    presence = new LanPresence(context.bundles(), identity.fingerprint());
    undo.push(presence::close);
    presence.show(settings);
    machine.warnOfObstacles(settings.device(), settings.firewall(), context.launcher());
    context
        .launcher()
        .ready(
            "listening on "
                + text(settings.listen())
                + ", key "
                + identity.fingerprint().shortText()
                + ", routers get addresses of "
                + settings.pool()
                + " and "
                + pool.serverAddresses().getLast().network());
  }

  private static String text(InetSocketAddress address) {
    String host = Cidr.text(address.getAddress());
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private void listen() {
    ServerBonds fresh =
        new ServerBonds(
            new ServerBondsConfig(
                plugins.engine(),
                carriage.loop(),
                settings.listen(),
                tls,
                plugins.scheduler(),
                plugins.congestion()),
            carriage.port(),
            policy);
    Future<InetSocketAddress> started = fresh.start();
    if (!started.awaitUninterruptibly(LISTEN_MILLIS)) {
      throw new TquicException(
          "the engine did not listen within " + LISTEN_MILLIS + " ms", "start the role again");
    }
    if (!started.isSuccess()) {
      throw Failures.of(started.cause());
    }
    bonds = fresh;
    plugins.links().applyAll();
    carriage.port().start(fresh.sink());
  }

  private void closeBonds() {
    ServerBonds old = bonds;
    bonds = null;
    if (old != null) {
      old.close().awaitUninterruptibly(CLOSE_MILLIS);
    }
  }

  private String rules() {
    return FirewallRules.server(settings.device(), pool.serverAddresses(), mtu);
  }

  private void converge() {
    machine
        .network()
        .converge(
            ServerPlan.changes(
                settings.device(),
                mtu,
                pool.serverAddresses(),
                settings.firewall(),
                machine.forwarding()));
  }

  /** On the owner loop. */
  private void onMtu(int bytes) {
    carriage.port().mtu(bytes);
    context
        .control()
        .execute(
            () -> {
              if (!stopped) {
                mtu = bytes;
                converge();
              }
            });
  }

  /** Ends the bonds of routers that were revoked, and frees their addresses. */
  private void forgetRevoked() {
    if (stopped) {
      return;
    }
    for (PairedRouter router : registry.routers()) {
      if (router.revokedAt().isPresent()) {
        if (bonds != null) {
          bonds.end(router.name());
        }
        pool.release(router.name());
      }
    }
  }

  private void applyScheduler(Optional<PathSchedulerFactory> scheduler) {
    if (bonds != null) {
      scheduler.ifPresentOrElse(bonds::selectScheduler, bonds::selectBuiltInScheduler);
      carriage.settle();
    }
  }

  /**
   * An engine with controllers of its own sets one when it listens, so the routers have to come
   * anew, which they do.
   */
  private void applyCongestion(CongestionChoice congestion) {
    if (bonds == null) {
      return;
    }
    if (plugins.engine().isMultipath()) {
      bonds.selectCongestion(congestion);
      carriage.settle();
    } else {
      LOG.info("listening anew with congestion controller {}", congestion.id());
      closeBonds();
      listen();
    }
  }

  private void applyLinkCongestion(String link, CongestionChoice congestion) {
    if (!plugins.engine().isMultipath()) {
      throw new TquicException(
          "the engine " + plugins.engine().id() + " has one congestion controller for all links",
          "choose it without a link, or the engine multipath");
    }
    if (bonds != null) {
      bonds.selectCongestion(link, congestion);
      carriage.settle();
    }
  }

  @Override
  public boolean isReady() {
    return bonds != null;
  }

  @Override
  public boolean canTake(ServerSettings changed) {
    return isReady() && changed.liveFrom(settings);
  }

  @Override
  public void take(ServerSettings changed) {
    ServerSettings before = settings;
    settings = changed;
    converge();
    presence.show(changed);
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
    undo.run();
  }

  @Override
  public RoleStatus status(long uptimeMillis) {
    ServerBonds current = bonds;
    ServerSettings now = settings;
    return new RoleStatus(
        "server",
        now.engine(),
        now.device(),
        current == null ? "starting" : "listening",
        "",
        uptimeMillis,
        evidence.warnings(),
        evidence.qlog(),
        plugins.troubles(),
        current == null ? List.of() : current.status());
  }
}
