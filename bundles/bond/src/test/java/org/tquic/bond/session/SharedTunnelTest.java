package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.DatagramRoom;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.PathChanged.Change;
import org.tquic.bond.path.TransportSample;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.DataHeader;

/** Which datagram goes to whom, and who is told of which end. */
class SharedTunnelTest {
  private final FakeConnection connection = new FakeConnection();
  private final FakeTunnel ip = new FakeTunnel(connection.channel, Map.of());
  private final List<String> told = new ArrayList<>();
  private SharedTunnel tunnel;

  private final class Owner implements SharedTunnel.Owner {
    @Override
    public void onUnclaimed(SharedTunnel from, long pathId, long contextId, ByteBuf payload) {
      told.add("unclaimed " + pathId + " " + ByteBufUtil.hexDump(payload));
      payload.release();
    }

    @Override
    public void onReadComplete() {
      told.add("read complete");
    }

    @Override
    public void onRoom() {
      told.add("room");
    }

    @Override
    public void onClosed(SharedTunnel from) {
      told.add("closed");
    }
  }

  private final class Path implements SharedTunnel.PathOwner {
    private final String name;

    Path(String name) {
      this.name = name;
    }

    @Override
    public void onDatagram(long contextId, ByteBuf payload) {
      told.add(name + " " + contextId + " " + ByteBufUtil.hexDump(payload));
      payload.release();
    }

    @Override
    public void onPathClosed(String evidence) {
      told.add(name + " ended");
    }
  }

  @BeforeEach
  void open() {
    tunnel = SharedTunnel.on(connection.channel, new Owner());
    tunnel.open(ip);
    connection.addPath(1);
    tunnel.claim(0, new Path("first"));
    tunnel.claim(1, new Path("second"));
  }

  private void arrive(long path, int... bytes) {
    ByteBuf payload = Unpooled.buffer();
    for (int b : bytes) {
      payload.writeByte(b);
    }
    connection.arrivalPath = path;
    tunnel.onDatagram(DataHeader.CONTEXT, payload);
    connection.arrivalPath = MultipathChannel.NO_PATH;
  }

  @Test
  void aConnectionOfOnePathIsNotShared() {
    connection.multipath = false;
    assertThat(SharedTunnel.on(connection.channel, new Owner())).isNull();
  }

  @Test
  void eachDatagramGoesToTheOwnerOfItsPath() {
    arrive(1, 7);
    arrive(0, 8);
    arrive(5, 9);
    tunnel.onReadComplete();
    assertThat(told)
        .containsExactly("second 2 07", "first 2 08", "unclaimed 5 09", "read complete");
  }

  @Test
  void whatOvertookTheAnswerIsOfTheFirstPath() {
    arrive(MultipathChannel.NO_PATH, 3);
    assertThat(told).containsExactly("first 2 03");
  }

  @Test
  void contextsOfOthersAreUnknown() {
    assertThat(tunnel.knowsContext(DataHeader.CONTEXT)).isTrue();
    assertThat(tunnel.knowsContext(ControlMessage.CONTEXT)).isTrue();
    assertThat(tunnel.knowsContext(0)).isFalse();
  }

  @Test
  void theOwnerOfTheTunnelIsToldOfRoom() {
    connection.channel.pipeline().fireUserEventTriggered(DatagramRoom.AGAIN);
    assertThat(told).containsExactly("room");
  }

  @Test
  void theOwnerOfAClosedPathIsToldOnce() {
    connection.losePath(0);
    connection.change(0, Change.CLOSED);
    assertThat(told).containsExactly("first ended");
    arrive(1, 7);
    assertThat(told).endsWith("second 2 07");
  }

  @Test
  void aPathSurvivesThatFailedToMove() {
    connection.change(1, Change.VALIDATION_FAILED);
    connection.change(1, Change.SILENT);
    assertThat(told).isEmpty();
    connection.paths.remove(1L);
    connection.change(1, Change.VALIDATION_FAILED);
    assertThat(told).containsExactly("second ended");
  }

  @Test
  void aPathOfSeveralIsClosedAlone() {
    tunnel.closePath(0, PathReason.REPLACED);
    tunnel.closePath(0, PathReason.REPLACED);
    assertThat(connection.closedPaths).containsExactly(0L);
    assertThat(connection.closeReason).isNull();
    assertThat(told).as("not within the call").isEmpty();
    connection.advanceMs(0);
    assertThat(told).containsExactly("first ended");
  }

  @Test
  void theConnectionIsClosedWithItsLastPath() {
    tunnel.closePath(0, PathReason.REPLACED);
    tunnel.closePath(1, PathReason.NO_CARRIER);
    assertThat(connection.closeReason).isEqualTo("NO_CARRIER");
    assertThat(tunnel.isOpen()).isFalse();
  }

  @Test
  void theEndOfTheTunnelIsTheEndOfAllItsPathsAndOfTheConnection() {
    tunnel.onClosed(null);
    assertThat(told).containsExactlyInAnyOrder("closed", "first ended", "second ended");
    assertThat(told).first().isEqualTo("closed");
    assertThat(connection.embedded.isOpen()).isFalse();
  }

  @Test
  void aBatchOverSeveralPathsIsFlushedOnce() {
    PathTransport first = new PathTransport(tunnel, 0);
    PathTransport second = new PathTransport(tunnel, 1);
    assertThat(first.send(new ControlMessage.Ping(1))).isTrue();
    assertThat(second.send(new ControlMessage.Pong(2))).isTrue();
    first.flush();
    second.flush();
    assertThat(ip.flushes).isEqualTo(1);
    assertThat(connection.sent).containsExactly("0:04020000000000000001", "1:04030000000000000002");
  }

  @Test
  void aClosedTunnelSendsNothing() {
    PathTransport first = new PathTransport(tunnel, 0);
    ip.close();
    assertThat(first.send(new ControlMessage.Ping(1))).isFalse();
    first.flush();
    assertThat(connection.sent).isEmpty();
    assertThat(ip.flushes).isZero();
  }

  @Test
  void aTransportTellsWhatIsKnownOfItsPath() {
    PathTransport second = new PathTransport(tunnel, 1);
    TransportSample sample = new TransportSample();
    connection.maxDatagramBytes = 1440;
    second.sample(sample);
    assertThat(sample.congestionWindow).isEqualTo(30_000);
    assertThat(sample.rttNs).isEqualTo(10_000_000);
    assertThat(second.maxPayload()).as("without the tunnel's overhead").isEqualTo(1439);
    assertThat(second.local()).isEqualTo("127.0.0.1:1001");
    assertThat(second.congestion()).isEqualTo("fake");
  }

  @Test
  void aTransportKeepsWhatItKnewWhenItsPathIsGone() {
    PathTransport second = new PathTransport(tunnel, 1);
    connection.paths.remove(1L);
    TransportSample sample = new TransportSample();
    second.sample(sample);
    assertThat(sample.congestionWindow).isEqualTo(-1);
    assertThat(second.maxPayload()).isEqualTo(1399);
    assertThat(second.remote()).isEqualTo("127.0.0.1:1001");
  }
}
