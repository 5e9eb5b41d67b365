package org.tquic.api.link;

/** What a network link is made of. */
public enum LinkKind {
  /** Ethernet and what the kernel shows as such. */
  WIRED,
  /** A phone or dongle that shares its connection over USB. */
  USB_TETHER,
  /** A cellular modem. */
  MODEM,
  /**
   * A Wi-Fi interface. The kernel does not tell a client from an access point outside nl80211; as a
   * WAN it is a client, since nothing gives an access point a default route.
   */
  WIFI,
  /** A link that exists in software only: bridge, tunnel, dummy. */
  VIRTUAL,
  /** The loopback device. */
  LOOPBACK,
  /** Anything else. */
  OTHER;

  /** Whether traffic over such a link is usually paid for by volume. */
  public boolean usuallyMetered() {
    return this == USB_TETHER || this == MODEM;
  }
}
