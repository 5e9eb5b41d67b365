package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.masque.TunnelFixture.await;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Measurements with either engine; what they come to depends on the machine. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class CapacityTest {
  @Parameter TestEngine engine;

  private final BlockingQueue<String> over = new LinkedBlockingQueue<>();
  private final CountDownLatch accepted = new CountDownLatch(1);
  private volatile boolean refuses;
  private TunnelFixture fixture;
  private QuicChannel channel;

  @BeforeEach
  void start() throws Exception {
    fixture = new TunnelFixture(engine, new Handler());
    channel = fixture.connect();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private final class Handler implements MasqueServerHandler {
    @Override
    public void onCapacity(CapacityRequest request) {
      if (refuses) {
        request.reject(429, "busy", "one at a time");
      } else {
        request.accept(() -> over.add("over"));
        accepted.countDown();
      }
    }

    @Override
    public void onConnectIp(ConnectIpRequest request) {
      request.reject(403, "revoked", "not here");
    }
  }

  private void assertMeasures(Future<Transferred> measurement) throws Exception {
    Transferred transferred = await(measurement);
    assertThat(transferred.bytes()).isPositive();
    assertThat(transferred.bitsPerSecond()).isPositive();
    assertThat(over.poll(10, TimeUnit.SECONDS)).isEqualTo("over");
  }

  @Test
  void bothDirectionsAreMeasured() throws Exception {
    assertMeasures(CapacityClient.download(channel, "host", 1));
    assertMeasures(CapacityClient.upload(channel, "host", 1));
    assertThat(over).isEmpty();
  }

  @Test
  void aRefusalSaysWhyAndATimeBeyondTheLimitIsOne() throws Exception {
    for (String seconds : new String[] {"0", "11", "100", "-1", "1.5", "", "1&x"}) {
      HttpReply reply =
          await(
              fixture.client.request(
                  channel, "GET", "host", CapacityRequest.PATH + seconds, Map.of(), new byte[0]));
      assertThat(reply.status()).as("seconds=%s", seconds).isEqualTo(400);
    }
    refuses = true;
    assertThatThrownBy(() -> await(CapacityClient.download(channel, "host", 1)))
        .hasRootCauseInstanceOf(MasqueException.class)
        .hasMessageContaining("429: one at a time");
    assertThat(over).isEmpty();
  }

  @Test
  void aClientThatGoesEndsItsMeasurement() throws Exception {
    Future<Transferred> measurement = CapacityClient.download(channel, "host", 10);
    assertThat(accepted.await(20, TimeUnit.SECONDS)).isTrue();
    channel.close();
    assertThat(measurement.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(measurement.isSuccess()).isFalse();
    assertThat(over.poll(9, TimeUnit.SECONDS)).isEqualTo("over");
  }
}
