package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.TransportSample;
import org.tquic.bond.wire.ControlMessage;

/** A timer whose work throws, here the repeated news that a carrier is down. */
class DrivenBondTest {
  private static final int REPEAT_MS = 100;
  private static final int RETRY_MS = 100;
  private static final int PACKETS = 1000;

  private final EmbeddedChannel embedded = new EmbeddedChannel();
  private final Broken broken = new Broken();
  private DrivenBond bond;

  @BeforeEach
  void failOnce() {
    embedded.freezeTime();
    bond = new DrivenBond("test", embedded.eventLoop(), new NoPort(), new NoEvents());
    Carrier down = new Carrier(1, "wan1", new Broken(), bond.nowNs());
    bond.add(down);
    bond.add(new Carrier(2, "wan2", broken, bond.nowNs()));
    bond.linkDown(down, PathReason.NO_CARRIER);
    broken.fails = true;
    broken.attempts = 0;
    pass(REPEAT_MS);
    assertThat(broken.attempts).isOne();
  }

  private void pass(long ms) {
    embedded.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    embedded.runScheduledPendingTasks();
  }

  @Test
  void itsWorkIsTriedAgain() {
    pass(RETRY_MS);
    assertThat(broken.attempts).isEqualTo(2);
    broken.fails = false;
    pass(RETRY_MS);
    assertThat(broken.attempts).isEqualTo(3);
  }

  @Test
  void packetsDoNotHaveItTriedMoreOften() {
    for (int i = 0; i < PACKETS; i++) {
      bond.flush();
      pass(0);
    }
    assertThat(broken.attempts).isOne();
  }

  /** A path on which nothing comes back, and that can be made to fail. */
  private static final class Broken implements CarrierTransport {
    private boolean fails;
    private int attempts;

    @Override
    public boolean send(ControlMessage message) {
      if (message instanceof ControlMessage.Health) {
        attempts++;
        if (fails) {
          throw new IllegalStateException("broken on purpose");
        }
      }
      return true;
    }

    @Override
    public boolean send(long context, ByteBuf payload) {
      payload.release();
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void sample(TransportSample into) {}

    @Override
    public int maxPayload() {
      return 1400;
    }

    @Override
    public String congestion() {
      return "none";
    }

    @Override
    public void close(PathReason reason) {}

    @Override
    public String local() {
      return "local";
    }

    @Override
    public String remote() {
      return "remote";
    }
  }
}
