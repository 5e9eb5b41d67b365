package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;

/**
 * Someone who reads the client's packets sends copies on that come first, RFC 9000 section 9.3.3.
 */
class OffPathCopyTest {
  private static final NetworkPath CLIENT = new NetworkPath(QuicPair.SERVER, QuicPair.WAN1, 0);
  private static final NetworkPath STRANGER =
      new NetworkPath(QuicPair.SERVER, new InetSocketAddress("192.0.2.66", 666), 0);

  private final QuicPair pair = new QuicPair(81, "delay=20ms", "delay=30ms").established();
  private final Transmit out = new Transmit(2048);

  /** The next packet of the client comes from the stranger, and from the client after that. */
  private void copyOvertakes() {
    pair.runFor(1);
    pair.client.connection.sendDatagram(new byte[100], 0, 100, 1, pair.nowNs());
    assertThat(pair.client.connection.poll(pair.nowNs(), out)).isTrue();
    byte[] sent = new byte[out.length];
    System.arraycopy(out.array, out.offset, sent, 0, out.length);
    pair.server.connection.onDatagram(pair.nowNs(), STRANGER, 0, sent.clone(), 0, sent.length);
    assertThat(pair.server.connection.path(0).network()).isEqualTo(STRANGER);
    pair.server.connection.onDatagram(pair.nowNs(), CLIENT, 0, sent, 0, sent.length);
    assertThat(pair.server.connection.path(0).network()).isEqualTo(STRANGER);
  }

  @Test
  void theClientsAnswerToTheChallengeBringsThePathBack() {
    copyOvertakes();
    pair.runFor(0.05);
    assertThat(pair.server.connection.path(0).network()).isEqualTo(CLIENT);
  }

  /** Where the path is back at its old address, what is left of the other must not end it. */
  @Test
  void theConnectionOutlivesIt() {
    copyOvertakes();
    pair.runFor(10);
    copyOvertakes();
    Transfer down = Transfer.down(pair, 1_000_000);
    assertThat(pair.run(down::done, 10)).isTrue();
    assertThat(down.intact()).isTrue();
    assertThat(pair.server.events.closed).isNull();
    assertThat(pair.server.events.log).doesNotContain("ABANDONED 0");
  }
}
