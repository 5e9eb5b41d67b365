package org.tquic.framework;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.notNullValue;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assume.assumeTrue;

import java.net.NetworkInterface;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkListener;
import org.tquic.api.link.LinkRole;
import org.tquic.api.link.WanLink;

/** Real links of the kernel come, change and go as OSGi services. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WanLinksIT {
  private static final String LINK = "uplink7";

  private LinkDirectory directory;

  @Configuration
  public Option[] container() {
    return DistributionBundles.with("links");
  }

  @Before
  public void addLink() throws InterruptedException {
    assumeTrue("needs a network namespace of its own", Shell.ownNetwork());
    directory = Await.service(LinkDirectory.class);
    Shell.run("ip link add " + LINK + " type veth peer name far7");
    Shell.run("ip link set far7 up");
    Shell.run("ip link set " + LINK + " up");
    Shell.run("ip address add 10.99.0.2/24 dev " + LINK);
  }

  @After
  public void removeLink() throws Exception {
    if (Shell.ownNetwork() && NetworkInterface.getByName(LINK) != null) {
      Shell.run("ip link delete " + LINK);
    }
  }

  private static String filter() {
    return "(" + WanLink.NAME + "=" + LINK + ")";
  }

  private static String addresses(ServiceReference<WanLink> reference) {
    return String.join(" ", (String[]) reference.getProperty(WanLink.ADDRESSES));
  }

  @Test
  public void linkBecomesAServiceWithItsDefaultRoute() throws Exception {
    assertThat(Probe.context().getServiceReferences(WanLink.class, filter()), is(List.of()));
    Shell.run("ip route add default via 10.99.0.1 dev " + LINK + " metric 71");
    WanLink wan =
        Await.present(
            WanLink.class,
            WanLink.NAME,
            LINK,
            reference -> Long.valueOf(71).equals(reference.getProperty(WanLink.METRIC)));
    assertThat(wan.info().role(), is(LinkRole.WAN));
    assertThat(wan.info().usable(), is(true));
    assertThat(wan.info().addresses().getFirst().getHostAddress(), is("10.99.0.2"));
    assertThat(wan.info().gateways().getFirst().getHostAddress(), is("10.99.0.1"));
  }

  @Test
  public void addressAndCarrierChangeTheServiceAndItsEndWithdrawsIt() throws Exception {
    Shell.run("ip route add default via 10.99.0.1 dev " + LINK);
    Await.service(WanLink.class, WanLink.NAME, LINK);

    Shell.run("ip address add 10.99.0.9/24 dev " + LINK);
    Await.present(WanLink.class, WanLink.NAME, LINK, r -> addresses(r).contains("10.99.0.9"));

    Shell.run("ip link set far7 down");
    Await.present(
        WanLink.class,
        WanLink.NAME,
        LINK,
        reference -> Boolean.FALSE.equals(reference.getProperty(WanLink.CARRIER)));

    Await.gone(WanLink.class, WanLink.NAME, LINK, () -> Shell.run("ip link delete " + LINK));
  }

  @Test
  public void whoeverListensHearsOfEveryLink() throws Exception {
    BlockingQueue<List<LinkInfo>> told = new LinkedBlockingQueue<>();
    ServiceRegistration<LinkListener> registration =
        Probe.context().registerService(LinkListener.class, told::add, new Hashtable<>());
    try {
      awaitLink(told, LinkInfo::carrier);
      Shell.run("ip link set far7 down");
      awaitLink(told, link -> !link.carrier());
    } finally {
      registration.unregister();
    }
  }

  private static void awaitLink(BlockingQueue<List<LinkInfo>> told, Predicate<LinkInfo> wanted)
      throws InterruptedException {
    List<LinkInfo> links;
    do {
      links = told.poll(20, TimeUnit.SECONDS);
      assertThat("news in time", links, is(notNullValue()));
    } while (links.stream().noneMatch(link -> link.name().equals(LINK) && wanted.test(link)));
  }

  @Test
  public void operatorTakesALinkOutAndBackFromTheConsole() throws Exception {
    Shell.run("ip route add default via 10.99.0.1 dev " + LINK);
    Await.service(WanLink.class, WanLink.NAME, LINK);
    try (Console console = new Console(Await.service(CommandProcessor.class))) {
      assertThat(console.run("links"), containsString(LINK));
      Await.gone(WanLink.class, WanLink.NAME, LINK, () -> console.run("link-disable " + LINK));
      assertThat(role(), is(LinkRole.DISABLED));
      console.run("link-enable " + LINK);
      Await.service(WanLink.class, WanLink.NAME, LINK);
    }
    assertThat(role(), is(LinkRole.WAN));
  }

  private LinkRole role() {
    return directory.links().stream()
        .filter(link -> link.name().equals(LINK))
        .findFirst()
        .orElseThrow()
        .role();
  }
}
