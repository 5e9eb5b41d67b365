package org.tquic.paths.doctor.step;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tquic.api.bond.PathReason;
import org.tquic.api.doctor.DoctorDial;
import org.tquic.api.doctor.DoctorTarget;
import org.tquic.api.doctor.LinkCapacity;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TransportSettings;

/**
 * The connections of a link's examination: one per engine, both begun at the same time. They
 * authenticate as this router and ask for nothing but the address that they are seen under, so that
 * the server's bond takes no notice.
 */
final class Dials implements AutoCloseable {
  private static final int UDP_PAYLOAD = 1200;
  private static final int LARGE_PAYLOAD = 1472;
  private static final int DATAGRAMS = 16;
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** H3_NO_ERROR, RFC 9114 section 8.1. */
  private static final int NO_ERROR = 0x100;

  private final Engines engines;
  private final DoctorTarget target;
  private Future<QuicChannel> inUse;
  private Future<QuicChannel> independent;
  private final Map<Boolean, Mapping> seen = new ConcurrentHashMap<>();

  Dials(Engines engines, DoctorTarget target) {
    this.engines = engines;
    this.target = target;
  }

  /** Begins both; again is harmless. */
  void start(LinkCase link, Duration timeout) {
    if (inUse == null && independent == null) {
      Duration left = Duration.ofNanos(link.bound(timeout));
      independent = dial(link, false, left);
      inUse = dial(link, true, left);
    }
  }

  private Future<QuicChannel> dial(LinkCase link, boolean ofTheBond, Duration timeout) {
    Engines.Running running = engines.get(ofTheBond).orElse(null);
    if (running == null) {
      return null;
    }
    Future<QuicChannel> connecting =
        target.connect(running.engine().id(), request(link, running, UDP_PAYLOAD, timeout));
    connecting.addListener(
        (Future<QuicChannel> connected) -> {
          if (connected.isSuccess()) {
            seen.put(ofTheBond, Mapping.of(connected.getNow(), target));
          }
        });
    return connecting;
  }

  /** As which address the server saw the connection when it began; empty where it did not. */
  Optional<Mapping> seen(boolean ofTheBond) {
    return Optional.ofNullable(seen.get(ofTheBond));
  }

  /** The same now. */
  Optional<Mapping> seenNow() {
    return open().map(connection -> Mapping.of(connection, target));
  }

  /** Measures what the link carries, with the engine in use; null where that is not here. */
  Future<LinkCapacity> measure(LinkCase link, int seconds, Duration timeout) {
    Engines.Running running = engines.get(true).orElse(null);
    return running == null
        ? null
        : target.measure(
            running.engine().id(), request(link, running, LARGE_PAYLOAD, timeout), seconds);
  }

  private static DoctorDial request(
      LinkCase link, Engines.Running running, int udpPayload, Duration timeout) {
    ChannelInitializer<Channel> noStreams =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel ignored) {}
        };
    return new DoctorDial(
        running.loop(),
        new LinkBinding(link.info().name(), link.source()),
        link.remote(),
        new TransportSettings(udpPayload, IDLE, DATAGRAMS, congestion(running.engine())),
        timeout,
        noStreams);
  }

  /** Any of its own will do: nothing is sent that it would have to hold back. */
  private static String congestion(QuicEngine engine) {
    return engine.congestionAlgorithms().stream().sorted().findFirst().orElse("");
  }

  /** Id of an engine, empty without it. */
  Optional<String> engine(boolean ofTheBond) {
    return engines.get(ofTheBond).map(running -> running.engine().id());
  }

  /**
   * Waits for a connection that was begun.
   *
   * @throws ConnectFailure when there is none
   */
  QuicChannel await(LinkCase link, boolean ofTheBond, Duration bound) throws InterruptedException {
    Future<QuicChannel> dial = ofTheBond ? inUse : independent;
    if (!dial.await(link.bound(bound), TimeUnit.NANOSECONDS)) {
      dial.cancel(false);
    }
    if (dial.isSuccess()) {
      return dial.getNow();
    }
    throw switch (dial.cause()) {
      case ConnectFailure failure -> failure;
      case CancellationException late ->
          new ConnectFailure(PathReason.NO_ANSWER, "the handshake took too long", "", late);
      case Throwable other ->
          new ConnectFailure(PathReason.INTERNAL, String.valueOf(other), "See the log.", other);
    };
  }

  /** The connection of the engine in use, if it is open. */
  Optional<QuicChannel> open() {
    return Optional.ofNullable(inUse)
        .filter(Future::isSuccess)
        .map(Future::getNow)
        .filter(Channel::isActive);
  }

  @Override
  public void close() {
    begun().forEach(Dials::end);
  }

  private Stream<Future<QuicChannel>> begun() {
    return Stream.of(inUse, independent).filter(Objects::nonNull);
  }

  private static void end(Future<QuicChannel> dial) {
    dial.cancel(false);
    if (dial.isSuccess()) {
      dial.getNow().close(true, NO_ERROR, Unpooled.EMPTY_BUFFER);
    }
  }
}
