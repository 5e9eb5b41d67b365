package org.tquic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.emulator.Emulator;
import org.tquic.lab.emulator.EmulatorProcess;
import org.tquic.lab.emulator.LinkEnd;

/**
 * A home router with several internet links, built from network namespaces:
 *
 * <pre>
 * lan 192.168.77.2 ── rt { wan1 10.71.0.2, wan2 10.72.0.2, … } ══ gw1, gw2, … ── ix
 *                                                       ix ── srv 203.0.113.1 ── web 198.51.100.2
 * </pre>
 *
 * <p>The links between router and gateways are emulated and obey commands while traffic flows. All
 * of it, processes included, is gone when the lab is closed or this program ends in whatever way.
 * Needs root or user namespaces. Not thread-safe, but for {@link #emulator()} and the processes.
 */
public final class Lab implements AutoCloseable {
  /** Host in the home network, 192.168.77.2 and fd77::2. */
  public static final String LAN = Topology.LAN;

  /** The router, 192.168.77.1 and fd77::1. */
  public static final String ROUTER = Topology.ROUTER;

  /** Where the server role runs. */
  public static final String SERVER = Topology.SERVER;

  /** Host on the internet behind the server. */
  public static final String WEB = Topology.WEB;

  /** The server's address. */
  public static final String SERVER_ADDRESS = "203.0.113.1";

  /** The server's IPv6 address. */
  public static final String SERVER_ADDRESS6 = "2001:db8:113::1";

  /** The web host's address. */
  public static final String WEB_ADDRESS = "198.51.100.2";

  /** The web host's IPv6 address. */
  public static final String WEB_ADDRESS6 = "2001:db8:51::2";

  private final Path folder;
  private final Path logs;
  private final Enclosure enclosure;
  private final List<Wan> wans = new ArrayList<>();
  private final List<LabProcess> processes = Collections.synchronizedList(new ArrayList<>());
  private final Emulator emulator;
  private int nextWan = 1;

  private Lab(Path folder, Path logs, Enclosure enclosure) {
    this.folder = folder;
    this.logs = logs;
    this.enclosure = enclosure;
    script(Topology.base());
    emulator = new Emulator(spawn(Topology.AIR, "emulator", emulatorCommand()));
  }

  private static List<String> emulatorCommand() {
    List<String> command = new ArrayList<>();
    if (HostTools.isRoot()) {
      // Its clock is that of all links: it must not wait for the programs that it serves.
      command.addAll(List.of("nice", "-n", "-15"));
    }
    command.addAll(JavaCommand.of(EmulatorProcess.class, 64));
    return command;
  }

  /**
   * Builds a lab.
   *
   * @param specs its internet links, preferred ones first
   * @throws LabException when the machine does not allow it, saying what it lacks
   */
  public static Lab open(List<WanSpec> specs) {
    try {
      Path folder = Files.createTempDirectory("tquic-lab");
      return open(specs, folder, Files.createDirectory(folder.resolve("logs")));
    } catch (IOException e) {
      throw new LabException("cannot make a folder: " + e.getMessage(), "", e);
    }
  }

  /** As above, with a folder of the caller's for the logs, which stay when the lab is closed. */
  public static Lab open(List<WanSpec> specs, Path logs) {
    try {
      return open(specs, Files.createTempDirectory("tquic-lab"), Files.createDirectories(logs));
    } catch (IOException e) {
      throw new LabException("cannot make a folder: " + e.getMessage(), "", e);
    }
  }

  private static Lab open(List<WanSpec> specs, Path folder, Path logs) {
    Enclosure enclosure = Enclosure.open(folder);
    try {
      Lab lab = new Lab(folder, logs, enclosure);
      specs.forEach(lab::addWan);
      return lab;
    } catch (RuntimeException e) {
      enclosure.close();
      throw e;
    }
  }

  /** Its internet links now. */
  public List<Wan> wans() {
    return List.copyOf(wans);
  }

  /** An internet link by its place, from 0. */
  public Wan wan(int index) {
    return wans.get(index);
  }

  /** Commands the links and counts what they carry. */
  public Emulator emulator() {
    return emulator;
  }

  /** Folder for states and other files of this run; gone with the lab. */
  public Path folder() {
    return folder;
  }

  /** Folder with a log per process. */
  public Path logs() {
    return logs;
  }

  /** Process id of the lab's first process, by which nsenter(1) finds the lab. */
  public long keeperPid() {
    return enclosure.keeperPid();
  }

  /** Plugs in one more internet link, with address and routes as from DHCP. */
  public Wan addWan(WanSpec spec) {
    Wan wan = new Wan(nextWan++, spec);
    script(Topology.wan(wan));
    if (spec.emulated()) {
      emulator.add(
          wan.name(),
          "near-" + wan.name(),
          "far-" + wan.name(),
          wan.number(),
          spec.out(),
          spec.in());
    }
    wans.add(wan);
    return wan;
  }

  /** Unplugs a link for good: the router's interface is gone. */
  public void removeWan(Wan wan) {
    run(ROUTER, "ip", "link", "delete", wan.name());
    if (wan.spec().emulated()) {
      emulator.remove(wan.name());
    }
    wans.remove(wan);
  }

  /** Pulls the cable with the router's interface, which is gone until {@link #plug}. */
  public void unplug(Wan wan) {
    run(ROUTER, "ip", "link", "set", wan.name(), "netns", Topology.AIR, "name", loose(wan));
  }

  /**
   * Plugs a link in again, as a phone that comes back: the same device, with another name and
   * another address.
   *
   * @param name of the router's interface from now on
   * @param lastByte of its new address
   */
  public void plug(Wan wan, String name, int lastByte) {
    String network = wan.address().substring(0, wan.address().lastIndexOf('.') + 1);
    script(
        """
        set -e
        ip -n %1$s link set %2$s netns rt name %3$s
        ip -n rt -batch - <<END
        address add %4$s/24 dev %3$s
        link set %3$s up
        route add default via %5$s dev %3$s metric %6$d
        route add default via %5$s dev %3$s table %7$d
        rule delete from %8$s lookup %7$d priority %7$d
        rule add from %4$s lookup %7$d priority %7$d
        END
        """
            .formatted(
                Topology.AIR,
                loose(wan),
                name,
                network + lastByte,
                wan.gatewayAddress(),
                wan.metric(),
                wan.table(),
                wan.address()));
  }

  private static String loose(Wan wan) {
    return "loose-" + wan.name();
  }

  /**
   * Plugs one more host or router into the internet exchange, beside the server.
   *
   * @param node its name; its interface is called {@code ix0}
   * @param lastByte of its address 203.0.113.x and 2001:db8:113::x, 100 to 199
   */
  public void addNode(String node, int lastByte) {
    script(
        """
        set -e
        ip netns add %1$s
        ip -n %1$s -batch - <<END
        link set lo up
        link add ix0 type veth peer name %1$s netns ix
        address add 203.0.113.%2$d/24 dev ix0
        address add 2001:db8:113::%2$d/64 dev ix0 nodad
        link set ix0 up
        route add default via 203.0.113.1 metric 100
        END
        ip -n ix link set %1$s master br0
        ip -n ix link set %1$s up
        """
            .formatted(node, lastByte));
  }

  /** Makes a link swallow everything both ways without a sign, or stops that. */
  public void blackhole(Wan wan, boolean dead) {
    for (Direction direction : Direction.values()) {
      emulator.blackhole(wan.name(), direction, dead);
    }
  }

  /** Takes the carrier from the router's interface, or gives it back. */
  public void carrier(Wan wan, boolean up) {
    if (wan.spec().emulated()) {
      emulator.carrier(wan.name(), LinkEnd.NEAR, up);
    } else {
      run(wan.gateway(), "ip", "link", "set", "wan", up ? "up" : "down");
    }
  }

  /** Gives the router another address on a link, as a new DHCP lease would. */
  public void changeAddress(Wan wan, int lastByte) {
    String network = wan.address().substring(0, wan.address().lastIndexOf('.') + 1);
    String old = run(ROUTER, "sh", "-c", "ip -4 -o address show dev " + wan.name());
    String oldAddress = old.replaceAll("(?s).* inet ([0-9.]+)/24.*", "$1");
    String address = network + lastByte;
    script(
        """
        set -e
        ip -n rt -batch - <<END
        address delete %1$s/24 dev %3$s
        address add %2$s/24 dev %3$s
        route replace default via %4$s dev %3$s metric %5$d
        route replace default via %4$s dev %3$s table %6$d
        rule delete from %1$s lookup %6$d priority %6$d
        rule add from %2$s lookup %6$d priority %6$d
        END
        """
            .formatted(
                oldAddress, address, wan.name(), wan.gatewayAddress(), wan.metric(), wan.table()));
  }

  /**
   * Makes a gateway forget its translations and use another address from now on, as carriers do.
   *
   * @param lastByte of the new address 203.0.113.x, 50 to 250
   */
  public void rebindNat(Wan wan, int lastByte) {
    // The kernel drops the translations of an address that is taken away.
    script(
        """
        set -e
        ip -n %1$s address flush dev ext scope global to 203.0.113.0/24
        ip -n %1$s address add 203.0.113.%2$d/24 dev ext
        ip -n %1$s route replace default via 203.0.113.1
        """
            .formatted(wan.gateway(), lastByte));
  }

  /** Makes a link the one that the router uses without a bond. */
  public void prefer(Wan preferred) {
    script(
        """
        set -e
        ip -n rt -batch - <<END
        route replace default via %1$s dev %3$s metric 50
        route replace default via %2$s dev %3$s metric 50
        END
        """
            .formatted(preferred.gatewayAddress(), preferred.gatewayAddress6(), preferred.name()));
  }

  /** Undoes {@link #prefer}. */
  public void preferNone() {
    script(
        """
        for family in -4 -6; do ip -n rt $family route delete default metric 50; done
        """);
  }

  /**
   * Lets the home network's traffic pass the router's WANs without a bond, as it does at first, or
   * not, so that what arrives has come over the bond.
   */
  public void allowDirect(boolean allowed) {
    script(
        allowed
            ? "ip netns exec rt nft delete table inet direct"
            : """
              ip netns exec rt nft -f - <<END
              table inet direct {
                chain forward {
                  type filter hook forward priority filter
                  iifname "lan0" oifname "wan*" drop
                }
              }
              END
              """);
  }

  /**
   * Chooses the congestion control of TCP connections that lan and web make from now on. A
   * namespace cannot choose its default, so their routes name it.
   *
   * @param congestion such as {@code cubic} or {@code bbr}
   * @throws LabException when the kernel does not know it
   */
  public void innerTcp(String congestion) {
    script(
        """
        set -e
        ip -n lan route replace default via 192.168.77.1 congctl %1$s
        ip -n lan route replace default via fd77::1 dev lan0 congctl %1$s
        ip -n web route replace default via 198.51.100.1 congctl %1$s
        ip -n web route replace default via 2001:db8:51::1 dev web0 congctl %1$s
        """
            .formatted(congestion));
  }

  /** Runs a command to its end, whatever its status. */
  public ExecResult exec(String node, String... command) {
    return enclosure.run(node, List.of(command), "");
  }

  /**
   * Runs a command that must succeed and returns what it printed.
   *
   * @throws LabException when it fails
   */
  public String run(String node, String... command) {
    return exec(node, command).require();
  }

  /** Runs a shell script in the lab, outside the nodes. */
  private void script(String text) {
    enclosure.run("", List.of("sh", "-s"), text).require();
  }

  /** Starts a command; it ends with the lab at the latest. */
  public LabProcess spawn(String node, String name, List<String> command) {
    return spawn(node, name, command, Map.of());
  }

  /** As above, with more environment. */
  public LabProcess spawn(
      String node, String name, List<String> command, Map<String, String> environment) {
    LabProcess process =
        LabProcess.start(name, enclosure.inside(node, command), environment, freeLog(name));
    processes.add(process);
    return process;
  }

  private Path freeLog(String name) {
    Path log = logs.resolve(name + ".log");
    for (int i = 2; Files.exists(log); i++) {
      log = logs.resolve(name + "-" + i + ".log");
    }
    return log;
  }

  /** The command line that runs a command on a node, from outside the lab. */
  public List<String> commandOn(String node, String... command) {
    return enclosure.inside(node, Arrays.asList(command));
  }

  /** Ends all that runs in the lab and takes it down. */
  @Override
  public void close() {
    enclosure.close();
    // The keeper removes the folder, but what it cannot must not stay either.
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      files.sorted(Comparator.reverseOrder()).forEach(Lab::deleteQuietly);
    } catch (IOException | UncheckedIOException e) {
      // Removed meanwhile by the keeper.
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A file of a process that is just being killed; the temporary folder's cleaner gets it.
    }
  }
}
