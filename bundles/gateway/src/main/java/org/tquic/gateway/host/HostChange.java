package org.tquic.gateway.host;

import org.tquic.gateway.Cidr;

/** One thing that a role wants the machine to have. */
public sealed interface HostChange {

  /**
   * A device that is up.
   *
   * @param device name of the tunnel's device, which vanishes with the process
   * @param mtu bytes of its largest IP packet
   */
  record Link(String device, int mtu) implements HostChange {}

  /** An address on a device. */
  record Address(String device, Cidr address) implements HostChange {}

  /** A route. */
  record Route(TunnelRoute route) implements HostChange {}

  /** A policy rule. */
  record Rule(PolicyRule rule) implements HostChange {}

  /**
   * A kernel setting that is raised where it is lower than a role needs; one that the kernel has
   * not, or that is set higher, stays as it is.
   *
   * @param key path below {@code /proc/sys}, with slashes
   * @param floorKey path of the setting that this one's effect cannot fall below, or empty
   * @param from the effective value that is too low
   * @param to the value that is needed
   */
  record Sysctl(String key, String floorKey, int from, int to) implements HostChange {
    /** A setting without a floor. */
    public Sysctl(String key, int from, int to) {
      this(key, "", from, to);
    }
  }

  /**
   * A kernel setting that a later change disturbs, put back as it is now after that change was
   * taken back.
   *
   * @param key path below {@code /proc/sys}, with slashes
   */
  record KeptSysctl(String key) implements HostChange {}

  /**
   * A firewall table.
   *
   * @param name its name, in the family {@code inet}
   * @param body chains and sets in nft's language
   */
  record FirewallTable(String name, String body) implements HostChange {}

  /** Whether this is the other in a new form, so that it takes its place without a gap. */
  default boolean replaces(HostChange other) {
    return switch (this) {
      case Link link -> other instanceof Link(String device, int _) && device.equals(link.device);
      case FirewallTable table ->
          other instanceof FirewallTable(String name, String _) && name.equals(table.name);
      default -> false;
    };
  }
}
