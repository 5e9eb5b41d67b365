package org.tquic.framework;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.notNullValue;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandProcessor;
import org.example.pathwatch.PathWatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.tquic.api.TquicException;
import org.tquic.api.bond.BondPath;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** A real router role in this framework, bonded over two links to a packaged server role. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LiveBondIT {
  private static final String BUILT_IN = "minrtt (built-in)";
  private static final int SHARE_SAMPLE = 400;

  /** ARP, neighbour discovery and the like, which no one can switch off. */
  private static final long KERNEL_CHATTER_BYTES = 2_000;

  private RoleControl role;
  private Console console;
  private EchoTraffic traffic;

  @Configuration
  public Option[] container() {
    if (!canBond()) {
      return DistributionBundles.with("bond");
    }
    return DistributionBundles.with(
        "bond",
        frameworkProperty("tquic.role").value("router"),
        frameworkProperty("tquic.router.code").value(ServerMachine.start()));
  }

  private static boolean canBond() {
    return Shell.ownNetwork() && Files.isWritable(Path.of("/dev/net/tun"));
  }

  @Before
  public void bond() throws Exception {
    assumeTrue("needs a network namespace of its own and /dev/net/tun", canBond());
    RoleOutcome.awaitReady();
    role = Await.service(RoleControl.class);
    console = new Console(Await.service(CommandProcessor.class));
    traffic = new EchoTraffic(new InetSocketAddress(ServerMachine.ECHO, UdpEcho.PORT));
    traffic.awaitWhileFlowing("bond over both links", () -> active() == 2);
  }

  @After
  public void close() throws Exception {
    if (traffic != null) {
      traffic.close();
      console.close();
    }
  }

  private BondStatus status() {
    return role.status().bonds().getFirst();
  }

  private long active() {
    return status().paths().stream().filter(path -> path.state() == PathState.ACTIVE).count();
  }

  private Path state(String file) {
    return Path.of(Probe.context().getProperty("tquic.state")).resolve(file);
  }

  private void awaitScheduler(String id) throws InterruptedException {
    traffic.awaitWhileFlowing("scheduler " + id, () -> status().scheduler().equals(id));
  }

  /**
   * The link that carries most of the next packets, or a text that says there is none. Most and not
   * all: a path that has to wait for its pacer yields to another.
   */
  private String mainLink() throws InterruptedException {
    Map<String, Long> before = sentByLink();
    traffic.awaitAnswers(SHARE_SAMPLE);
    Map<String, Long> sent = sentByLink();
    sent.replaceAll((link, bytes) -> bytes - before.getOrDefault(link, 0L));
    long all = sent.values().stream().mapToLong(Long::longValue).sum();
    return sent.entrySet().stream()
        .filter(entry -> entry.getValue() > 0.66 * all)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("none: " + sent);
  }

  /** Whether the link carried most of what was sent since it was asked last. */
  private BooleanSupplier carriesMost(String link) {
    Map<String, Long> before = new TreeMap<>(sentByLink());
    return () -> {
      Map<String, Long> now = sentByLink();
      long all = total(now) - total(before);
      long its = now.getOrDefault(link, 0L) - before.getOrDefault(link, 0L);
      before.putAll(now);
      return all > 0 && its > 0.66 * all;
    };
  }

  private static long total(Map<String, Long> sent) {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Long> sentByLink() {
    Map<String, Long> sent = new TreeMap<>();
    for (PathStatus path : status().paths()) {
      sent.merge(path.link(), path.txBytes(), Long::sum);
    }
    return sent;
  }

  /** A scheduler of which the project knows nothing, made with the published SPI jar alone. */
  @Test
  public void pluginIsInstalledSelectedReplacedAndRemovedWhilePacketsFlow() throws Exception {
    Path jar = state("plugins/pinned.jar");
    try (NumberedPackets transfer =
        new NumberedPackets(new InetSocketAddress(ServerMachine.ECHO, UdpEcho.PORT))) {
      PluginJar.drop(jar, 1);
      Await.service(PathSchedulerFactory.class, PathSchedulerFactory.PROPERTY, "pinned");
      traffic.awaitWhileFlowing("offer of pinned", () -> role.schedulers().contains("pinned"));
      console.run("scheduler pinned");
      awaitScheduler("pinned");
      assertThat(mainLink(), is("wan1"));

      Await.gone(
          PathSchedulerFactory.class,
          PathSchedulerFactory.PROPERTY,
          "pinned",
          () -> PluginJar.drop(jar, 2));
      Await.service(PathSchedulerFactory.class, PathSchedulerFactory.PROPERTY, "pinned");
      awaitScheduler("pinned");
      assertThat(mainLink(), is("wan2"));

      Await.gone(
          PathSchedulerFactory.class,
          PathSchedulerFactory.PROPERTY,
          "pinned",
          () -> Files.delete(jar));
      awaitScheduler(BUILT_IN);
      traffic.awaitAnswers(SHARE_SAMPLE);
      assertThat(active(), is(2L));
      assertThat("packets lost of " + transfer.sent(), transfer.end(), is(Set.of()));
    }
    console.run("scheduler weighted");
    awaitScheduler("weighted");
    assertThat(status().counters().get("schedulerFaults"), is(0L));
    assertThat(role.status().plugins(), is(List.of()));
  }

  @Test
  public void shippedPluginIsStoppedAndStartedFromTheConsole() throws Exception {
    long id = bundleId("org.tquic.scheduler.roundrobin");
    console.run("scheduler roundrobin");
    awaitScheduler("roundrobin");
    console.run("felix:stop " + id);
    awaitScheduler(BUILT_IN);
    console.run("felix:start " + id);
    awaitScheduler("roundrobin");
    console.run("scheduler weighted");
    awaitScheduler("weighted");
  }

  /** The example of the plug-in guide. */
  @Test
  public void anotherBundleHearsOfAPathThatGoesAndReturns() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    PathWatch watch = new PathWatch(Probe.context(), events::add);
    Await.present(
        BondPath.class,
        BondPath.LINK,
        "wan2",
        path -> PathState.ACTIVE.name().equals(path.getProperty(BondPath.STATE)));
    watch.open();
    try {
      assertThat(watch.size(), is(2));
      console.run("link-disable wan2");
      awaitEvent(events, "wan2 is gone");
    } finally {
      console.run("link-enable wan2");
      watch.close();
    }
    traffic.awaitWhileFlowing("bond over both links", () -> active() == 2);
    assertThat(console.run("paths --history wan2"), containsString("removed"));
  }

  private static void awaitEvent(BlockingQueue<String> events, String wanted) throws Exception {
    String event;
    do {
      event = events.poll(20, TimeUnit.SECONDS);
      assertThat("an event in time", event, is(notNullValue()));
    } while (!event.startsWith(wanted));
  }

  private static long bundleId(String symbolicName) {
    return Arrays.stream(Probe.context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow()
        .getBundleId();
  }

  /** Not even a new connection: such a link may cost money for each byte. */
  @Test
  public void linkTakenOutOfTheBondCarriesNothing() throws Exception {
    console.run("link-disable wan1");
    try {
      traffic.awaitWhileFlowing("bond over wan2 alone", () -> active() == 1);
      // What was under way is over when a few hundred later packets have come back.
      traffic.awaitAnswers(SHARE_SAMPLE);
      long before = sentBytes("wan1");
      traffic.awaitAnswers(20 * SHARE_SAMPLE);
      long sent = sentBytes("wan1") - before;
      assertThat("bytes over the link: " + sent, sent < KERNEL_CHATTER_BYTES, is(true));
    } finally {
      console.run("link-enable wan1");
    }
    traffic.awaitWhileFlowing("bond over both links", () -> active() == 2);
  }

  /** Bytes that the kernel has sent over a link. */
  private static long sentBytes(String link) throws IOException {
    Path counter = Path.of("/sys/class/net", link, "statistics/tx_bytes");
    return Long.parseLong(Files.readString(counter).strip());
  }

  @Test
  public void statusAndPathsShowTheBond() throws Exception {
    String status = console.run("status");
    assertThat(status, containsString("wan1"));
    assertThat(status, containsString("wan2"));
    assertThat(status.lines().mapToInt(String::length).max().orElseThrow() <= 80, is(true));
    assertThat(console.run("paths"), containsString("10.72.0.2"));
    assertThat(console.run("stats"), containsString("wan1"));
    assertThat(console.run("doctor"), containsString("wan2"));
    assertThat(console.run("status --json"), containsString("\"role\": \"router\""));
  }

  @Test
  public void unknownPluginsAreRefusedWithTheOnesThereAre() {
    TquicException scheduler =
        assertThrows(TquicException.class, () -> console.run("scheduler nosuch"));
    assertThat(scheduler.getMessage(), containsString("nosuch"));
    TquicException congestion =
        assertThrows(TquicException.class, () -> console.run("congestion nosuch"));
    assertThat(congestion.getMessage(), containsString("nosuch"));
  }

  @Test
  public void congestionControlIsChangedMakeBeforeBreak() throws Exception {
    console.run("congestion cubic");
    traffic.awaitWhileFlowing(
        "cubic on both paths",
        () ->
            active() == 2
                && status().paths().stream().allMatch(path -> path.congestion().equals("cubic")));
    console.run("congestion bbr");
    traffic.awaitWhileFlowing("bbr", () -> status().congestion().equals("bbr"));
  }

  @Test
  public void aLinkHasACongestionControllerOfItsOwn() throws Exception {
    console.run("congestion copa wan2");
    try {
      traffic.awaitWhileFlowing(
          "copa on wan2 alone",
          () -> congestionOf("wan2").equals("copa") && !congestionOf("wan1").equals("copa"));
      assertThat(console.run("status"), containsString("wan2 copa"));
      long copa = bundleId("org.tquic.congestion.copa");
      console.run("felix:stop " + copa);
      traffic.awaitWhileFlowing("built-in on wan2", () -> congestionOf("wan2").equals("newreno"));
      console.run("felix:start " + copa);
      traffic.awaitWhileFlowing("copa again", () -> congestionOf("wan2").equals("copa"));
      TquicException unknown =
          assertThrows(TquicException.class, () -> console.run("congestion copa nolink"));
      assertThat(unknown.remedy(), containsString("wan1"));
    } finally {
      console.run("congestion default wan2");
    }
    traffic.awaitWhileFlowing(
        "the same on both", () -> congestionOf("wan2").equals(congestionOf("wan1")));
  }

  private String congestionOf(String link) {
    return status().paths().stream()
        .filter(path -> path.link().equals(link))
        .map(PathStatus::congestion)
        .findFirst()
        .orElse("none");
  }

  /** The scheduler in use goes on with other weights; it is neither replaced nor started anew. */
  @Test
  public void parametersOfThePluginInUseChangeLive() throws Exception {
    console.run("scheduler weighted");
    awaitScheduler("weighted");
    try {
      console.run("config scheduler.weighted weights 'wan1=50,wan2=1'");
      assertThat(mainLink(), is("wan1"));
      settings(state("config/org.tquic.scheduler.weighted.cfg"), "weights = wan1=1, wan2=50\n");
      traffic.awaitWhileFlowing("other weights", carriesMost("wan2"));
    } finally {
      Files.deleteIfExists(state("config/org.tquic.scheduler.weighted.cfg"));
    }
    assertThat(status().counters().get("schedulerFaults"), is(0L));
  }

  /** What is broken is named, and everything else goes on. */
  @Test
  public void aBundleThatLacksAPackageIsShownInTheStatus() throws Exception {
    Path jar = state("plugins/needy.jar");
    PluginJar.dropNeedy(jar);
    try {
      traffic.awaitWhileFlowing(
          "news of the bundle",
          () ->
              role.status().plugins().stream()
                  .anyMatch(
                      trouble ->
                          trouble.plugin().equals("org.example.needy")
                              && trouble.reason().contains("org.example.nowhere")));
      assertThat(console.run("status"), containsString("PLUG-IN bundle org.example.needy"));
    } finally {
      Files.delete(jar);
    }
    traffic.awaitWhileFlowing("its end", () -> role.status().plugins().isEmpty());
  }

  @Test
  public void changedSettingsApplyLive() throws Exception {
    Path settings = state("config/org.tquic.router.cfg");
    try {
      settings(settings, "scheduler = roundrobin\nwans = wan1, wan2\n");
      awaitScheduler("roundrobin");

      settings(settings, "scheduler = roundrobin\nwans = wan2\n");
      traffic.awaitWhileFlowing("bond over wan2 alone", () -> active() == 1);
      assertThat(mainLink(), is("wan2"));

      settings(settings, "scheduler = weighted\nwans =\n");
      awaitScheduler("weighted");
      traffic.awaitWhileFlowing("bond over both links", () -> active() == 2);
    } finally {
      settings(settings, "scheduler = weighted\nwans =\n");
    }
  }

  private static void settings(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
