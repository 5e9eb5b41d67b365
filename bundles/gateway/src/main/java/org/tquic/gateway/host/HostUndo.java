package org.tquic.gateway.host;

import java.util.Optional;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.PolicyRule.GoTo;
import org.tquic.gateway.host.PolicyRule.Lookup;
import org.tquic.gateway.host.PolicyRule.Nop;
import org.tquic.gateway.host.PolicyRule.Target;

/** How one change is taken back, in the form that the journal keeps: one line of words. */
public sealed interface HostUndo {

  /** Takes an address from a device. */
  record RemoveAddress(String device, Cidr address) implements HostUndo {}

  /** Removes a route. */
  record RemoveRoute(TunnelRoute route) implements HostUndo {}

  /** Removes a policy rule. */
  record RemoveRule(PolicyRule rule) implements HostUndo {}

  /**
   * Puts a kernel setting back.
   *
   * @param key path below {@code /proc/sys}, with slashes
   * @param before the value to put back
   * @param applied the value that was set; when the setting has another one by now, somebody else
   *     decided, and it stays. {@code *} puts it back in any case
   */
  record RestoreSysctl(String key, String before, String applied) implements HostUndo {}

  /** Removes a firewall table of the family {@code inet}. */
  record RemoveTable(String name) implements HostUndo {}

  /** The line of this undo. */
  default String line() {
    return switch (this) {
      case RemoveAddress(String device, Cidr address) ->
          String.join(" ", "address", device, address.toString());
      case RemoveRoute(TunnelRoute(int table, Cidr destination, String device)) ->
          String.join(" ", "route", Integer.toString(table), destination.toString(), device);
      case RemoveRule(PolicyRule rule) -> ruleLine(rule);
      case RestoreSysctl(String key, String before, String applied) ->
          String.join(" ", "sysctl", key, before, applied);
      case RemoveTable(String name) -> "table " + name;
    };
  }

  private static String ruleLine(PolicyRule rule) {
    String target =
        switch (rule.target()) {
          case Lookup(int table, int suppress) -> "lookup " + table + " " + suppress;
          case GoTo(int preference) -> "goto " + preference;
          case Nop() -> "nop";
        };
    return String.join(
        " ",
        "rule",
        rule.ipv6() ? "ipv6" : "ipv4",
        Integer.toString(rule.preference()),
        rule.from().map(Cidr::toString).orElse("all"),
        target);
  }

  /**
   * Reads a line back.
   *
   * @throws IllegalArgumentException when it is not one that {@link #line()} writes
   */
  static HostUndo parse(String line) {
    String[] words = line.split(" ", -1);
    return switch (words[0] + "/" + words.length) {
      case "address/3" -> new RemoveAddress(words[1], Cidr.parse(words[2]));
      case "route/4" ->
          new RemoveRoute(
              new TunnelRoute(Integer.parseInt(words[1]), Cidr.parse(words[2]), words[3]));
      case "rule/5", "rule/6", "rule/7" ->
          new RemoveRule(
              new PolicyRule(
                  isIpv6(words[1]),
                  Integer.parseInt(words[2]),
                  words[3].equals("all") ? Optional.empty() : Optional.of(Cidr.parse(words[3])),
                  target(words)));
      case "sysctl/4" -> new RestoreSysctl(words[1], words[2], words[3]);
      case "table/2" -> new RemoveTable(words[1]);
      default -> throw new IllegalArgumentException("no undo: " + line);
    };
  }

  private static boolean isIpv6(String word) {
    return switch (word) {
      case "ipv4" -> false;
      case "ipv6" -> true;
      default -> throw new IllegalArgumentException("no address family: " + word);
    };
  }

  private static Target target(String[] words) {
    return switch (words[4] + "/" + words.length) {
      case "lookup/7" -> new Lookup(Integer.parseInt(words[5]), Integer.parseInt(words[6]));
      case "goto/6" -> new GoTo(Integer.parseInt(words[5]));
      case "nop/5" -> new Nop();
      default -> throw new IllegalArgumentException("no rule target: " + words[4]);
    };
  }
}
