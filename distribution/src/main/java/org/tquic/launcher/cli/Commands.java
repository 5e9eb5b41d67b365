package org.tquic.launcher.cli;

import java.util.List;
import java.util.Optional;

/** All commands of {@code tquic} and their options. */
public final class Commands {
  /** Where a role keeps its state if the command line does not say. */
  public static final String DEFAULT_STATE =
      System.getProperty("tquic.state.default", "/var/lib/tquic");

  private static final OptionSpec STATE =
      OptionSpec.value(
          "state", ValueForm.FOLDER, "State folder of the role (default " + DEFAULT_STATE + ").");
  private static final OptionSpec JSON = OptionSpec.flag("json", "Print one JSON document.");
  private static final OptionSpec ENGINE =
      OptionSpec.value(
          "engine", ValueForm.ID, "Id of the QUIC engine, multipath (default) or quiche.");
  private static final OptionSpec NO_FIREWALL =
      OptionSpec.flag(
          "no-firewall", "Do not touch nftables; without this the role keeps a table named tquic.");

  private static final OptionSpec QLOG =
      OptionSpec.flag("qlog", "Log each connection in the qlog format (engine multipath only).");
  private static final OptionSpec DEVELOPER =
      OptionSpec.flag(
          "developer", "This is a developer's machine: allow what would be unsafe elsewhere.");
  private static final OptionSpec KEY_LOG =
      OptionSpec.value(
          "key-log",
          ValueForm.FILE,
          "Write the keys of all traffic to this file, to decrypt captures; only with"
              + " --developer.");

  private static final List<CommandSpec> ALL =
      List.of(
          new CommandSpec(
              "server",
              "run the server role in the foreground",
              """
              Takes the bonds of routers and passes their traffic on. Makes its keys at the first \
              start, the tunnel device, and NAT in the nftables table tquic. SIGTERM or Ctrl-C \
              undoes all of it. Needs root (CAP_NET_ADMIN).""",
              List.of(
                  STATE,
                  OptionSpec.value(
                      "listen",
                      ValueForm.LISTEN,
                      "UDP address and port to listen on (default [::]:4433, IPv4 and IPv6)."),
                  OptionSpec.list(
                      "pool",
                      ValueForm.CIDR,
                      "Inner addresses for routers (default 10.77.0.0/16 and a random unique local"
                          + " IPv6 network); at most one network of each family."),
                  ENGINE,
                  NO_FIREWALL,
                  QLOG,
                  DEVELOPER,
                  KEY_LOG),
              ""),
          new CommandSpec(
              "pair",
              "make a pairing code for a router, list or revoke routers",
              """
              Prints one pairing code on standard output. It lets one router in, once, and is good \
              for a day. With --list shows routers and pending codes; with --revoke shuts a router \
              out or withdraws a code. The server need not be restarted.""",
              List.of(
                  STATE,
                  OptionSpec.value(
                      "address", ValueForm.ADDRESS, "Where the router will reach this server."),
                  OptionSpec.value(
                      "name",
                      ValueForm.NAME,
                      "How to call the router (default router-1, -2, ...)."),
                  OptionSpec.flag(
                      "qr",
                      "Print the code as QR code, too, on standard error; so is done in a"
                          + " terminal without being asked."),
                  OptionSpec.flag("list", "Show the routers and the codes that wait to be used."),
                  OptionSpec.value(
                      "revoke", ValueForm.NAME, "Let this router in no more, from now on.")),
              ""),
          new CommandSpec(
              "router",
              "run the router role in the foreground",
              """
              Finds the WAN links, validates a path over each to the server, and carries the \
              traffic of this machine and its LAN over all of them. Its own nftables table tquic \
              masquerades and clamps the MSS. SIGTERM or Ctrl-C undoes all of it. Needs root \
              (CAP_NET_ADMIN).""",
              List.of(
                  STATE,
                  OptionSpec.value(
                      "code",
                      ValueForm.CODE,
                      "Pairing code from the server; needed once, then the state folder knows it."),
                  OptionSpec.value(
                      "server",
                      ValueForm.ADDRESS,
                      "Where the paired server is now, if not where the code said; it is known by"
                          + " its key all the same."),
                  OptionSpec.list(
                      "wan",
                      ValueForm.INTERFACE,
                      "Bond this interface and no others; repeat it for each (default: all WANs"
                          + " that are found)."),
                  ENGINE,
                  OptionSpec.value(
                      "scheduler",
                      ValueForm.ID,
                      "Which link carries the next packet: aggregate, minrtt, blest, deadline, ecf,"
                          + " owd, redundant, roundrobin, weighted or a plug-in's id (default"
                          + " aggregate)."),
                  OptionSpec.value(
                      "congestion",
                      ValueForm.ID,
                      "How much a link may carry: bbr, copa, cubic, ledbat, newreno, prague, westwood,"
                          + " coupled over all links balia, lia, olia, auto to choose for each link, or a"
                          + " plug-in's id (default bbr). With the engine quiche bbr, cubic, newreno."),
                  OptionSpec.list(
                      "link-congestion",
                      ValueForm.LINK_ID,
                      "Another congestion controller for this link; repeat it for each."),
                  OptionSpec.list(
                      "link-enabled",
                      ValueForm.LINK_SWITCH,
                      "Bond this link whatever it is taken for, or do not bond it; repeat it for"
                          + " each."),
                  OptionSpec.list(
                      "link-metered",
                      ValueForm.LINK_SWITCH,
                      "This link is paid for by volume, or is not (default: phones and modems are);"
                          + " repeat it for each."),
                  OptionSpec.list(
                      "link-tier",
                      ValueForm.LINK_TIER,
                      "Have this link carry traffic only while none of a lower tier works; links"
                          + " are of tier 1 (default); repeat it for each."),
                  OptionSpec.list(
                      "link-quota",
                      ValueForm.LINK_VOLUME,
                      "Let this link carry so much a month, both directions together, and then"
                          + " nothing; repeat it for each."),
                  OptionSpec.list(
                      "link-quota-day",
                      ValueForm.LINK_DAY,
                      "Count what this link carries anew on this day of the month, 1 by default; 0"
                          + " for never; repeat it for each."),
                  OptionSpec.list(
                      "route",
                      ValueForm.ROUTE,
                      "Network to reach through the bond, or default for everything (default"
                          + " default); repeat it for each."),
                  NO_FIREWALL,
                  QLOG,
                  DEVELOPER,
                  KEY_LOG),
              ""),
          new CommandSpec(
              "status",
              "show the bond, its paths and plug-ins of a running role",
              "Asks the role that runs with this state folder.",
              List.of(
                  STATE,
                  JSON,
                  OptionSpec.flag("watch", "Show it again every second until Ctrl-C.")),
              ""),
          new CommandSpec(
              "paths",
              "show each path of a running role, or what happened to it",
              """
              Without --history shows each path as its congestion controller sees it. With \
              --history shows the last hundred transitions of each link, or of the one that is \
              named, with their reasons, those of earlier runs included. A link is found by any \
              name that it had.""",
              List.of(STATE, JSON, OptionSpec.flag("history", "Show what happened to the paths.")),
              "LINK"),
          new CommandSpec(
              "metrics",
              "print everything that is measured, for Prometheus",
              """
              Prints round trips, jitter, loss, capacity, bytes, states and their changes with \
              reasons, and the bonds' counters, in the text format of Prometheus, version 0.0.4: \
              for the textfile collector of its node exporter, or a script that serves them. \
              Nothing listens for it.""",
              List.of(STATE),
              ""),
          new CommandSpec(
              "doctor",
              "diagnose each link step by step",
              """
              Walks each link from the device over carrier, address and route to the server, at \
              the same time: ping, QUIC, handshakes with both engines, path validation, sizes, \
              loss. Prints each step as it goes, then a verdict per link with its evidence and \
              what to do. Takes 15 s at most and disturbs nothing. Without a running role it \
              examines the links of the router paired in the state folder. On a server it shows \
              the paths of its routers. The exit status is 0 when it could look, whatever it \
              found. Needs root (CAP_NET_RAW). With --capture examines nothing, but writes the \
              packets between this router and its server to a pcapng file, encrypted as they are, \
              an interface per link with what is known of its path as comment.""",
              List.of(
                  STATE,
                  JSON,
                  OptionSpec.flag(
                      "nat-timeout",
                      "Wait for how long the links' NATs remember a silent flow, up to 3 minutes;"
                          + " needs a running role with idle links."),
                  OptionSpec.value(
                      "capture",
                      ValueForm.FILE,
                      "Capture the bond's packets to this file, which must not exist; at most 64"
                          + " MiB."),
                  OptionSpec.value(
                      "record",
                      ValueForm.FILE,
                      "Examine nothing, but write down what the links look like, as `tquic record`"
                          + " does."),
                  OptionSpec.flag(
                      "capacity",
                      "Also measure how much each link carries down, then up, one link after the"
                          + " other; fills them."),
                  OptionSpec.flag(
                      "metered", "With --capacity: measure links too that are paid for by volume."),
                  OptionSpec.value(
                      "seconds",
                      ValueForm.SECONDS,
                      "How long to capture, 1 to 60 (default 10), or to measure each direction, 1 to"
                          + " 10 (default 3)."),
                  OptionSpec.value(
                      "engine",
                      ValueForm.ID,
                      "Without a running role: the engine that counts as the one in use (default:"
                          + " the router's setting).")),
              ""),
          new CommandSpec(
              "qlog",
              "switch the logs of connections on or off, live",
              """
              Without on or off tells how it is. On, each connection is logged to a file of its \
              own in qlog/ of the state folder, those that live as well as those to come, until it \
              is switched off or the role ends. The setting qlog keeps it on. Only the engine \
              multipath has such logs. `tquic status --json` has more about them.""",
              List.of(STATE),
              "on|off"),
          new CommandSpec(
              "console",
              "the console of a running role, or one command in it",
              """
              Without COMMAND opens the console with completion and history; where standard input \
              is no terminal, runs the lines read from it. `help` lists the commands, `felix:help` \
              the framework's.""",
              List.of(STATE),
              "COMMAND"),
          new CommandSpec(
              "demo",
              "both roles on this machine over emulated WANs, with a live picture",
              """
              Downloads and uploads over two emulated WANs at once, cuts one in the middle, brings \
              it back, and sums up. Nothing of this machine's network is changed.""",
              List.of(JSON),
              ""),
          new CommandSpec(
              "discover",
              "find servers on the local network",
              """
              Asks by multicast DNS on the links that do not lead to the internet and listens. \
              What is found is what somebody there says: compare the fingerprint with the one that \
              the server prints when it starts. To use a server, make a pairing code on it. Needs \
              no role and no privileges.""",
              List.of(
                  JSON,
                  OptionSpec.value(
                      "seconds", ValueForm.SECONDS, "How long to listen, 1 to 60 (default 3)."),
                  OptionSpec.flag("all", "Ask on links that lead to the internet, too.")),
              ""),
          new CommandSpec(
              "simulate",
              "run a scheduler and a congestion controller over simulated links",
              """
              Both ends of a bond over links that are simulated on a virtual clock, inside it TCP \
              that always has data and a call: prints goodput, delay and order. The same command \
              gives the same figures on any machine. Takes 10 to 30 seconds, no role, no network and \
              no privileges. docs/simulate.md has the format of scenarios; those that come with \
              the program are equal, unequal, fast, ten-to-one, jitter, lossy, bufferbloat, \
              shared, flapping, fast-dies, slow-dies and ack-path.""",
              List.of(
                  OptionSpec.value(
                      "scenario",
                      ValueForm.FILE,
                      "A file, or the name of a scenario of the program (default unequal)."),
                  OptionSpec.value(
                      "scheduler", ValueForm.ID, "Id of the scheduler (default aggregate)."),
                  OptionSpec.value(
                      "congestion",
                      ValueForm.ID,
                      "Id of the congestion controller of each path (default bbr)."),
                  OptionSpec.value(
                      "plugins",
                      ValueForm.FOLDER,
                      "Folder of plug-ins to try, and of PID.cfg files with their parameters"
                          + " (default "
                          + DEFAULT_STATE
                          + "/plugins)."),
                  OptionSpec.value(
                      "svg",
                      ValueForm.FILE,
                      "Draw throughput, window, queue and round trip of each link."),
                  OptionSpec.value(
                      "seed", ValueForm.SEED, "Decides all chances, 0 to 999999999 (default 1)."),
                  JSON),
              ""),
          new CommandSpec(
              "record",
              "write down what this machine's links look like, for a bug report",
              """
              Writes the devices, links, addresses and routes of this machine to a file that must \
              not exist, in the form that the tests replay. Serial numbers, link-layer addresses \
              and IP addresses are replaced by pseudonyms. Needs no role.""",
              List.of(),
              "FILE"),
          new CommandSpec(
              "self-test",
              "start every bundle, carry packets over each engine, and say how that went",
              """
              For packagers: boots the framework with all bundles in a temporary folder, joins a \
              router and a server over the loopback device, has them carry packets, runs some \
              console commands and stops. Needs no privileges and changes no network.""",
              List.of(),
              ""));

  private Commands() {}

  /** All of them, in the order of the help. */
  public static List<CommandSpec> all() {
    return ALL;
  }

  /** The command with this name. */
  public static Optional<CommandSpec> named(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }
}
