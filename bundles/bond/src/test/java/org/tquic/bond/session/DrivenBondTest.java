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

class DrivenBondTest {
  private static final int STEP_MS = 10;
  private static final int LONG_STEPS = 6000;

  private final EmbeddedChannel embedded = new EmbeddedChannel();
  private final Silence silence = new Silence();
  private DrivenBond bond;

  @BeforeEach
  void addACarrier() {
    embedded.freezeTime();
    bond = new DrivenBond("test", embedded.eventLoop(), new NoPort(), new NoEvents());
    bond.add(new Carrier(1, "wan1", silence, bond.nowNs()));
  }

  /** Lets time pass until something more was sent on the carrier, or failed to be. */
  private int stepsUntilTheNextSend() {
    int before = silence.sends;
    int steps = 0;
    while (silence.sends == before && steps++ < LONG_STEPS) {
      embedded.advanceTimeBy(STEP_MS, TimeUnit.MILLISECONDS);
      embedded.runScheduledPendingTasks();
    }
    return steps;
  }

  @Test
  void aTimerThatFailedIsTriedAgainAndNotAtOnce() {
    silence.broken = true;
    assertThat(stepsUntilTheNextSend()).isLessThan(LONG_STEPS);
    for (int i = 0; i < 3; i++) {
      assertThat(stepsUntilTheNextSend()).as("steps of %d ms", STEP_MS).isEqualTo(100 / STEP_MS);
    }
    silence.broken = false;
    assertThat(stepsUntilTheNextSend()).isEqualTo(100 / STEP_MS);
    assertThat(stepsUntilTheNextSend()).isLessThan(LONG_STEPS);
  }

  /** Meanwhile packets come, each of which would have the timer set. */
  @Test
  void trafficDoesNotHaveItTriedMoreOften() {
    silence.broken = true;
    stepsUntilTheNextSend();
    int failures = silence.sends;
    for (int i = 0; i < 1000; i++) {
      bond.flush();
      embedded.runScheduledPendingTasks();
    }
    assertThat(silence.sends).isEqualTo(failures);
  }

  /** A path on which nothing comes back, and whose transport can be broken. */
  private static final class Silence implements CarrierTransport {
    private boolean broken;
    private int sends;

    @Override
    public boolean send(long context, ByteBuf payload) {
      sends++;
      payload.release();
      if (broken) {
        throw new IllegalStateException("broken on purpose");
      }
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
