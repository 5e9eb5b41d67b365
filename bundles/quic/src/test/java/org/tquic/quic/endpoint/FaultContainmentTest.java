package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.path.NetworkPath;

/** What an application's events throw ends their own connection and no other. */
class FaultContainmentTest {
  private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.8", 5000);

  private final List<Throwable> faults = new ArrayList<>();
  private final List<Connection> failed = new ArrayList<>();
  private final TestSettings settings = new TestSettings();
  private Rig rig;

  @BeforeEach
  void collectFaults() {
    settings.faults =
        (connection, fault) -> {
          failed.add(connection);
          faults.add(fault);
        };
    rig = new Rig(settings);
  }

  private static void send(Rig rig, Recorder from) {
    long stream = from.connection.openStream(true);
    from.connection.write(stream, new byte[] {'x'}, 0, 1, true);
    rig.client.wake(from.connection);
  }

  @Test
  void theConnectionClosesAndTheOthersGoOn() {
    Recorder faulty = rig.established();
    Recorder sound = rig.established(OTHER, AddressToken.NONE);
    Recorder broken = rig.accepted.get(0);
    broken.broken = true;
    send(rig, faulty);

    assertThat(rig.run(() -> faulty.closed != null, 5)).isTrue();
    assertThat(faulty.closed.code()).isEqualTo(TransportError.INTERNAL_ERROR);
    assertThat(failed).contains(broken.connection).doesNotContain(rig.accepted.get(1).connection);
    assertThat(faults).allMatch(fault -> fault.getMessage().equals("the application is broken"));

    send(rig, sound);
    assertThat(rig.run(() -> rig.accepted.get(1).received.length() == 1, 5)).isTrue();
    assertThat(rig.run(() -> rig.server.counters().connections() == 1, 30)).isTrue();
    assertThat(rig.server.counters().faults()).isEqualTo(faults.size());
  }

  @Test
  void whatThrowsWhileItEndsIsForgottenToo() {
    Recorder peer = rig.established();
    rig.accepted.get(0).broken = true;
    rig.server.close(7, "enough", rig.nowNs);

    assertThat(rig.run(() -> peer.closed != null, 5)).isTrue();
    assertThat(peer.closed.code()).isEqualTo(7);
    assertThat(rig.run(() -> rig.server.isTerminated(), 30)).isTrue();
  }

  @Test
  void aSinkThatThrowsIsCountedOnly() {
    settings.faults =
        (connection, fault) -> {
          throw new IllegalStateException("no place for logs");
        };
    rig = new Rig(settings);
    Recorder peer = rig.established();
    rig.accepted.get(0).broken = true;
    send(rig, peer);

    assertThat(rig.run(() -> peer.closed != null, 5)).isTrue();
    assertThat(rig.server.counters().faults()).isGreaterThan(1);
  }

  @Test
  void anAcceptorThatThrowsRefuses() {
    rig.restartServer(settings, new BrokenAcceptor(true));
    Recorder client = rig.connect();
    assertThat(rig.run(() -> client.closed != null, 5)).isTrue();
    assertThat(client.closed.code()).isEqualTo(TransportError.CONNECTION_REFUSED);
    assertThat(failed).containsExactly((Connection) null);
    assertThat(rig.server.counters().connections()).isZero();

    rig.restartServer(settings, new BrokenAcceptor(false));
    Recorder next = rig.connect();
    assertThat(rig.run(() -> next.closed != null, 5)).isTrue();
    assertThat(rig.run(() -> rig.server.counters().connections() == 0, 30)).isTrue();
    assertThat(rig.server.counters().halfOpen()).isZero();
  }

  private static final class BrokenAcceptor implements ServerAcceptor {
    private final boolean atFirst;

    BrokenAcceptor(boolean atFirst) {
      this.atFirst = atFirst;
    }

    @Override
    public ConnectionSettings settings() {
      return new Rig(new TestSettings()).settings();
    }

    @Override
    public ConnectionEvents accept(NetworkPath network, boolean addressValidated) {
      if (atFirst) {
        throw new IllegalStateException("broken");
      }
      return new Recorder();
    }

    @Override
    public void onConnection(Connection connection, ConnectionEvents events) {
      throw new IllegalStateException("broken");
    }
  }
}
