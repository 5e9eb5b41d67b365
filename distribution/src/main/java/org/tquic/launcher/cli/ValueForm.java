package org.tquic.launcher.cli;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the value of an option or operand must look like. Names are never looked up. */
public enum ValueForm {
  /** A folder. */
  FOLDER("DIR", "a folder") {
    @Override
    Optional<String> problem(String value) {
      return value.isEmpty() || value.indexOf('\0') >= 0
          ? Optional.of("is empty")
          : Optional.empty();
    }
  },

  /** A file. */
  FILE("FILE", "a file") {
    @Override
    Optional<String> problem(String value) {
      return FOLDER.problem(value);
    }
  },

  /** A local address and UDP port. */
  LISTEN("ADDR:PORT", "an IP address and a port 1 to 65535, like 0.0.0.0:4433 or [::]:4433") {
    @Override
    Optional<String> problem(String value) {
      Matcher parts = HOST_AND_PORT.matcher(value);
      if (!parts.matches() || !isPort(parts.group(2))) {
        return Optional.of("has no port 1 to 65535 after its last colon");
      }
      return ipAddress(unbracketed(parts.group(1))).isPresent()
          ? Optional.empty()
          : Optional.of("does not begin with an IP address");
    }
  },

  /** Where others reach the server. */
  ADDRESS(
      "HOST:PORT",
      "a name or IP address and a port, like vpn.example.org:4433 or [2001:db8::1]:4433") {
    @Override
    Optional<String> problem(String value) {
      Matcher parts = HOST_AND_PORT.matcher(value);
      if (!parts.matches() || !isPort(parts.group(2))) {
        return Optional.of("has no port 1 to 65535 after its last colon");
      }
      String host = parts.group(1);
      boolean good =
          host.startsWith("[")
              ? ipAddress(unbracketed(host)).isPresent()
              : HOST_NAME.matcher(host).matches();
      return good ? Optional.empty() : Optional.of("does not begin with a host's name or address");
    }
  },

  /** A network. */
  CIDR("CIDR", "a network ADDRESS/LENGTH, like 10.77.0.0/16") {
    @Override
    Optional<String> problem(String value) {
      return networkProblem(value);
    }
  },

  /** A network, or all of them. */
  ROUTE("CIDR", "a network ADDRESS/LENGTH, like 10.0.0.0/8, or the word default") {
    @Override
    Optional<String> problem(String value) {
      return value.equals("default") ? Optional.empty() : networkProblem(value);
    }
  },

  /** A network interface. */
  INTERFACE("IFACE", "an interface's name of 1 to 15 characters, like eth1") {
    @Override
    Optional<String> problem(String value) {
      // What the kernel takes (dev_valid_name), less the comma, which separates names here.
      return value.matches("[!-~&&[^/:,]]{1,15}") && !value.equals(".") && !value.equals("..")
          ? Optional.empty()
          : Optional.of("cannot be the name of an interface");
    }
  },

  /** A plug-in or an engine. */
  ID("ID", "lower-case letters, digits and hyphens, like weighted") {
    @Override
    Optional<String> problem(String value) {
      return value.matches("[a-z0-9][a-z0-9-]{0,63}")
          ? Optional.empty()
          : Optional.of("cannot be an id");
    }
  },

  /** A plug-in for an interface. */
  LINK_ID("IFACE=ID", "an interface and an id, like usb0=ledbat") {
    @Override
    Optional<String> problem(String value) {
      return ofInterface(value).filter(id -> ID.problem(id).isEmpty()).isPresent()
          ? Optional.empty()
          : Optional.of("is no interface, =, and an id");
    }
  },

  /** A switch of an interface. */
  LINK_SWITCH("IFACE=on|off", "an interface and on or off, like usb0=off") {
    @Override
    Optional<String> problem(String value) {
      return ofInterface(value).filter(word -> word.matches("on|off")).isPresent()
          ? Optional.empty()
          : Optional.of("is no interface, =, and on or off");
    }
  },

  /** The tier of an interface. */
  LINK_TIER("IFACE=N", "an interface and its tier, 1 to 9, like usb0=2") {
    @Override
    Optional<String> problem(String value) {
      return ofInterface(value).filter(tier -> tier.matches("[1-9]")).isPresent()
          ? Optional.empty()
          : Optional.of("is no interface, =, and a tier");
    }
  },

  /** What an interface may carry. */
  LINK_VOLUME("IFACE=BYTES", "an interface and an amount of data, like usb0=20G or usb0=500M") {
    @Override
    Optional<String> problem(String value) {
      return ofInterface(value)
              .filter(bytes -> bytes.matches("\\d{1,18}(\\.\\d{1,12})?[kKmMgGtT]?[bB]?"))
              .isPresent()
          ? Optional.empty()
          : Optional.of("is no interface, =, and an amount of data");
    }
  },

  /** A day of the month for an interface. */
  LINK_DAY("IFACE=N", "an interface and a day, 1 to 31 or 0 for never, like usb0=15") {
    @Override
    Optional<String> problem(String value) {
      return ofInterface(value).filter(day -> day.matches("[12]?\\d|3[01]")).isPresent()
          ? Optional.empty()
          : Optional.of("is no interface, =, and a day of the month");
    }
  },

  /** A router's name. */
  NAME("NAME", "1 to 32 letters, digits, hyphens and underscores, not a hyphen first") {
    @Override
    Optional<String> problem(String value) {
      return value.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
          ? Optional.empty()
          : Optional.of("cannot be a router's name");
    }
  },

  /** A short time. */
  SECONDS("N", "whole seconds, 1 to 60") {
    @Override
    Optional<String> problem(String value) {
      return value.matches("[1-9]|[1-5][0-9]|60")
          ? Optional.empty()
          : Optional.of("is no such time");
    }
  },

  /** What random numbers begin with. */
  SEED("N", "a whole number, 0 to 999999999") {
    @Override
    Optional<String> problem(String value) {
      return value.matches("[0-9]{1,9}") ? Optional.empty() : Optional.of("is no such number");
    }
  },

  /** A pairing code; only what is in it can tell more. */
  CODE("CODE", "a pairing code, as `tquic pair` prints it") {
    @Override
    Optional<String> problem(String value) {
      return value.matches("[!-~]{1,4096}")
          ? Optional.empty()
          : Optional.of("cannot be a pairing code");
    }
  };

  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:]*):(\\d{1,5})");
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\\.?");

  private final String placeholder;
  private final String expected;

  ValueForm(String placeholder, String expected) {
    this.placeholder = placeholder;
    this.expected = expected;
  }

  /** The word that stands for a value in usage lines. */
  public String placeholder() {
    return placeholder;
  }

  /** What is expected, for messages. */
  public String expected() {
    return expected;
  }

  /** What is wrong with a value, as the rest of a sentence that begins with it. */
  abstract Optional<String> problem(String value);

  /** Whether the text is an IPv6 network or address. */
  public static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0;
  }

  /** What follows an interface's name and an equals sign. */
  private static Optional<String> ofInterface(String value) {
    int equals = value.indexOf('=');
    return equals > 0 && INTERFACE.problem(value.substring(0, equals)).isEmpty()
        ? Optional.of(value.substring(equals + 1))
        : Optional.empty();
  }

  private static boolean isPort(String text) {
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65535;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Optional<InetAddress> ipAddress(String text) {
    try {
      if (isIpv6(text)) {
        return text.indexOf('%') >= 0
            ? Optional.empty()
            : Optional.of(Inet6Address.ofLiteral(text));
      }
      // The JDK would take 10.1 for 10.0.0.1 too.
      return text.matches("\\d{1,3}(\\.\\d{1,3}){3}")
          ? Optional.of(Inet4Address.ofLiteral(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> networkProblem(String value) {
    int slash = value.indexOf('/');
    Optional<InetAddress> address = ipAddress(slash < 0 ? value : value.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.of("does not begin with an IP address");
    }
    byte[] bytes = address.get().getAddress();
    String length = slash < 0 ? "" : value.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bytes.length * 8) {
      return Optional.of("has no prefix length 0 to " + bytes.length * 8 + " after a slash");
    }
    for (int bit = Integer.parseInt(length); bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] & 0x80 >> bit % 8) != 0) {
        return Optional.of("has bits set beyond its prefix length");
      }
    }
    return Optional.empty();
  }
}
