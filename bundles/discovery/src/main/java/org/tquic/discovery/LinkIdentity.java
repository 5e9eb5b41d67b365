package org.tquic.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;
import org.tquic.api.link.LinkKind;
import org.tquic.linux.netlink.LinkMessage;

/**
 * What a link is known again by when it comes back under another name or with other addresses.
 *
 * @param place where it is plugged in, or empty where that says nothing
 * @param unit digest of what is its own: serial number or link-layer address; or empty
 */
record LinkIdentity(String place, String unit) {
  private static final String NAME = "name:";
  private static final int DIGEST_BYTES = 6;
  private static final int LOCALLY_ADMINISTERED = 0x02;

  /**
   * Works out the identity of a link.
   *
   * @param parent identity of the link with an index, or null
   */
  static LinkIdentity of(
      LinkMessage link, DeviceFacts device, LinkKind kind, IntFunction<LinkIdentity> parent) {
    if (link.vlan() != 0) {
      LinkIdentity below = parent.apply(link.parent());
      return below == null ? named(link.name()) : below.vlan(link.vlan());
    }
    UsbPlace usb = device.usb();
    if (!usb.port().isEmpty()) {
      // A phone numbers its functions anew whenever it offers others; a modem does not, and may
      // have several.
      String function = kind == LinkKind.MODEM ? ":" + usb.function() : "";
      String unit = usb.unit().isEmpty() ? "" : "serial-" + digest(usb.unit()) + function;
      return new LinkIdentity(word(usb.port()) + function, unit);
    }
    if (!device.busPath().isEmpty()) {
      return new LinkIdentity(word(device.busPath()), "");
    }
    if (kind != LinkKind.LOOPBACK && hasLastingAddress(link, device)) {
      return new LinkIdentity("", "mac-" + digest(link.address()));
    }
    return named(link.name());
  }

  /** The identity of a link of which nothing is known but its name. */
  static LinkIdentity named(String name) {
    return new LinkIdentity(NAME + name, "");
  }

  private static String word(String path) {
    return path.replaceAll("[\\s@]", "_");
  }

  private static boolean hasLastingAddress(LinkMessage link, DeviceFacts device) {
    if (device.known() || link.address().length() < 2) {
      return device.lastingAddress() && !link.address().isEmpty();
    }
    int firstByte = Integer.parseInt(link.address().substring(0, 2), 16);
    return firstByte != 0 && (firstByte & LOCALLY_ADMINISTERED) == 0;
  }

  private LinkIdentity vlan(int id) {
    return new LinkIdentity(
        place.isEmpty() ? "" : place + "." + id, unit.isEmpty() ? "" : unit + "." + id);
  }

  /** Whether it is the same link: the same unit wherever, or without one the same place. */
  boolean isSameAs(LinkIdentity other) {
    return unit.isEmpty() || other.unit.isEmpty()
        ? !place.isEmpty() && place.equals(other.place)
        : unit.equals(other.unit);
  }

  /** Whether it is plugged in where the other was. */
  boolean isWhere(LinkIdentity other) {
    return !place.isEmpty() && place.equals(other.place);
  }

  /** One word, without white space; never empty. */
  String text() {
    return unit.isEmpty() ? place : place + "@" + unit;
  }

  /** Reads {@link #text}. */
  static LinkIdentity parse(String text) {
    // What is known by its name has no unit, whatever the name.
    int at = text.startsWith(NAME) ? -1 : text.lastIndexOf('@');
    if (text.isEmpty() || at == text.length() - 1) {
      throw new IllegalArgumentException("no identity of a link: \"" + text + '"');
    }
    return at < 0
        ? new LinkIdentity(text, "")
        : new LinkIdentity(text.substring(0, at), text.substring(at + 1));
  }

  /** Serial numbers and addresses name their owners, and identities are shown and written down. */
  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
