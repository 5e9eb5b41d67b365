package org.tquic.gateway.settings;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tquic.api.TquicException;
import org.tquic.api.link.DataVolume;
import org.tquic.gateway.Cidr;
import org.tquic.identity.ServerAddress;
import org.tquic.identity.ServerAddressException;

/**
 * Values of a declared set of settings, read strictly: what cannot be meant is refused with the
 * key, the value and the expected form. Absent keys have the declaration's default.
 */
final class SettingValues {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_.@-]{1,15}");

  /** As the declarations say, a TiB. */
  static final int MAX_QLOG_MIB = 1 << 20;

  private static final int MAX_PORT = 65535;

  private final String pid;
  private final Class<? extends Annotation> declaration;
  private final Map<String, ?> values;

  SettingValues(String pid, Class<? extends Annotation> declaration, Map<String, ?> values) {
    this.pid = pid;
    this.declaration = declaration;
    this.values = values;
  }

  /** Keys of a declaration, sorted. */
  static Collection<String> keys(Class<? extends Annotation> declaration) {
    TreeSet<String> keys = new TreeSet<>();
    for (Method method : declaration.getDeclaredMethods()) {
      keys.add(method.getName());
    }
    return keys;
  }

  /** The words of a value, however it was typed: a text is split at commas. */
  static List<String> words(Object value) {
    Stream<?> parts =
        switch (value) {
          case null -> Stream.empty();
          case Collection<?> collection -> collection.stream();
          case Object[] array -> Arrays.stream(array);
          default -> Arrays.stream(value.toString().split(",", -1));
        };
    return parts.map(part -> part.toString().strip()).filter(word -> !word.isEmpty()).toList();
  }

  private Object value(String key) {
    Object value = values.get(key);
    if (value != null) {
      return value;
    }
    try {
      return declaration.getDeclaredMethod(key).getDefaultValue();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(key + " is not declared", e);
    }
  }

  private String text(String key) {
    List<String> words = words(value(key));
    if (words.size() > 1) {
      throw bad(key, String.join(",", words), "one value");
    }
    return words.isEmpty() ? "" : words.getFirst();
  }

  /** An id of a plug-in or an engine. */
  String id(String key) {
    String text = text(key);
    if (!ID.matcher(text).matches()) {
      throw bad(key, text, "an id of lower case letters, digits and -, such as aggregate");
    }
    return text;
  }

  /** Ids of plug-ins for devices, DEVICE=ID each. */
  Map<String, String> idsByDevice(String key) {
    return byDevice(
        key,
        id -> ID.matcher(id).matches() ? Optional.of(id) : Optional.empty(),
        "LINK=ID, such as usb0=ledbat");
  }

  /** Switches for devices, DEVICE=on or DEVICE=off each. */
  Map<String, Boolean> switchesByDevice(String key) {
    return byDevice(
        key,
        text ->
            switch (text) {
              case "on" -> Optional.of(true);
              case "off" -> Optional.of(false);
              default -> Optional.empty();
            },
        "LINK=on or LINK=off, such as usb0=off");
  }

  /** Whole numbers for devices, DEVICE=NUMBER each. */
  Map<String, Integer> numbersByDevice(String key, int least, int most) {
    return byDevice(
        key,
        text -> Optional.of(whole(text)).filter(number -> number >= least && number <= most),
        "LINK=N with a whole number from " + least + " to " + most + ", such as usb0=" + most);
  }

  /** Amounts of data for devices, DEVICE=BYTES each. */
  Map<String, Long> volumesByDevice(String key) {
    return byDevice(
        key,
        text -> DataVolume.parse(text).filter(bytes -> bytes > 0),
        "LINK=BYTES with " + DataVolume.FORM);
  }

  private <T> Map<String, T> byDevice(
      String key, Function<String, Optional<T>> form, String expected) {
    Map<String, T> values = new TreeMap<>();
    for (String word : words(value(key))) {
      int equals = word.indexOf('=');
      String device = word.substring(0, Math.max(equals, 0)).strip();
      Optional<T> value = form.apply(word.substring(equals + 1).strip());
      if (!DEVICE.matcher(device).matches() || value.isEmpty()) {
        throw bad(key, word, expected);
      }
      if (values.put(device, value.get()) != null) {
        throw bad(key, word, "each link once");
      }
    }
    return Map.copyOf(values);
  }

  /** Yes or no. */
  boolean flag(String key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      case String other -> throw bad(key, other, "true or false");
    };
  }

  /** One of a few words: an enum's constants in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    String text = text(key);
    List<String> words =
        Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(text)) {
      throw bad(key, text, "one of " + String.join(", ", words));
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  /** A whole number. */
  int number(String key, int least, int most) {
    String text = text(key);
    int number = whole(text);
    if (number < least || number > most) {
      throw bad(key, text, "a whole number from " + least + " to " + most);
    }
    return number;
  }

  private static int whole(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** The name of a network device. */
  String device(String key) {
    return device(key, text(key));
  }

  /** Names of network devices. */
  List<String> devices(String key) {
    return words(value(key)).stream().map(word -> device(key, word)).distinct().toList();
  }

  private String device(String key, String name) {
    if (!DEVICE.matcher(name).matches() || name.matches("\\.{1,2}")) {
      throw bad(key, name, "a device name of 1 to 15 letters, digits and . _ - @, such as eth1");
    }
    return name;
  }

  /** Networks; {@code default} stands for all of both families. */
  List<Cidr> networks(String key) {
    List<Cidr> networks = new ArrayList<>();
    for (String word : words(value(key))) {
      if (word.equals("default")) {
        networks.add(Cidr.ALL_IPV4);
        networks.add(Cidr.ALL_IPV6);
      } else {
        networks.add(network(key, word, "default or a network such as 192.0.2.0/24"));
      }
    }
    return networks.stream().distinct().toList();
  }

  /** A network that passes the check, which answers with what is expected instead. */
  Cidr network(String key, Function<Cidr, Optional<String>> check) {
    String word = text(key);
    Cidr network = network(key, word, "a network such as 10.77.0.0/16 or fd12:3456::/64");
    check
        .apply(network)
        .ifPresent(
            expected -> {
              throw bad(key, word, expected);
            });
    return network;
  }

  /** Like {@link #network}, where nothing is a value too. */
  Optional<Cidr> optionalNetwork(String key, Function<Cidr, Optional<String>> check) {
    return text(key).isEmpty() ? Optional.empty() : Optional.of(network(key, check));
  }

  private Cidr network(String key, String word, String expected) {
    Cidr network;
    try {
      network = Cidr.parse(word);
    } catch (IllegalArgumentException e) {
      throw bad(key, word, expected);
    }
    if (!network.equals(network.network())) {
      throw bad(key, word, "a network without host bits: " + network.network());
    }
    return network;
  }

  /** An address with a port. */
  InetSocketAddress socketAddress(String key) {
    String word = text(key);
    String expected = "ADDR:PORT or [IPv6]:PORT with a port of 1 to 65535, such as [::]:4433";
    int colon = word.lastIndexOf(':');
    String host = word.substring(0, Math.max(colon, 0));
    String port = word.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      if (!port.matches("\\d{1,5}")
          || Integer.parseInt(port) == 0
          || Integer.parseInt(port) > MAX_PORT
          || bracketed != host.indexOf(':') >= 0) {
        throw bad(key, word, expected);
      }
      return new InetSocketAddress(
          Cidr.parseAddress(bracketed ? host.substring(1, host.length() - 1) : host),
          Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw bad(key, word, expected);
    }
  }

  /** Where a server is dialled; nothing is a value too. */
  Optional<ServerAddress> serverAddress(String key) {
    String word = text(key);
    try {
      return word.isEmpty() ? Optional.empty() : Optional.of(ServerAddress.parse(word));
    } catch (ServerAddressException e) {
      throw bad(
          key,
          word,
          "HOST:PORT, such as vpn.example.org:4433 or [2001:db8::1]:4433 (" + e.getMessage() + ")");
    }
  }

  private TquicException bad(String key, String value, String expected) {
    return new TquicException(
        pid + ": " + key + "=" + value + " is not usable; expected is " + expected,
        SettingFlags.remedy(pid, key));
  }
}
