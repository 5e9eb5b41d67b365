package org.tquic.quic.recovery;

import org.tquic.spi.congestion.SentEvent;

/** The one event object for packets sent. */
final class SentSample implements SentEvent {
  private SentPacket packet;
  private long inFlightBeforeBytes;
  private boolean applicationLimited;

  SentSample of(SentPacket sent, long inFlightBefore, boolean limited) {
    packet = sent;
    inFlightBeforeBytes = inFlightBefore;
    applicationLimited = limited;
    return this;
  }

  @Override
  public long nowNs() {
    return packet.sentNs;
  }

  @Override
  public long packetNumber() {
    return packet.packetNumber;
  }

  @Override
  public int bytes() {
    return packet.bytes;
  }

  @Override
  public long inFlightBeforeBytes() {
    return inFlightBeforeBytes;
  }

  @Override
  public boolean isApplicationLimited() {
    return applicationLimited;
  }
}
