package org.tquic.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.IpPrefix;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.RouteMessage;

/**
 * The text form of a recording, one fact to a line:
 *
 * <pre>
 * sysfs PATH = TEXT               a file; {@code \n} and {@code \\} stand for themselves escaped
 * sysfs PATH -> TARGET            a symbolic link
 * link KEY=VALUE ...
 * address KEY=VALUE ...
 * route KEY=VALUE ...             {@code hop=INDEX/GATEWAY} for each way of a multipath route
 * </pre>
 *
 * Numbers are decimal and mean what rtnetlink(7) says; a key that is missing is 0 or empty. Lines
 * that begin with {@code #} are for people.
 */
final class RecordingText {
  private RecordingText() {}

  static String write(MachineRecording recording) {
    List<String> lines = new ArrayList<>();
    recording.symlinks().forEach((path, target) -> lines.add("sysfs " + path + " -> " + target));
    recording.files().forEach((path, text) -> lines.add(file(path, text)));
    recording.links().forEach(link -> lines.add(line(link)));
    recording.addresses().forEach(address -> lines.add(line(address)));
    recording.routes().forEach(route -> lines.add(line(route)));
    return String.join("\n", lines) + "\n";
  }

  private static String file(String path, String text) {
    return ("sysfs " + path + " = " + text.replace("\\", "\\\\").replace("\n", "\\n"))
        .stripTrailing();
  }

  private static String line(LinkMessage link) {
    return new Words("link")
        .put("index", link.index())
        .put("name", link.name())
        .put("flags", link.flags())
        .put("type", link.hardwareType())
        .put("mtu", link.mtu())
        .put("oper", link.operState())
        .put("parent", link.parent())
        .put("master", link.master())
        .put("kind", link.kind())
        .put("portkind", link.portKind())
        .put("address", link.address())
        .put("vlan", link.vlan())
        .line();
  }

  private static String line(AddressMessage address) {
    return new Words("address")
        .put("dev", address.index())
        .put("local", address.local())
        .put("peer", address.peer() == null ? "" : address.peer().getHostAddress())
        .put("scope", address.scope())
        .put("flags", address.flags())
        .line();
  }

  private static String line(RouteMessage route) {
    Words words =
        new Words("route")
            .put("to", route.destination())
            .put("via", route.gateway() == null ? "" : route.gateway().getHostAddress())
            .put("dev", route.outInterface())
            .put("metric", route.metric())
            .put("table", route.table())
            .put("type", route.type())
            .put("protocol", route.protocol())
            .put("scope", route.scope());
    for (RouteMessage.NextHop hop : route.nextHops()) {
      String gateway = hop.gateway() == null ? "" : hop.gateway().getHostAddress();
      words.put("hop", hop.outInterface() + "/" + gateway);
    }
    return words.line();
  }

  /** A line in the making; what is 0 or empty is left out. */
  private static final class Words {
    private final StringBuilder text;

    Words(String first) {
      text = new StringBuilder(first);
    }

    Words put(String key, long value) {
      return put(key, value == 0 ? "" : Long.toString(value));
    }

    Words put(String key, Object value) {
      String word = value.toString();
      if (!word.isEmpty()) {
        text.append(' ').append(key).append('=').append(word);
      }
      return this;
    }

    String line() {
      return text.toString();
    }
  }

  /**
   * Reads a recording.
   *
   * @throws IllegalArgumentException naming the line that is not one
   */
  static MachineRecording read(String text) {
    Map<String, String> files = new TreeMap<>();
    Map<String, String> symlinks = new TreeMap<>();
    List<LinkMessage> links = new ArrayList<>();
    List<AddressMessage> addresses = new ArrayList<>();
    List<RouteMessage> routes = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        switch (line.split(" ", 2)[0]) {
          case "sysfs" -> sysfs(line, files, symlinks);
          case "link" -> links.add(link(new Facts(line)));
          case "address" -> addresses.add(address(new Facts(line)));
          case "route" -> routes.add(route(new Facts(line)));
          default -> {
            if (!line.isBlank() && !line.startsWith("#")) {
              throw new IllegalArgumentException("it begins with none of the known words");
            }
          }
        }
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("not a line of a recording: " + line, e);
      }
    }
    return new MachineRecording(files, symlinks, links, addresses, routes);
  }

  private static void sysfs(String line, Map<String, String> files, Map<String, String> symlinks) {
    String[] words = line.split(" ", 4);
    String rest = words.length > 3 ? words[3] : "";
    switch (words[2]) {
      case "->" -> symlinks.put(words[1], rest);
      case "=" -> files.put(words[1], unescape(rest));
      default -> throw new IllegalArgumentException("expected = or ->, got " + words[2]);
    }
  }

  private static String unescape(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
      }
      result.append(c);
    }
    return result.toString();
  }

  private static LinkMessage link(Facts facts) {
    return new LinkMessage(
        false,
        facts.number("index"),
        facts.text("name"),
        facts.number("flags"),
        facts.number("type"),
        facts.number("mtu"),
        facts.number("oper"),
        facts.number("parent"),
        facts.number("master"),
        facts.text("kind"),
        facts.text("portkind"),
        facts.text("address"),
        facts.number("vlan"));
  }

  private static AddressMessage address(Facts facts) {
    String peer = facts.text("peer");
    return new AddressMessage(
        false,
        facts.number("dev"),
        IpPrefix.parse(facts.text("local")),
        peer.isEmpty() ? null : IpPrefix.parse(peer).address(),
        facts.number("scope"),
        facts.number("flags"));
  }

  private static RouteMessage route(Facts facts) {
    String via = facts.text("via");
    return RouteMessage.to(IpPrefix.parse(facts.text("to")))
        .gateway(via.isEmpty() ? null : IpPrefix.parse(via).address())
        .outInterface(facts.number("dev"))
        .metric(facts.longNumber("metric"))
        .table(facts.number("table"))
        .type(facts.number("type"))
        .protocol(facts.number("protocol"))
        .scope(facts.number("scope"))
        .nextHops(facts.hops())
        .build();
  }

  /** The words of a line by key. */
  private static final class Facts {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    Facts(String line) {
      String[] words = line.split(" ");
      for (int i = 1; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        values
            .computeIfAbsent(words[i].substring(0, equals), _ -> new ArrayList<>())
            .add(words[i].substring(equals + 1));
      }
    }

    String text(String key) {
      return values.getOrDefault(key, List.of("")).getFirst();
    }

    int number(String key) {
      return Math.toIntExact(longNumber(key));
    }

    long longNumber(String key) {
      String text = text(key);
      return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    List<RouteMessage.NextHop> hops() {
      List<RouteMessage.NextHop> hops = new ArrayList<>();
      for (String text : values.getOrDefault("hop", List.of())) {
        String[] parts = text.split("/", 2);
        hops.add(
            new RouteMessage.NextHop(
                Integer.parseInt(parts[0]),
                parts[1].isEmpty() ? null : IpPrefix.parse(parts[1]).address(),
                1,
                0));
      }
      return hops;
    }
  }
}
