package org.tquic.quic.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.EngineFixture.CLIENT;
import static org.tquic.quic.netty.EngineFixture.SERVER;
import static org.tquic.quic.netty.EngineFixture.SETTINGS;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.EngineFixture.failure;
import static org.tquic.quic.netty.EngineFixture.link;
import static org.tquic.quic.netty.EngineFixture.loopback;
import static org.tquic.quic.netty.EngineFixture.on;
import static org.tquic.quic.netty.EngineFixture.port;
import static org.tquic.quic.netty.Recorder.next;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicPathEvent;
import io.netty.util.concurrent.Future;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.PathChanged;
import org.tquic.api.engine.PathInfo;
import org.tquic.api.engine.TransportSettings;
import org.tquic.quic.netty.udp.UdpTransport;
import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.quic.recovery.NewReno;
import org.tquic.spi.Handover;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

class PathTest {
  static Stream<UdpTransport> transports() {
    return EngineFixture.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void datagramsGoByThePathThatTheyAreFor(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(accepted, null);
      Recorder recorder = new Recorder();
      MultipathChannel channel = fixture.connect(listener, recorder);
      long second = await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
      assertThat(second).isEqualTo(1);
      MultipathChannel server = (MultipathChannel) next(accepted.active);

      List<PathInfo> paths = on(channel, channel::paths);
      assertThat(paths).extracting(PathInfo::id).containsExactly(0L, 1L);
      assertThat(paths).allMatch(PathInfo::validated);
      assertThat(paths.get(1).local().getAddress()).isEqualTo(link("127.0.0.2").source());
      for (long pathId : new long[] {0, 1, 0, 1}) {
        send(channel, pathId, (byte) pathId);
        Recorder.Received received = next(accepted.received);
        assertThat(received.bytes()).containsExactly((int) pathId);
        assertThat(received.pathId()).isEqualTo(pathId);
      }
      awaitChange(accepted, PathChanged.Change.VALIDATED, 1);
      for (long pathId : new long[] {1, 0, 1}) {
        send(server, pathId, (byte) (10 + pathId));
        Recorder.Received received = next(recorder.received);
        assertThat(received.bytes()).containsExactly(10 + (int) pathId);
        assertThat(received.pathId()).isEqualTo(pathId);
      }
      QuicConnectionPathStats stats = await(channel.collectPathStats(1));
      assertThat(stats.localAddress()).isEqualTo(paths.get(1).local());
      assertThat(stats.sentBytes()).isPositive();
      assertThat(stats.recvBytes()).isPositive();
      assertThat(stats.active()).isTrue();
      assertThat(await(channel.collectStats()).pathsCount()).isEqualTo(2);
    }
  }

  private static void send(MultipathChannel channel, long pathId, byte content) throws Exception {
    boolean taken =
        on(
            channel,
            () -> {
              assertThat(channel.maxDatagramBytes(pathId)).isGreaterThan(1000);
              boolean sent =
                  channel.sendDatagram(pathId, Unpooled.wrappedBuffer(new byte[] {content}));
              channel.flush();
              return sent;
            });
    assertThat(taken).isTrue();
  }

  private static PathChanged awaitChange(Recorder recorder, PathChanged.Change change, long pathId)
      throws InterruptedException {
    PathChanged event;
    do {
      event = recorder.nextEvent(PathChanged.class);
    } while (event.change() != change || event.pathId() != pathId);
    return event;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aConnectionSurvivesTheLossOfThePathThatItBeganOn(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(accepted, null);
      Recorder recorder = new Recorder();
      MultipathChannel channel = fixture.connect(listener, recorder);
      assertThat(on(channel, () -> channel.closePath(0))).as("the last path").isFalse();
      long second = await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
      InetSocketAddress first = on(channel, () -> channel.path(0)).local();
      assertThat(on(channel, () -> channel.closePath(0))).isTrue();
      assertThat(on(channel, () -> channel.path(0))).isNull();
      assertThat(on(channel, () -> channel.sendDatagram(0, Unpooled.EMPTY_BUFFER))).isFalse();
      PathChanged closed = awaitChange(recorder, PathChanged.Change.CLOSED, 0);
      assertThat(closed.local()).isEqualTo(first);
      recorder.nextEvent(QuicPathEvent.Closed.class);
      awaitChange(accepted, PathChanged.Change.CLOSED, 0);
      send(channel, second, (byte) 5);
      assertThat(next(accepted.received).bytes()).containsExactly(5);
      assertThat(channel.localSocketAddress())
          .isEqualTo(on(channel, () -> channel.path(second)).local());
      // Its socket goes with it.
      EngineFixture.awaitFree(first);
      long third = await(channel.openPath(link("127.0.0.3"), loopback(port(listener))));
      assertThat(third).isGreaterThan(second);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aPathThatCannotBeOpenedSaysWhy(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport);
        DatagramSocket silent = new DatagramSocket(loopback(0))) {
      Channel listener = fixture.listen(new Recorder(), null);
      Recorder recorder = new Recorder();
      MultipathChannel channel = fixture.connect(listener, recorder);
      InetSocketAddress server = loopback(port(listener));
      ConnectFailure noAddress = failure(channel.openPath(link("192.0.2.77"), server));
      assertThat(noAddress.reason()).isEqualTo(PathReason.NO_ADDRESS);
      ConnectFailure noAnswer =
          failure(channel.openPath(link("127.0.0.2"), loopback(silent.getLocalPort())));
      assertThat(noAnswer.reason()).isEqualTo(PathReason.NO_ANSWER);
      assertThat(noAnswer).hasMessageContaining("127.0.0.2");
      int refusing;
      try (DatagramSocket socket = new DatagramSocket(loopback(0))) {
        refusing = socket.getLocalPort();
      }
      ConnectFailure refused = failure(channel.openPath(link("127.0.0.2"), loopback(refusing)));
      assertThat(refused.reason()).isEqualTo(PathReason.REFUSED);
      assertThat(on(channel, channel::paths)).extracting(PathInfo::id).containsExactly(0L);
      assertThat(channel.isActive()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void pathsEndWithTheirConnection(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport);
        DatagramSocket silent = new DatagramSocket(loopback(0))) {
      Channel listener = fixture.listen(new Recorder(), null);
      MultipathChannel channel = fixture.connect(listener, null);
      Future<Long> opening = channel.openPath(link("127.0.0.2"), loopback(silent.getLocalPort()));
      channel.close();
      assertThat(failure(opening).reason()).isEqualTo(PathReason.CLOSED_BY_PEER);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void thePeerHearsWhichPathIsPreferred(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(accepted, null);
      MultipathChannel channel = fixture.connect(listener, null);
      long second = await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
      on(
          channel,
          () -> {
            channel.preferPath(second, false);
            return null;
          });
      awaitChange(accepted, PathChanged.Change.PEER_BACKUP, second);
      on(
          channel,
          () -> {
            channel.preferPath(second, true);
            return null;
          });
      awaitChange(accepted, PathChanged.Change.PEER_AVAILABLE, second);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void moreLinksThanPathsThatThePeerAllowsFail(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Recorder(), null);
      MultipathChannel channel = fixture.connect(listener, null);
      List<Future<Long>> opened = new ArrayList<>();
      for (int i = 1; i <= 15; i++) {
        opened.add(channel.openPath(link("127.0.1." + i), loopback(port(listener))));
      }
      for (Future<Long> path : opened) {
        await(path);
      }
      ConnectFailure failure =
          failure(channel.openPath(link("127.0.1.99"), loopback(port(listener))));
      assertThat(failure).hasMessageContaining("no more paths");
      assertThat(on(channel, channel::paths)).hasSize(16);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void pathsCanBeReplacedAnyNumberOfTimes(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Recorder(), null);
      MultipathChannel channel = fixture.connect(listener, null);
      long current = 0;
      for (int i = 0; i < 40; i++) {
        long next = openEventually(channel, port(listener));
        assertThat(next).isGreaterThan(current);
        long replaced = current;
        assertThat(on(channel, () -> channel.closePath(replaced))).isTrue();
        current = next;
      }
      assertThat(on(channel, channel::paths)).hasSize(1);
    }
  }

  /** The peer gives a new path ID for a closed one after some round-trip times only. */
  private static long openEventually(MultipathChannel channel, int port) throws Exception {
    while (true) {
      Future<Long> opened = channel.openPath(link("127.0.0.2"), loopback(port)).await();
      if (opened.isSuccess()) {
        return opened.getNow();
      }
      // A sign of life, so that the connection does not end for idleness.
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
      assertThat(opened.cause()).hasMessageContaining("no more paths");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void plugInsAreSelectedWhileDataFlows(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(new Echo(), null);
      Recorder recorder = new Recorder();
      MultipathChannel channel = fixture.connect(listener, recorder);
      Counting controllers = new Counting();
      CountingSchedulers schedulers = new CountingSchedulers();
      on(
          channel,
          () -> {
            channel.selectCongestion(controllers);
            channel.selectScheduler(schedulers);
            return null;
          });
      assertThat(controllers.created).hasValue(1);
      assertThat(schedulers.created).hasValue(1);
      assertThat(on(channel, () -> channel.path(0)).congestion()).isEqualTo("counting");
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}));
      assertThat(next(recorder.received).bytes()).containsExactly(1);
      await(channel.openPath(link("127.0.0.2"), loopback(port(listener))));
      assertThat(controllers.created).hasValue(2);
      on(
          channel,
          () -> {
            channel.selectCongestion(null);
            channel.selectScheduler(null);
            return null;
          });
      assertThat(on(channel, () -> channel.path(1)).congestion()).isEqualTo(NewReno.ID);
      channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {2}));
      assertThat(next(recorder.received).bytes()).containsExactly(2);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theControllerOfTheSettingsIsUsedFromTheStart(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(null, null);
      Counting controllers = new Counting();
      TransportSettings settings =
          new TransportSettings(
              SETTINGS.maxUdpPayload(),
              SETTINGS.idleTimeout(),
              SETTINGS.datagramQueue(),
              "counting",
              controllers);
      await(
          fixture.connect(
              port(listener), CLIENT.trusting(SERVER), settings, null, Duration.ofSeconds(5)));
      assertThat(controllers.created).hasValue(1);
    }
  }

  private static final class Counting implements CongestionControllerFactory {
    final AtomicInteger created = new AtomicInteger();

    @Override
    public String id() {
      return "counting";
    }

    @Override
    public CongestionController create(
        org.tquic.spi.congestion.PathInfo path, CongestionHandover handover, long nowNs) {
      created.incrementAndGet();
      return NewReno.FACTORY.create(path, handover, nowNs);
    }
  }

  private static final class CountingSchedulers implements PathSchedulerFactory {
    final AtomicInteger created = new AtomicInteger();

    @Override
    public String id() {
      return "counting";
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      created.incrementAndGet();
      return BuiltinMinRtt.FACTORY.create(connection, handover, nowNs);
    }
  }
}
