package org.tquic.gateway.settings;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.tquic.gateway.Cidr;

/**
 * Checked settings of the server role, as {@link ServerDeclaration} explains them.
 *
 * @param listen where to listen
 * @param pool network of the inner IPv4 addresses
 * @param pool6 network of the inner IPv6 addresses, empty for a random one
 * @param engine id of the QUIC engine
 * @param scheduler id of the scheduler
 * @param congestion id of the congestion controller
 * @param linkCongestion ids of the congestion controllers of links that have one of their own
 * @param firewall whether to keep the firewall table
 * @param qlog whether to log connections
 * @param qlogMiB what the logs may take together, MiB
 * @param mdns where to announce the server
 * @param device name of the tunnel's device
 */
public record ServerSettings(
    InetSocketAddress listen,
    Cidr pool,
    Optional<Cidr> pool6,
    String engine,
    String scheduler,
    String congestion,
    Map<String, String> linkCongestion,
    boolean firewall,
    boolean qlog,
    int qlogMiB,
    Mdns mdns,
    String device) {
  /** Links on which the server is announced by multicast DNS. */
  public enum Mdns {
    /** Those that do not lead to the internet. */
    LAN,
    /** Every link. */
    ALL,
    /** None. */
    OFF
  }

  /**
   * Reads and checks values by key.
   *
   * @throws org.tquic.api.TquicException when one of them is not usable
   */
  public static ServerSettings of(Map<String, ?> values) {
    SettingValues read = new SettingValues(ServerDeclaration.PID, ServerDeclaration.class, values);
    return new ServerSettings(
        read.socketAddress("listen"),
        read.network("pool", ServerSettings::checkPool),
        read.optionalNetwork("pool6", ServerSettings::checkPool6),
        read.id("engine"),
        read.id("scheduler"),
        read.id("congestion"),
        read.idsByDevice("linkcongestion"),
        read.flag("firewall"),
        read.flag("qlog"),
        read.number("qlogmib", 1, SettingValues.MAX_QLOG_MIB),
        read.choice("mdns", Mdns.class),
        read.device("device"));
  }

  private static Optional<String> checkPool(Cidr pool) {
    boolean good = !pool.isIpv6() && pool.length() >= 8 && pool.length() <= 30;
    return good ? Optional.empty() : Optional.of("an IPv4 network with a prefix length of 8 to 30");
  }

  private static Optional<String> checkPool6(Cidr pool) {
    return pool.isIpv6() && pool.length() == 64
        ? Optional.empty()
        : Optional.of("an IPv6 network with a prefix length of 64");
  }

  /** Whether a running role can take these settings without a new start. */
  public boolean liveFrom(ServerSettings running) {
    return listen.equals(running.listen)
        && pool.equals(running.pool)
        && pool6.equals(running.pool6)
        && engine.equals(running.engine)
        && device.equals(running.device);
  }
}
