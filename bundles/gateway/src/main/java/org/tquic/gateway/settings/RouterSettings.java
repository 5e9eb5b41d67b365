package org.tquic.gateway.settings;

import java.util.List;
import java.util.Map;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkQuota;
import org.tquic.gateway.Cidr;

/**
 * Checked settings of the router role, as {@link RouterDeclaration} explains them.
 *
 * @param wans devices to bond, empty for what discovery finds
 * @param engine id of the QUIC engine
 * @param scheduler id of the scheduler
 * @param congestion id of the congestion controller
 * @param linkCongestion ids of the congestion controllers of links that have one of their own
 * @param linkTier tiers of links that have one of their own
 * @param linkQuota bytes that links may carry which have a quota
 * @param linkQuotaDay days on which quotas are counted anew, other than the first
 * @param routes networks to reach through the bond
 * @param fallback whether traffic takes the WANs directly while the server cannot be reached
 * @param firewall whether to keep the firewall table
 * @param qlog whether to log connections
 * @param qlogMiB what the logs may take together, MiB
 * @param device name of the tunnel's device
 */
public record RouterSettings(
    List<String> wans,
    String engine,
    String scheduler,
    String congestion,
    Map<String, String> linkCongestion,
    Map<String, Integer> linkTier,
    Map<String, Long> linkQuota,
    Map<String, Integer> linkQuotaDay,
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
        read.id("engine"),
        read.id("scheduler"),
        read.id("congestion"),
        read.idsByDevice("linkcongestion"),
        read.numbersByDevice("linktier", LinkInfo.FIRST_TIER, LinkInfo.LAST_TIER),
        read.volumesByDevice("linkquota"),
        read.numbersByDevice("linkquotaday", LinkQuota.NEVER, LinkQuota.LAST_DAY),
        read.networks("routes"),
        read.flag("fallback"),
        read.flag("firewall"),
        read.flag("qlog"),
        read.number("qlogmib", 1, SettingValues.MAX_QLOG_MIB),
        read.device("device"));
  }

  /** Whether these say the same of links as others do. */
  public boolean sameLinksAs(RouterSettings other) {
    return wans.equals(other.wans)
        && linkTier.equals(other.linkTier)
        && linkQuota.equals(other.linkQuota)
        && linkQuotaDay.equals(other.linkQuotaDay);
  }

  /** Whether a running role can take these settings without a new start. */
  public boolean liveFrom(RouterSettings running) {
    return engine.equals(running.engine) && device.equals(running.device);
  }
}
