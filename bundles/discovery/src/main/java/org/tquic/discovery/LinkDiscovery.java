package org.tquic.discovery;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;
import org.tquic.linux.netlink.NetlinkListener;
import org.tquic.linux.netlink.NetlinkMessage;

/**
 * The link directory: kernel events in, WAN services out, nothing polled.
 *
 * <p>State is changed under this object's lock by the netlink thread and by callers; consumers of
 * the services are called on a thread of its own and without the lock, so that they may call back.
 * A change seen by {@link #links()} may thus be published a moment later.
 */
@Component(service = LinkDirectory.class, immediate = true)
public final class LinkDiscovery implements LinkDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(LinkDiscovery.class);
  private static final long FIRST_LIST_SECONDS = 5;

  private final NetlinkSource source;
  private final LinkTable table = new LinkTable();
  private final KnownLinksFile file;
  private final OperatorChoice choice;
  private final LinkCatalog catalog;
  private final QuotaCounter counter;
  private final WanPublisher publisher;
  private final ScheduledExecutorService control =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("tquic-links").daemon().factory());
  private final CountDownLatch listed = new CountDownLatch(1);
  private volatile List<LinkInfo> links = List.of();
  private volatile KnownLinksFile.Content remembered;
  private KnownLinksFile.Content written;
  private ScheduledFuture<?> deadline;

  /** Watches the links of the network namespace that the calling thread is in. */
  @Activate
  public LinkDiscovery(BundleContext context) {
    this(
        new KernelNetlink(),
        Path.of("/sys"),
        Optional.ofNullable(context.getProperty("tquic.state")).map(s -> Path.of(s, "links")),
        new ServiceBoard(context));
  }

  /**
   * Watches the links that a source tells of, with devices below a stand-in for {@code /sys}, and
   * remembers them in a file if there is one.
   */
  LinkDiscovery(NetlinkSource source, Path sysfs, Optional<Path> memory, WanPublisher.Board board) {
    this(source, sysfs, memory, board, Clock.systemDefaultZone());
  }

  /**
   * The same.
   *
   * @param memory the file; what links carried is kept beside it
   * @param clock says when that is counted anew
   */
  LinkDiscovery(
      NetlinkSource source,
      Path sysfs,
      Optional<Path> memory,
      WanPublisher.Board board,
      Clock clock) {
    this.source = source;
    this.file = new KnownLinksFile(memory);
    this.written = file.read();
    this.remembered = written;
    KnownLinks known = new KnownLinks();
    remembered.links().forEach(link -> known.keep(link, Set.of()));
    this.choice = new OperatorChoice(known, remembered.named());
    this.counter =
        new QuotaCounter(
            source,
            new QuotaFile(memory.map(links -> links.resolveSibling("quotas"))),
            clock,
            control,
            this::links,
            this::onCounted);
    this.catalog = new LinkCatalog(table, choice, new SysfsDevices(sysfs)::look, counter.book());
    this.publisher = new WanPublisher(board);
    source.watch(new Listener());
    try {
      // Whoever finds this service finds the links in it.
      if (!listed.await(FIRST_LIST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The links are not listed after {} s; going on without", FIRST_LIST_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Withdraws every WAN and stops watching; again is harmless. */
  @Deactivate
  public void close() {
    if (control.isShutdown()) {
      return;
    }
    counter.stop();
    source.close();
    try {
      control.execute(publisher::close);
      control.shutdown();
      if (!control.awaitTermination(FIRST_LIST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A user of the WAN links does not return; leaving it behind");
        control.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<LinkInfo> links() {
    return links;
  }

  @Override
  public synchronized void enable(String name) {
    LinkInfo link = find(name);
    if (link.role() == LinkRole.WAN) {
      return;
    }
    choice.clearOff(link);
    refresh();
    if (find(name).role() != LinkRole.WAN) {
      choice.bond(link, Optional.of(true));
      refresh();
    }
    LinkInfo now = find(name);
    if (now.role() != LinkRole.WAN) {
      choice.bond(link, Optional.empty());
      refresh();
      throw new TquicException(
          "link " + name + " cannot be a WAN: " + now.roleReason(),
          "Name a link that leads to the internet by itself; `tquic:links` shows all of them.");
    }
  }

  @Override
  public synchronized void disable(String name) {
    choice.bond(find(name), Optional.of(false));
    refresh();
  }

  @Override
  public synchronized void metered(String name, Optional<Boolean> metered) {
    choice.meter(find(name), metered);
    refresh();
  }

  @Override
  public synchronized void tier(String name, Optional<Integer> tier) {
    LinkInfo link = find(name);
    tier.ifPresent(
        number -> requireWithin("tier", number, LinkInfo.FIRST_TIER, LinkInfo.LAST_TIER));
    choice.rank(link, tier);
    refresh();
  }

  @Override
  public synchronized void quota(String name, Optional<Long> bytes) {
    LinkInfo link = find(name);
    bytes.ifPresent(
        number -> requireWithin("quota", number, LinkQuota.NO_LIMIT, LinkQuota.MAX_BYTES));
    choice.allow(link, bytes);
    refresh();
  }

  @Override
  public synchronized void quotaDay(String name, Optional<Integer> day) {
    LinkInfo link = find(name);
    day.ifPresent(number -> requireWithin("day", number, LinkQuota.NEVER, LinkQuota.LAST_DAY));
    choice.allowFrom(link, day);
    refresh();
  }

  @Override
  public synchronized void used(String name, long bytes) {
    LinkInfo link = find(name);
    requireWithin("amount", bytes, 0, LinkQuota.MAX_BYTES);
    if (!link.quota().isLimited()) {
      throw new TquicException(
          "link " + name + " has no quota, so nothing is counted",
          "Give it one: `tquic:link-quota " + name + " 20G`.");
    }
    counter.used(link, bytes);
    refresh();
  }

  @Override
  public synchronized void usual(Map<String, LinkPolicy> byName) {
    choice.usual(byName);
    refresh();
  }

  @Override
  public synchronized void count() {
    counter.start();
  }

  private static void requireWithin(String what, long number, long least, long most) {
    if (number < least || number > most) {
      throw new TquicException(
          "there is no " + what + " " + number, "Give one from " + least + " to " + most + ".");
    }
  }

  @Override
  public synchronized void restrictTo(List<String> names) {
    choice.restrictTo(names);
    refresh();
  }

  @Override
  public synchronized void ignore(String name) {
    choice.ignore(name);
    refresh();
  }

  private LinkInfo find(String name) {
    return links.stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TquicException(
                    "there is no link " + name,
                    "`tquic:links` shows the links there are: "
                        + String.join(", ", links.stream().map(LinkInfo::name).toList())
                        + "."));
  }

  /** Works out the links anew and has them published; with the lock held. */
  private void refresh() {
    long nowNs = System.nanoTime();
    links = catalog.links(nowNs);
    counter.onLinks(links);
    remembered = new KnownLinksFile.Content(choice.named(), choice.known().all());
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
    try {
      control.execute(this::publish);
      long nextNs = catalog.nextDeadlineNs();
      if (nextNs != Long.MAX_VALUE) {
        deadline =
            control.schedule(this::onDeadline, Math.max(0, nextNs - nowNs), TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("Links changed while stopping");
    }
  }

  private synchronized void onDeadline() {
    refresh();
  }

  /** What links carry was counted. */
  private synchronized void onCounted() {
    if (links.stream().anyMatch(this::isRecounted)) {
      refresh();
    }
  }

  private boolean isRecounted(LinkInfo link) {
    LinkQuota quota = link.quota();
    return !counter.book().quota(link.id(), quota.limitBytes(), quota.resetDay()).equals(quota);
  }

  private void publish() {
    try {
      publisher.reconcile(links);
    } catch (RuntimeException e) {
      LOG.error("Cannot publish the WAN links", e);
    }
    // After the news is out: a disk may be slow.
    KnownLinksFile.Content now = remembered;
    if (!now.equals(written)) {
      written = now;
      file.write(now);
    }
  }

  /** Runs on the netlink source's thread. */
  private final class Listener implements NetlinkListener {
    private boolean everythingStale;
    private boolean changed;
    private boolean routesStale;

    @Override
    public void onResync() {
      everythingStale = true;
      var newLinks = source.links();
      var addresses = source.addresses();
      var routes = source.routes();
      synchronized (LinkDiscovery.this) {
        table.resync(newLinks, addresses, routes);
        catalog.forgetDevices();
        refresh();
      }
      everythingStale = false;
      changed = false;
      routesStale = false;
      listed.countDown();
    }

    @Override
    public void onMessage(NetlinkMessage message) {
      synchronized (LinkDiscovery.this) {
        switch (table.apply(message)) {
          case NOTHING -> {}
          case CHANGED -> changed = true;
          case ROUTES_STALE -> {
            changed = true;
            routesStale = true;
          }
        }
      }
    }

    @Override
    public void onDrained() {
      // What could not be listed before is listed at the next chance.
      if (everythingStale) {
        onResync();
        return;
      }
      if (changed) {
        changed = false;
        // At once, before the routes are listed: the news may be that a carrier is gone.
        synchronized (LinkDiscovery.this) {
          refresh();
        }
      }
      if (routesStale) {
        var routes = source.routes();
        routesStale = false;
        synchronized (LinkDiscovery.this) {
          table.setRoutes(routes);
          refresh();
        }
      }
    }

    @Override
    public void onFailure(RuntimeException cause) {
      LOG.warn("Trouble with the kernel's link events: {}", cause.getMessage(), cause);
    }
  }
}
