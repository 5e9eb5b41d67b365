package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** Which plug-ins connections run on, however old they are. */
class LiveChannelsTest {
  private static final CongestionControllerFactory FIRST = new NamedFactory("first");
  private static final CongestionControllerFactory SECOND = new NamedFactory("second");

  private final FakeConnection old = new FakeConnection();
  private final FakeConnection fresh = new FakeConnection();

  private record NamedFactory(String id) implements CongestionControllerFactory {
    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      throw new UnsupportedOperationException("nobody sends here");
    }
  }

  @Test
  void aChangeReachesLiveConnectionsAndThoseToCome() {
    LiveChannels channels = new LiveChannels(null, FIRST);
    channels.add(old.channel, FIRST);
    assertThat(old.controllers).as("it began with it").isEmpty();
    channels.selectCongestion(SECOND);
    assertThat(old.controllers).containsExactly(SECOND);
    channels.add(fresh.channel, FIRST);
    assertThat(fresh.controllers).containsExactly(SECOND);
    channels.selectCongestion(null);
    assertThat(old.controllers).as("the built-in").containsExactly(SECOND, null);
  }

  @Test
  void aClosedConnectionIsForgotten() {
    LiveChannels channels = new LiveChannels(null, FIRST);
    channels.add(old.channel, FIRST);
    old.embedded.close();
    channels.selectCongestion(SECOND);
    channels.selectScheduler(null);
    assertThat(old.controllers).isEmpty();
    assertThat(old.schedulers).isEmpty();
  }
}
