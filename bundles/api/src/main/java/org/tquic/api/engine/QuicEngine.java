package org.tquic.api.engine;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.Set;

/**
 * Opens QUIC connections as Netty channels. An OSGi service with the property {@link #PROPERTY};
 * thread-safe. Everything above works on any engine.
 */
public interface QuicEngine {
  /** Service property that names the engine, {@code tquic.engine=quiche}. */
  String PROPERTY = "tquic.engine";

  /** The id that operators select. */
  String id();

  /** Names of the congestion controllers that are this engine's own. */
  Set<String> congestionAlgorithms();

  /**
   * Whether one connection uses several links at once and its controllers are plug-ins: its
   * channels are {@link MultipathChannel}s then.
   */
  default boolean isMultipath() {
    return false;
  }

  /** What this engine shows of its connections; empty when it cannot. */
  default Optional<EngineEvidence> evidence() {
    return Optional.empty();
  }

  /** Threads that suit this engine's sockets; the caller shuts the group down. */
  EventLoopGroup newEventLoopGroup(int threads, String threadName);

  /**
   * Connects over one link. The future completes after the handshake, with the peer verified; the
   * channel and its UDP socket live and die together.
   *
   * <p>Fails with a {@link ConnectFailure} that says why.
   */
  Future<QuicChannel> connect(ClientRequest request);

  /**
   * Listens for connections. The future gives the UDP channel, whose local address is the one bound
   * and whose close ends all its connections; it fails with a {@link ConnectFailure}.
   */
  Future<Channel> listen(ServerRequest request);
}
