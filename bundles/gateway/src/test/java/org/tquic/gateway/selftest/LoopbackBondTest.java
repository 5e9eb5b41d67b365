package org.tquic.gateway.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.TquicException;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.ServerRequest;
import org.tquic.bond.CongestionChoice;
import org.tquic.quic.netty.MultipathEngine;
import org.tquic.quic.quiche.QuicheEngine;

class LoopbackBondTest {
  private static final CongestionChoice NEWRENO = new CongestionChoice("newreno", "newreno");

  @TempDir Path state;

  static Stream<QuicEngine> engines() {
    return Stream.of(new MultipathEngine(), new QuicheEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void carriesPacketsBothWays(QuicEngine engine) {
    try (LoopbackBond bond = new LoopbackBond(engine, null, NEWRENO, state)) {
      assertThat(bond.carry(500)).isPositive();
    }
  }

  @Test
  void saysWhichEngineDoesNotListen() {
    assertThatThrownBy(() -> new LoopbackBond(new Deaf(), null, NEWRENO, state))
        .isInstanceOfSatisfying(
            TquicException.class,
            e -> {
              assertThat(e).hasMessage("engine deaf: the server does not listen on 127.0.0.1");
              assertThat(e.remedy()).contains("loopback device");
            });
  }

  /** An engine whose sockets cannot be bound. */
  private static final class Deaf implements QuicEngine {
    private final QuicEngine threads = new MultipathEngine();

    @Override
    public String id() {
      return "deaf";
    }

    @Override
    public Set<String> congestionAlgorithms() {
      return threads.congestionAlgorithms();
    }

    @Override
    public EventLoopGroup newEventLoopGroup(int count, String threadName) {
      return threads.newEventLoopGroup(count, threadName);
    }

    @Override
    public Future<QuicChannel> connect(ClientRequest request) {
      throw new AssertionError("there is no server");
    }

    @Override
    public Future<Channel> listen(ServerRequest request) {
      return ImmediateEventExecutor.INSTANCE.newFailedFuture(new BindException("no loopback"));
    }
  }
}
