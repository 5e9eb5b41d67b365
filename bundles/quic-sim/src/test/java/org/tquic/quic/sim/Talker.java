package org.tquic.quic.sim;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.Ecn;

/** A node that sends what it is told and notes what it gets; it may answer, and have a timer. */
final class Talker implements SimNode {
  record Received(
      long atNs, InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data) {}

  private record Outgoing(
      InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data) {}

  final List<Received> received = new ArrayList<>();
  final List<Long> timeouts = new ArrayList<>();
  private final ArrayDeque<Outgoing> outgoing = new ArrayDeque<>();
  boolean answers;
  long timeoutNs = NO_TIMEOUT;

  void send(InetSocketAddress local, InetSocketAddress remote, int length) {
    send(local, remote, Ecn.NOT_ECT, new byte[length]);
  }

  void send(InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data) {
    outgoing.add(new Outgoing(local, remote, ecn, data));
  }

  List<Long> arrivals() {
    return received.stream().map(Received::atNs).toList();
  }

  @Override
  public void onDatagram(
      long nowNs, InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data) {
    received.add(new Received(nowNs, local, remote, ecn, data));
    if (answers) {
      send(local, remote, ecn, data);
    }
  }

  @Override
  public long nextTimeoutNs() {
    return timeoutNs;
  }

  @Override
  public void onTimeout(long nowNs) {
    timeouts.add(nowNs);
    timeoutNs = NO_TIMEOUT;
  }

  @Override
  public boolean pollTransmit(long nowNs, SimTransmit out) {
    Outgoing next = outgoing.poll();
    if (next == null) {
      return false;
    }
    out.set(next.local, next.remote, next.ecn, next.data, 0, next.data.length);
    return true;
  }
}
