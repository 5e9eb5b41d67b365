package org.tquic.simulate.inner;

import java.util.Arrays;

/** One direction of a voice call: a small datagram each 20 ms, whose delays are noted. */
public final class VoiceCall {
  /** G.711 with RTP, UDP and IP. */
  private static final int PACKET_BYTES = 200;

  private static final long INTERVAL_NS = 20_000_000;
  private static final int MOST = 1 << 14;

  private final Host host;
  private final int port;
  private final long[] delaysNs = new long[MOST];
  private int received;
  private int sentSinceMark;
  private long sent;
  private long markNs;

  /** A call that has not begun. */
  public VoiceCall(Host host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Begins, and goes on. */
  public void start() {
    host.send(InnerPacket.datagram(port, sent++, PACKET_BYTES, host.nowNs()));
    host.flush();
    sentSinceMark++;
    host.at(host.nowNs() + INTERVAL_NS, this::start);
  }

  /** A datagram came. */
  public void onDatagram(InnerPacket packet, long nowNs) {
    if (packet.sentNs() >= markNs && received < MOST) {
      delaysNs[received++] = nowNs - packet.sentNs();
    }
  }

  /** Begins to measure anew. */
  public void mark(long nowNs) {
    markNs = nowNs;
    received = 0;
    sentSinceMark = 0;
  }

  /** One-way delay that this share of the packets did not exceed, nanoseconds. */
  public long delayNs(double share) {
    long[] sorted = Arrays.copyOf(delaysNs, received);
    Arrays.sort(sorted);
    return received == 0 ? -1 : sorted[Math.min((int) (share * received), received - 1)];
  }

  /** Share of the packets that did not come, 0 to 1; those still under way count as lost. */
  public double lostShare() {
    return sentSinceMark == 0 ? 0 : 1 - (double) received / sentSinceMark;
  }
}
