package org.tquic.gateway.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkQuota;
import org.tquic.gateway.Cidr;
import org.tquic.identity.ServerAddress;

/**
 * Checked settings of the router role, as {@link RouterDeclaration} explains them.
 *
 * @param wans devices to bond, empty for what discovery finds
 * @param server where the paired server is, empty for what the pairing says
 * @param engine id of the QUIC engine
 * @param scheduler id of the scheduler
 * @param congestion id of the congestion controller
 * @param linkCongestion ids of the congestion controllers of links that have one of their own
 * @param links what is said of the use of single links
 * @param routes networks to reach through the bond
 * @param fallback whether traffic takes the WANs directly while the server cannot be reached
 * @param firewall whether to keep the firewall table
 * @param qlog whether to log connections
 * @param qlogMiB what the logs may take together, MiB
 * @param device name of the tunnel's device
 */
public record RouterSettings(
    List<String> wans,
    Optional<ServerAddress> server,
    String engine,
    String scheduler,
    String congestion,
    Map<String, String> linkCongestion,
    Map<String, LinkPolicy> links,
    List<Cidr> routes,
    boolean fallback,
    boolean firewall,
    boolean qlog,
    int qlogMiB,
    String device) {

  /**
   * Reads and checks values by key.
   *
   * @throws org.tquic.api.TquicException when one of them is not usable
   */
  public static RouterSettings of(Map<String, ?> values) {
    SettingValues read = new SettingValues(RouterDeclaration.PID, RouterDeclaration.class, values);
    return new RouterSettings(
        read.devices("wans"),
        read.serverAddress("server"),
        read.id("engine"),
        read.id("scheduler"),
        read.id("congestion"),
        read.idsByDevice("linkcongestion"),
        links(read),
        read.networks("routes"),
        read.flag("fallback"),
        read.flag("firewall"),
        read.flag("qlog"),
        read.number("qlogmib", 1, SettingValues.MAX_QLOG_MIB),
        read.device("device"));
  }

  private static Map<String, LinkPolicy> links(SettingValues read) {
    Map<String, LinkPolicy> links = new HashMap<>();
    add(links, read.switchesByDevice("linkenabled"), LinkPolicy::withBonded);
    add(links, read.switchesByDevice("linkmetered"), LinkPolicy::withMetered);
    add(
        links,
        read.numbersByDevice("linktier", LinkInfo.FIRST_TIER, LinkInfo.LAST_TIER),
        LinkPolicy::withTier);
    add(links, read.volumesByDevice("linkquota"), LinkPolicy::withQuotaBytes);
    add(
        links,
        read.numbersByDevice("linkquotaday", LinkQuota.NEVER, LinkQuota.LAST_DAY),
        LinkPolicy::withQuotaDay);
    return Map.copyOf(links);
  }

  private static <T> void add(
      Map<String, LinkPolicy> links,
      Map<String, T> said,
      BiFunction<LinkPolicy, Optional<T>, LinkPolicy> with) {
    said.forEach(
        (link, value) ->
            links.put(
                link, with.apply(links.getOrDefault(link, LinkPolicy.NONE), Optional.of(value))));
  }

  /** Whether these say the same of links as others do. */
  public boolean sameLinksAs(RouterSettings other) {
    return wans.equals(other.wans) && links.equals(other.links);
  }

  /** Whether a running role can take these settings without a new start. */
  public boolean liveFrom(RouterSettings running) {
    return server.equals(running.server)
        && engine.equals(running.engine)
        && device.equals(running.device);
  }
}
