package org.tquic.simulate;

import java.util.ArrayList;
import java.util.List;
import org.tquic.simulate.inner.Host;
import org.tquic.simulate.inner.InnerPacket;
import org.tquic.simulate.inner.TcpReceiver;
import org.tquic.simulate.inner.TcpSender;
import org.tquic.simulate.inner.VoiceCall;
import org.tquic.spi.congestion.CongestionControllerFactory;

/**
 * What runs inside the bond: TCP flows that always have data, to the server and back, and a voice
 * call to the server.
 */
final class Traffic {
  private static final int VOICE_PORT = 40_000;
  private static final int TCP_PORT = 50_000;
  private static final int REVERSE_PORT = 55_000;

  private final Host client;
  private final List<TcpSender> senders = new ArrayList<>();
  private final List<TcpReceiver> receivers = new ArrayList<>();
  private final List<TcpSender> reverseSenders = new ArrayList<>();
  private final List<TcpReceiver> reverseReceivers = new ArrayList<>();
  private final VoiceCall voice;

  Traffic(Scenario scenario, InnerNetwork network, CongestionControllerFactory tcp) {
    client = network.client();
    Host server = network.server();
    for (int i = 0; i < scenario.flows(); i++) {
      senders.add(new TcpSender(client, TCP_PORT + i, tcp));
      receivers.add(new TcpReceiver(server, TCP_PORT + i));
    }
    for (int i = 0; i < scenario.reverseFlows(); i++) {
      reverseSenders.add(new TcpSender(server, REVERSE_PORT + i, tcp));
      reverseReceivers.add(new TcpReceiver(client, REVERSE_PORT + i));
    }
    voice = new VoiceCall(client, VOICE_PORT);
    network.deliver(this::onAtServer, this::onAtClient);
  }

  private void onAtServer(InnerPacket packet) {
    if (packet.port() == VOICE_PORT) {
      voice.onDatagram(packet, client.nowNs());
    } else if (packet.port() >= REVERSE_PORT) {
      reverseSenders.get(packet.port() - REVERSE_PORT).onAcknowledgement(packet);
    } else {
      receivers.get(packet.port() - TCP_PORT).onSegment(packet);
    }
  }

  private void onAtClient(InnerPacket packet) {
    if (packet.port() >= REVERSE_PORT) {
      reverseReceivers.get(packet.port() - REVERSE_PORT).onSegment(packet);
    } else {
      senders.get(packet.port() - TCP_PORT).onAcknowledgement(packet);
    }
  }

  void start() {
    voice.start();
    senders.forEach(TcpSender::start);
    reverseSenders.forEach(TcpSender::start);
  }

  /** User data that came to the server in order, bytes. */
  long delivered() {
    return receivers.stream().mapToLong(TcpReceiver::delivered).sum() * InnerPacket.SEGMENT_BYTES;
  }

  /** Begins to measure pauses anew. */
  void mark() {
    receivers.forEach(TcpReceiver::mark);
  }

  /** Longest time since then in which a flow to the server delivered nothing, nanoseconds. */
  long longestPauseNs() {
    return receivers.stream().mapToLong(TcpReceiver::longestPauseNs).max().orElse(0);
  }

  /** Segments sent to the server, repeated ones included. */
  long sent() {
    return senders.stream().mapToLong(TcpSender::sent).sum();
  }

  /** Those that were sent more than once. */
  long sentAgain() {
    return senders.stream().mapToLong(TcpSender::sentAgain).sum();
  }

  /** Smoothed round-trip time of the first flow, nanoseconds, or -1. */
  long smoothedRttNs() {
    return senders.isEmpty() ? -1 : senders.getFirst().smoothedRttNs();
  }

  VoiceCall voice() {
    return voice;
  }
}
