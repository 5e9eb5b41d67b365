package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathStatus;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.ControlMessage.Announce;
import org.tquic.bond.wire.ControlMessage.Ping;
import org.tquic.bond.wire.ControlMessage.Pong;
import org.tquic.masque.ConnectIpRequest;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.IpTunnelListener;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** How the paths of a router's connection become carriers at the server. */
class ServerPathsTest {
  private static final long STEP_MS = 100;

  private final FakeConnection connection = new FakeConnection();
  private final FakeTunnel tunnel = new FakeTunnel(connection.channel, Map.of());
  private final List<String> told = new ArrayList<>();
  private final LinkControllers links = new LinkControllers();
  private final BondedSession session =
      new BondedSession(new Owner(), new NoPort(), "home", List.of(), 1);
  private IpTunnelListener paths;

  private final class Owner implements SessionOwner {
    @Override
    public EventLoop loop() {
      return connection.embedded.eventLoop();
    }

    @Override
    public PathSchedulerFactory scheduler() {
      return null;
    }

    @Override
    public String congestionId() {
      return "cubic";
    }

    @Override
    public LinkControllers links() {
      return links;
    }

    @Override
    public void onPath(PathStatus path) {
      told.add(path.link() + " " + path.state());
    }

    @Override
    public void onMaxPacket() {}

    @Override
    public void onTooBig(ByteBuf packet, int maxBytes) {}

    @Override
    public void onEnded(ServerSession ended) {
      told.add("ended");
    }
  }

  private final class Request implements ConnectIpRequest {
    @Override
    public QuicChannel channel() {
      return connection.channel;
    }

    @Override
    public List<X509Certificate> peerCertificates() {
      return List.of();
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }

    @Override
    public String authority() {
      return "";
    }

    @Override
    public String target() {
      return "*";
    }

    @Override
    public int ipProtocol() {
      return -1;
    }

    @Override
    public IpTunnel accept(Map<String, String> responseHeaders, IpTunnelListener listener) {
      paths = listener;
      return tunnel;
    }

    @Override
    public void reject(int status, String problemType, String detail) {
      told.add("rejected " + problemType);
    }
  }

  @BeforeEach
  void join() {
    session.accept(new Request(), new BondHeader.Join(1, 0, "wan1"));
  }

  private void arrive(long path, ControlMessage message) {
    ByteBuf payload = Unpooled.buffer();
    message.encode(payload);
    arrive(path, payload);
  }

  private void arrive(long path, ByteBuf payload) {
    if (!connection.paths.containsKey(path)) {
      connection.addPath(path);
    }
    connection.arrivalPath = path;
    paths.onDatagram(ControlMessage.CONTEXT, payload);
    paths.onReadComplete();
    assertThat(payload.refCnt()).isZero();
  }

  private List<Integer> carriers() {
    return session.status().paths().stream().map(PathStatus::id).toList();
  }

  @Test
  void theRequestAnnouncesTheFirstPath() {
    assertThat(told).containsExactly("wan1 ACTIVE");
    assertThat(session.status().paths().getFirst().congestion()).isEqualTo("fake");
  }

  @Test
  void aLinkWithAControllerOfItsOwnHasItOnEachPathToCome() {
    links.select("wan2", new CongestionChoice("newreno (built-in)", "newreno"));
    arrive(3, new Announce(9, "wan2"));
    assertThat(connection.ownControllers).containsOnlyKeys(3L);
    links.select("wan2", null);
    session.onLinkCongestion("wan2");
    assertThat(connection.ownControllers).isEmpty();
  }

  @Test
  void anAnnouncedPathIsACarrierAndIsPingedAtOnce() {
    connection.sent.clear();
    arrive(3, new Announce(9, "wan2"));
    assertThat(told).containsExactly("wan1 ACTIVE", "wan2 ACTIVE");
    assertThat(carriers()).containsExactly(0, 9);
    assertThat(connection.sent).singleElement().asString().startsWith("3:0402");
  }

  @Test
  void anAnnouncementAgainChangesNothing() {
    arrive(3, new Announce(9, "wan2"));
    arrive(3, new Announce(9, "wan2"));
    arrive(3, new Announce(10, "wan3"));
    assertThat(carriers()).containsExactly(0, 9);
  }

  @Test
  void aCarrierHasOnePath() {
    arrive(3, new Announce(0, "wan2"));
    assertThat(carriers()).containsExactly(0);
  }

  @Test
  void whatIsNoAnnouncementIsDropped() {
    arrive(3, new Ping(1));
    arrive(3, Unpooled.wrappedBuffer(new byte[] {5, 0, 9, 2, 'a', ' '}));
    arrive(3, Unpooled.buffer());
    assertThat(carriers()).containsExactly(0);
  }

  @Test
  void thereIsALimit() {
    for (int i = 1; i < 40; i++) {
      arrive(i, new Announce(i, "wan" + i));
    }
    assertThat(carriers()).hasSize(16);
  }

  @Test
  void aClosedPathIsNoCarrierAnyMore() {
    arrive(3, new Announce(9, "wan2"));
    connection.losePath(0);
    assertThat(carriers()).containsExactly(9);
    assertThat(told).endsWith("wan1 REMOVED");
  }

  @Test
  void aRouterThatComesBackInTimeKeepsItsSession() {
    connection.losePath(0);
    connection.advanceMs(59_000);
    arrive(3, new Announce(9, "wan1"));
    connection.advanceMs(59_000);
    assertThat(told).doesNotContain("ended");
    connection.losePath(3);
    connection.advanceMs(60_000);
    assertThat(told).endsWith("ended");
  }

  @Test
  void aRouterThatVanishedIsGivenUpAfterHalfAMinuteAndThenForgotten() {
    long suspectedMs = waitFor("wan1 SUSPECT");
    assertThat(suspectedMs).isLessThan(10_000);
    assertThat(waitFor("wan1 REMOVED"))
        .isBetween(RouterSession.GIVE_UP_MS - STEP_MS, RouterSession.GIVE_UP_MS + STEP_MS);
    assertThat(carriers()).isEmpty();
    assertThat(connection.closeReason).isEqualTo("SILENT");
    assertThat(waitFor("ended")).isBetween(60_000 - STEP_MS, 60_000 + STEP_MS);
  }

  @Test
  void aRouterThatIsHeardAgainInTimeIsNotGivenUp() {
    waitFor("wan1 SUSPECT");
    for (long ms = 0; ms < RouterSession.GIVE_UP_MS - 5000; ms += STEP_MS) {
      connection.advanceMs(STEP_MS);
    }
    for (int i = 0; i < 20; i++) {
      arrive(0, new Pong(lastPing()));
      connection.advanceMs(STEP_MS);
    }
    assertThat(told).containsExactly("wan1 ACTIVE", "wan1 SUSPECT", "wan1 ACTIVE");
    assertThat(connection.notes).endsWith("0:SUSPECT SILENT", "0:ACTIVE NONE");
    connection.advanceMs(4000);
    assertThat(carriers()).containsExactly(0);
  }

  /** Token of the ping that was sent last. */
  private long lastPing() {
    String prefix = "0:0402";
    String ping =
        connection.sent.reversed().stream()
            .filter(datagram -> datagram.startsWith(prefix))
            .findFirst()
            .orElseThrow();
    return HexFormat.fromHexDigitsToLong(ping.substring(prefix.length()));
  }

  /** Milliseconds until something is told. */
  private long waitFor(String what) {
    long ms = 0;
    while (!told.contains(what)) {
      assertThat(ms).as("waiting for %s after %s", what, told).isLessThan(120_000);
      connection.advanceMs(STEP_MS);
      ms += STEP_MS;
    }
    return ms;
  }

  @Test
  void theEndOfTheSessionIsTheEndOfTheConnection() {
    session.close();
    assertThat(connection.closeReason).isEqualTo("NONE");
    assertThat(connection.closedPaths).as("no path is closed before it").isEmpty();
  }
}
