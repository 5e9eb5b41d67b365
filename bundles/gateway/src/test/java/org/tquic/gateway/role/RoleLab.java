package org.tquic.gateway.role;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tquic.gateway.Cidr;
import org.tquic.linux.Namespace;

/**
 * Two routers, a server, and a web site behind it:
 *
 * <pre>
 * lan ── rt ══ wan1, wan2 ══ gw ── srv ── web
 *              rt2 ── wan1 ──┘
 * </pre>
 */
final class RoleLab implements AutoCloseable {
  static final String SERVER = "203.0.113.1";
  static final String WEB = "198.51.100.2";
  static final String WEB6 = "2001:db8:2::2";
  private static final int PORT = 8080;

  final Namespace rt = Namespace.open();
  final Namespace rt2 = Namespace.open();
  final Namespace gw = Namespace.open();
  final Namespace srv = Namespace.open();
  final Namespace web = Namespace.open();
  final Namespace lan = Namespace.open();

  RoleLab() {
    wan(rt, "wan1", "g1", "10.71.0");
    wan(rt, "wan2", "g2", "10.72.0");
    wan(rt2, "wan1", "g3", "10.73.0");
    gw.sysctl("net.ipv4.ip_forward", 1);
    srv.veth("eth0", gw, "s0");
    srv.address("eth0", SERVER + "/24");
    gw.address("s0", "203.0.113.254/24");
    srv.ip("route add default via 203.0.113.254");
    srv.veth("eth1", web, "eth0");
    srv.address("eth1", "198.51.100.1/24");
    srv.address("eth1", "2001:db8:2::1/64");
    web.address("eth0", WEB + "/24");
    web.address("eth0", WEB6 + "/64");
    rt.veth("lan0", lan, "eth0");
    rt.address("lan0", "192.168.77.1/24");
    rt.address("lan0", "fd77::1/64");
    lan.address("eth0", "192.168.77.2/24");
    lan.address("eth0", "fd77::2/64");
    lan.ip("route add default via 192.168.77.1");
    lan.ip("-6 route add default via fd77::1");
    List.of("wan1", "wan2", "lan0").forEach(rt::settle);
    rt2.settle("wan1");
    List.of("eth0", "eth1").forEach(srv::settle);
    web.settle("eth0");
    lan.settle("eth0");
  }

  private void wan(Namespace router, String device, String far, String net) {
    router.veth(device, gw, far);
    router.address(device, net + ".2/24");
    gw.address(far, net + ".1/24");
    router.ip("route add default via " + net + ".1 metric " + device.charAt(3));
    router.sysctl("net.ipv4.conf." + device + ".rp_filter", 1);
  }

  /** Fetches a megabyte from the web site and its word on who asked. */
  String fetch(Namespace from, String to) {
    try (ServerSocket site = web.call(() -> listen(to))) {
      Thread answer =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try (Socket client = site.accept()) {
                      client.getOutputStream().write(new byte[1 << 20]);
                      String who = Cidr.text(client.getInetAddress());
                      client.getOutputStream().write(who.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      String who = from.call(() -> read(to));
      answer.join(5000);
      return who;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerSocket listen(String address) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.setSoTimeout(10_000);
    socket.bind(new InetSocketAddress(Cidr.parseAddress(address), PORT));
    return socket;
  }

  private static String read(String address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(Cidr.parseAddress(address), PORT), 10_000);
      InputStream in = socket.getInputStream();
      in.readNBytes(1 << 20);
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Override
  public void close() {
    List.of(lan, rt, rt2, web, srv, gw).forEach(Namespace::close);
  }
}
