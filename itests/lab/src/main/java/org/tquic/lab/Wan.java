package org.tquic.lab;

/**
 * An internet link of the lab: the router's interface {@code wanN}, the gateway {@code gwN} behind
 * it, and their addresses. All prefixes are private or for documentation (RFC 1918, 5737, 3849).
 *
 * @param number 1 to 150
 * @param spec how it was built
 */
public record Wan(int number, WanSpec spec) {
  /** Checks the range, which the addresses depend on. */
  public Wan {
    if (number < 1 || number > 150) {
      throw new IllegalArgumentException("wan" + number + " is none of wan1 to wan150");
    }
  }

  /** The router's interface, which is also the link's name for the emulator. */
  public String name() {
    return "wan" + number;
  }

  /** Link-layer address of the router's interface: set and not drawn, as that of real devices. */
  String hardwareAddress() {
    return "02:00:00:00:70:%02x".formatted(number);
  }

  /** The gateway's network namespace. */
  public String gateway() {
    return "gw" + number;
  }

  /** The router's IPv4 address. */
  public String address() {
    return prefix() + ".2";
  }

  /** The router's IPv6 address. */
  public String address6() {
    return prefix6() + "2";
  }

  /** The gateway's IPv4 address towards the router. */
  public String gatewayAddress() {
    return prefix() + ".1";
  }

  /** The gateway's IPv6 address towards the router. */
  public String gatewayAddress6() {
    return prefix6() + "1";
  }

  /** The IPv4 address that the link's traffic has on the internet. */
  public String externalAddress() {
    return "203.0.113." + (10 + number);
  }

  /** The gateway's IPv6 address on the internet; the router's own is not translated. */
  public String externalAddress6() {
    return "2001:db8:113::" + (10 + number);
  }

  /** Its IPv6 network, /64. */
  public String network6() {
    return prefix6() + "/64";
  }

  /** Metric of the router's default route over it. */
  int metric() {
    return 100 * number;
  }

  /** Number of the router's routing table for traffic with its address. */
  int table() {
    return 100 + number;
  }

  private String prefix() {
    return "10." + (70 + number) + ".0";
  }

  private String prefix6() {
    return "2001:db8:" + (70 + number) + "::";
  }
}
