package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicTransportParameters;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** The size of datagrams on channels that tell it and on channels that have to be asked. */
class DatagramSizeTest {
  private boolean active;
  private long peerLimit = 65_535;
  private Long pathMtu = 1200L;
  private final DatagramSize size = new DatagramSize(channel());

  private QuicChannel channel() {
    QuicTransportParameters parameters = fake(QuicTransportParameters.class, method -> peerLimit);
    return fake(
        QuicChannel.class,
        method ->
            switch (method) {
              case "isActive" -> active;
              case "peerTransportParameters" -> parameters;
              default -> statistics();
            });
  }

  private Future<QuicConnectionPathStats> statistics() {
    return pathMtu == null
        ? ImmediateEventExecutor.INSTANCE.newFailedFuture(new IllegalStateException("no such path"))
        : ImmediateEventExecutor.INSTANCE.newSucceededFuture(
            fake(QuicConnectionPathStats.class, method -> pathMtu));
  }

  private interface Answers {
    Object to(String method);
  }

  private static <T> T fake(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.to(method.getName())));
  }

  @Test
  void nothingFitsBeforeTheHandshake() {
    assertThat(size.refresh()).isZero();
  }

  @Test
  void whoIsNotToldAsksForThePeersLimitAndThePathsMtu() {
    active = true;
    assertThat(size.refresh()).as("with the longest connection ID").isEqualTo(1200 - 44);
    pathMtu = 1472L;
    assertThat(size.refresh()).isEqualTo(1472 - 44);
  }

  @Test
  void thePeersLimitCountsTheFrameToo() {
    active = true;
    peerLimit = 1003;
    assertThat(size.refresh()).isEqualTo(1000);
  }

  @Test
  void aPeerThatTakesNoDatagramsGetsNone() {
    active = true;
    peerLimit = 0;
    assertThat(size.refresh()).isZero();
  }

  @Test
  void whatIsToldCountsMoreThanWhatCanBeAsked() {
    active = true;
    size.told(1172);
    assertThat(size.bytes()).isEqualTo(1172);
    pathMtu = 1400L;
    assertThat(size.refresh()).as("with the overhead that was seen").isEqualTo(1372);
  }

  @Test
  void theSizeStaysWhenThePathThatWasAskedIsGone() {
    active = true;
    size.refresh();
    pathMtu = null;
    assertThat(size.refresh()).isEqualTo(1200 - 44);
  }
}
