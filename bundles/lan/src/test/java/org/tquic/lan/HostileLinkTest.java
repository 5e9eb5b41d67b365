package org.tquic.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.JmDNSImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tquic.api.lan.ServerAnnouncement;
import org.tquic.linux.Namespace;

/** A server that is announced on its local network, and who means it ill there and elsewhere. */
@Timeout(60)
class HostileLinkTest {
  private static final String TYPE = ServerAnnouncement.TYPE + ".local";
  private static final String SERVER = "192.168.77.1";
  private static final String SERVER_OUTSIDE = "203.0.113.1";
  private static final String GROUP = "224.0.0.251";
  private static final int PORT = 5353;
  private static final int PATIENCE_MS = 1000;

  private static Namespace server;
  private static Namespace other;
  private static JmDNSImpl announced;

  @BeforeAll
  static void announce() throws Exception {
    server = Namespace.open();
    other = Namespace.open();
    server.veth("lan0", other, "lan0");
    server.veth("wan0", other, "wan0");
    server.address("lan0", SERVER + "/24");
    server.address("wan0", SERVER_OUTSIDE + "/24");
    other.address("lan0", "192.168.77.2/24");
    other.address("wan0", "203.0.113.2/24");
    server.awaitUp("lan0", "wan0");
    announced =
        server.call(
            () -> {
              MdnsPlace place = new MdnsPlace("lan0", InetAddress.ofLiteral(SERVER));
              JmDNS socket = place.open("den");
              socket.registerService(
                  ServiceInfo.create(TYPE + ".", "den", 4433, 0, 0, Map.of("v", "1")));
              return (JmDNSImpl) socket;
            });
  }

  @AfterAll
  static void end() {
    Stream.of(announced, other, server)
        .filter(Objects::nonNull)
        .forEach(
            used -> {
              try {
                used.close();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  private static void send(DatagramSocket from, String to, byte[] message) throws IOException {
    from.send(new DatagramPacket(message, message.length, new InetSocketAddress(to, PORT)));
  }

  private static MulticastSocket socket() throws IOException {
    MulticastSocket socket = new MulticastSocket(0);
    socket.setNetworkInterface(NetworkInterface.getByName("lan0"));
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Whether somebody is answered there. */
  private static boolean answers(String to) {
    return other.call(
        () -> {
          try (MulticastSocket socket = socket()) {
            send(socket, to, DnsMessages.question(TYPE));
            socket.receive(new DatagramPacket(new byte[9000], 9000));
            return true;
          } catch (SocketTimeoutException e) {
            return false;
          }
        });
  }

  private static void awaitAnswer() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!answers(GROUP)) {
      assertThat(System.nanoTime() - end).as("no answer on the local network").isNegative();
    }
  }

  @Test
  void answersNobodyButNeighbours() {
    awaitAnswer();
    assertThat(answers(SERVER_OUTSIDE)).isFalse();
    assertThat(answers(GROUP)).isTrue();
  }

  private interface Message {
    byte[] number(int i);
  }

  private static void flood(int messages, Message message) {
    other.call(
        () -> {
          try (MulticastSocket socket = socket()) {
            for (int i = 0; i < messages; i++) {
              send(socket, GROUP, message.number(i));
              if (i % 50 == 49) {
                // What the receiver's queue does not hold would say nothing.
                TimeUnit.MILLISECONDS.sleep(120);
              }
            }
          }
          return null;
        });
  }

  @Test
  void keepsSoMuchOfWhatItHearsAndNoMore() {
    awaitAnswer();
    flood(200, i -> DnsMessages.text("long" + i + ".local", new byte[1], 0xffff));
    assertThat(announced.getCache().allValues()).hasSizeLessThan(100);

    flood(
        BoundedCache.LIMIT + 300,
        i -> DnsMessages.pointer("_t" + i + "._udp.local", "x._t" + i + "._udp.local"));
    assertThat(announced.getCache().allValues()).hasSizeLessThanOrEqualTo(BoundedCache.LIMIT);
    assertThat(announced.getServiceTypes()).containsOnlyKeys(TYPE + ".");
    assertThat(answers(GROUP)).isTrue();
  }
}
