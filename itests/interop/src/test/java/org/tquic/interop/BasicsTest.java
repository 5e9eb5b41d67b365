package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.quic.connection.CloseReason;

class BasicsTest {
  static byte[] payload(int bytes, long seed) {
    byte[] payload = new byte[bytes];
    new Random(seed).nextBytes(payload);
    return payload;
  }

  @ParameterizedTest
  @EnumSource
  void ourCodeOfTheApplicationReachesQuiche(Roles roles) {
    try (Pair pair = Pair.connected(roles, new Setup())) {
      assertThat(pair.ours.connection().applicationProtocol()).isEqualTo(Setup.PROTOCOL);
      pair.ours.closeConnection(77);
      assertThat(Waiting.get(pair.quiche.closedByPeer())).isEqualTo(new Side.Close(true, 77));
      assertThat(Waiting.get(pair.ours.closed).kind())
          .isEqualTo(CloseReason.Kind.LOCAL_APPLICATION);
      Waiting.get(pair.ours.terminated);
    }
  }

  @ParameterizedTest
  @EnumSource
  void quichesCodeOfTheApplicationReachesUs(Roles roles) {
    try (Pair pair = Pair.connected(roles, new Setup())) {
      pair.quiche.closeConnection(78);
      assertThat(Waiting.get(pair.ours.closedByPeer())).isEqualTo(new Side.Close(true, 78));
      Waiting.get(pair.ours.terminated);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenMegabytesGoThereAndBackOnOneStream(Roles roles) {
    byte[] payload = payload(10_000_000, 1);
    try (Pair pair = Pair.connected(roles, new Setup())) {
      for (Side side : pair.sides()) {
        assertThat(Waiting.get(side.echoed(payload))).isEqualTo(payload);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void hundredStreamsAtOnce(Roles roles) {
    try (Pair pair = Pair.connected(roles, new Setup())) {
      for (Side side : pair.sides()) {
        List<CompletableFuture<byte[]>> echoes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          echoes.add(side.echoed(payload(20_000, i)));
        }
        for (int i = 0; i < 100; i++) {
          assertThat(Waiting.get(echoes.get(i))).isEqualTo(payload(20_000, i));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void datagramsBothWays(Roles roles) {
    try (Pair pair = Pair.connected(roles, new Setup())) {
      for (int size : new int[] {1, 100, 1100}) {
        byte[] payload = payload(size, size);
        pair.ours.sendDatagram(payload);
        assertThat(Waiting.take(pair.quiche.datagrams())).isEqualTo(payload);
        pair.quiche.sendDatagram(payload);
        assertThat(Waiting.take(pair.ours.datagrams())).isEqualTo(payload);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void retryProvesTheClientsAddress(Roles roles) {
    Setup setup = new Setup();
    setup.ourRetry = true;
    setup.quicheTokens = InsecureQuicTokenHandler.INSTANCE;
    byte[] payload = payload(100_000, 2);
    try (Pair pair = Pair.connected(roles, setup)) {
      if (roles == Roles.OUR_SERVER) {
        assertThat(pair.ours.counters().retries()).isPositive();
      }
      assertThat(Waiting.get(pair.ours.echoed(payload))).isEqualTo(payload);
    }
  }
}
