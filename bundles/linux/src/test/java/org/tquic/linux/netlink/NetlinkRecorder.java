package org.tquic.linux.netlink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.tquic.linux.Namespace;
import org.tquic.linux.Poller;

/**
 * Writes what a real kernel sends, for the codec's tests: run {@link #main} as root with the folder
 * of the recordings. Datagrams are written one after the other.
 */
final class NetlinkRecorder {
  static final String[] SETUP = {
    "link add wan1 address 02:00:00:00:00:01 type veth peer name gw1",
    "link set wan1 up mtu 1420",
    "link set gw1 up",
    "address add 192.0.2.2/24 dev wan1",
    "address add 2001:db8:1::2/64 dev wan1 nodad",
    "link add wan2 type veth peer name gw2",
    "link set wan2 up",
    "address add 198.51.100.2 peer 198.51.100.1 dev wan2",
    "link add br0 type bridge",
    "link set gw2 master br0",
    "tuntap add mode tun name tun7",
    "route add default via 192.0.2.1 dev wan1 metric 100",
    "route add default via 192.0.2.1 dev wan1 src 192.0.2.2 proto 16 table 1000",
    "route add 203.0.113.0/24 nexthop via 192.0.2.1 dev wan1 weight 3"
        + " nexthop via 198.51.100.1 dev wan2 weight 1",
    "route add 203.0.113.128/25 via inet6 fe80::1 dev wan1",
    "route add unreachable 10.0.0.0/8 metric 4278198272",
    "-6 route add default via fe80::1 dev wan1 metric 512",
    "rule add priority 100 fwmark 0x77/0xff lookup 1000",
    "rule add priority 101 from 192.0.2.2 lookup 1000",
    "rule add priority 102 not to 10.0.0.0/8 iif wan2 lookup 254 suppress_prefixlength 0",
    "-6 rule add priority 103 oif wan1 unreachable",
  };
  static final String[] CHANGES = {
    "address add 192.0.2.9/24 dev wan1",
    "route add default via 192.0.2.1 dev wan1 metric 50",
    "route del default via 192.0.2.1 dev wan1 metric 50",
    "address del 192.0.2.9/24 dev wan1",
    "link set gw1 down",
    "link set gw1 up",
    "link set gw2 nomaster",
    "link del wan1",
  };

  private NetlinkRecorder() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    try (Namespace lab = Namespace.open()) {
      for (String line : SETUP) {
        lab.ip(line);
      }
      lab.call(
          () -> {
            record(folder.resolve("links.bin"), NetlinkCodec.RTM_GETLINK, 0);
            record(folder.resolve("addresses.bin"), NetlinkCodec.RTM_GETADDR, 0);
            record(folder.resolve("routes4.bin"), NetlinkCodec.RTM_GETROUTE, 2);
            record(folder.resolve("routes6.bin"), NetlinkCodec.RTM_GETROUTE, 10);
            record(folder.resolve("rules4.bin"), NetlinkCodec.RTM_GETRULE, 2);
            record(folder.resolve("rules6.bin"), NetlinkCodec.RTM_GETRULE, 10);
            refusal(folder.resolve("refused.bin"));
            changes(lab, folder.resolve("changes.bin"));
            return null;
          });
    }
  }

  private static void record(Path file, int type, int family) throws Exception {
    try (NetlinkSocket socket = new NetlinkSocket(0);
        Poller poller = new Poller(1)) {
      poller.add(socket.fd(), Poller.READABLE);
      socket.send(NetlinkCodec.dump(type, family, 7), "record");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      boolean done = false;
      while (!done) {
        poller.poll(TimeUnit.SECONDS.toNanos(1));
        ByteBuffer datagram = socket.receiveBytes();
        if (datagram != null) {
          done =
              NetlinkCodec.parse(datagram).stream()
                  .anyMatch(frame -> frame.message() instanceof NetlinkMessage.DumpEnd);
          append(datagram, all);
        }
      }
      Files.write(file, all.toByteArray());
    }
  }

  private static void refusal(Path file) throws Exception {
    try (NetlinkSocket socket = new NetlinkSocket(0);
        Poller poller = new Poller(1)) {
      poller.add(socket.fd(), Poller.READABLE);
      RouteMessage route =
          RouteMessage.to(IpPrefix.DEFAULT_IPV4)
              .gateway(IpPrefix.parse("192.0.2.200").address())
              .outInterface(1)
              .build();
      socket.send(
          route.request(NetlinkCodec.RTM_NEWROUTE, NetlinkCodec.CREATE, 9), "record a refusal");
      poller.poll(TimeUnit.SECONDS.toNanos(1));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      append(socket.receiveBytes(), all);
      Files.write(file, all.toByteArray());
    }
  }

  private static void changes(Namespace lab, Path file) throws Exception {
    try (NetlinkSocket socket = new NetlinkSocket(NetlinkMonitor.GROUPS);
        Poller poller = new Poller(1)) {
      poller.add(socket.fd(), Poller.READABLE);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (String line : CHANGES) {
        lab.ip(line);
        while (poller.poll(TimeUnit.MILLISECONDS.toNanos(300))) {
          ByteBuffer datagram = socket.receiveBytes();
          if (datagram != null) {
            append(datagram, all);
          }
        }
      }
      Files.write(file, all.toByteArray());
    }
  }

  private static void append(ByteBuffer datagram, ByteArrayOutputStream all) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.duplicate().get(bytes);
    all.writeBytes(bytes);
  }
}
