package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.link.LinkInfo;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.path.MappingLifetime;
import org.tquic.bond.wire.ControlMessage;

/** A path from its validation to the moment when the server knows whose it is. */
class PathAttemptTest {
  /** ANNOUNCE of carrier 3 on wan2, in the control context. */
  private static final String ANNOUNCEMENT = "7:04050003" + "04" + "77616e32";

  private final FakeConnection connection = new FakeConnection();
  private final List<String> told = new ArrayList<>();
  private final RouterCarrier carrier =
      new RouterCarrier(new CarrierOwner(), null, new BondHeader.Join(1, 3, "wan2"));
  private SharedTunnel tunnel;
  private PathAttempt attempt;

  private final class CarrierOwner implements RouterCarrier.Owner {
    @Override
    public MappingLifetime mapping(LinkInfo link) {
      return new MappingLifetime();
    }

    @Override
    public void onAssigned(List<InetPrefix> addresses) {}

    @Override
    public void onClosed(RouterCarrier closed, PathReason reason, String evidence) {
      told.add("carrier closed");
    }
  }

  private final class Listener implements Attempt.Listener {
    @Override
    public void onReached(Attempt reached) {
      told.add("reached");
    }

    @Override
    public void onOpen(Attempt opened) {
      told.add("open");
    }

    @Override
    public void onFailed(Attempt failed, Throwable cause) {
      told.add("failed " + (cause instanceof ConnectFailure f ? f.reason() : cause.getMessage()));
    }
  }

  private static final class NoOwner implements SharedTunnel.Owner {
    @Override
    public void onUnclaimed(SharedTunnel from, long pathId, long contextId, ByteBuf payload) {
      payload.release();
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onClosed(SharedTunnel from) {}
  }

  @BeforeEach
  void start() {
    tunnel = SharedTunnel.on(connection.channel, new NoOwner());
    tunnel.open(new FakeTunnel(connection.channel, Map.of()));
    attempt =
        new PathAttempt(
            (joined, transport) -> told.add("joined over " + transport.local()),
            new Listener(),
            carrier,
            tunnel);
    InetAddress source = InetAddress.getLoopbackAddress();
    attempt.start(
        new LinkRoute(new LinkBinding("wan2", source), new InetSocketAddress(source, 4433)));
  }

  private void hear() {
    connection.arrivalPath = 7;
    tunnel.onDatagram(ControlMessage.CONTEXT, Unpooled.buffer().writeByte(2).writeLong(9));
  }

  @Test
  void thePathIsOpenedOnItsLink() {
    assertThat(connection.opened)
        .containsExactly(new LinkBinding("wan2", InetAddress.getLoopbackAddress()));
    assertThat(told).isEmpty();
  }

  @Test
  void aValidatedPathIsAnnouncedUntilSomethingIsHeardOnIt() {
    connection.validate(7);
    assertThat(connection.sent).containsExactly(ANNOUNCEMENT);
    connection.advanceMs(100);
    connection.advanceMs(100);
    assertThat(connection.sent).containsExactly(ANNOUNCEMENT, ANNOUNCEMENT, ANNOUNCEMENT);
    hear();
    assertThat(told).containsExactly("reached", "joined over 127.0.0.1:1007", "open");
    connection.advanceMs(1000);
    assertThat(connection.sent).hasSize(3);
  }

  @Test
  void thePathBelongsToTheCarrierFromThenOn() {
    connection.validate(7);
    hear();
    connection.losePath(7);
    assertThat(told).endsWith("carrier closed");
  }

  @Test
  void aPathThatCannotBeOpenedFails() {
    connection.openings.remove().setFailure(new ConnectFailure(PathReason.NO_ANSWER, "", "", null));
    assertThat(told).containsExactly("failed NO_ANSWER");
  }

  @Test
  void anAnnouncementThatNobodyAnswersIsGivenUp() {
    connection.validate(7);
    for (int i = 0; i < 30; i++) {
      connection.advanceMs(100);
    }
    assertThat(connection.sent).hasSize(20);
    assertThat(told).containsExactly("reached", "failed NO_ANSWER");
    assertThat(connection.closedPaths).containsExactly(7L);
  }

  @Test
  void aPathThatIsLostBeforeItIsKnownFails() {
    connection.validate(7);
    connection.losePath(7);
    assertThat(told).containsExactly("reached", "failed CLOSED_BY_PEER");
    connection.advanceMs(1000);
    assertThat(connection.sent).hasSize(1);
  }

  @Test
  void anAbandonedAttemptClosesItsPathAndIsSilent() {
    connection.validate(7);
    attempt.abandon();
    hear();
    connection.advanceMs(1000);
    assertThat(connection.closedPaths).containsExactly(7L);
    assertThat(told).containsExactly("reached");
  }

  @Test
  void anAttemptAbandonedBeforeItsPathIsValidatedClosesItThen() {
    attempt.abandon();
    connection.validate(7);
    connection.advanceMs(1000);
    assertThat(connection.closedPaths).containsExactly(7L);
    assertThat(connection.sent).isEmpty();
    assertThat(told).isEmpty();
  }
}
