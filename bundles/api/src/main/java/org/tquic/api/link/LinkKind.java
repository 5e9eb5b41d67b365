package org.tquic.api.link;

/** What a network link is made of. */
public enum LinkKind {
  /** Ethernet and what the kernel shows as such. */
  WIRED,
  /** A phone or dongle that shares its connection over USB. */
  USB_TETHER,
  /** A cellular modem. */
  MODEM,
  /** A Wi-Fi client. */
  WIFI,
  /** A link that exists in software only: bridge, tunnel, dummy. */
  VIRTUAL,
  /** The loopback device. */
  LOOPBACK,
  /** Anything else. */
  OTHER
}
