package org.tquic.quic.sim;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.tquic.api.capture.PcapNgWriter;

/**
 * A trace as a capture file: each place is an interface, each event a packet with the event as its
 * comment. Time-stamps are virtual nanoseconds since 1970. Datagrams between addresses of two IP
 * versions, which go nowhere, are left out.
 */
public final class PcapNgTrace implements PacketTrace {
  private final PcapNgWriter writer;
  private final Map<String, Integer> interfaces = new HashMap<>();

  /**
   * @param out takes the file; the caller closes it
   * @throws UncheckedIOException when it cannot be written, here and for each event
   */
  public PcapNgTrace(OutputStream out) {
    writer = new PcapNgWriter(out);
  }

  @Override
  public void on(long nowNs, String where, PacketEvent event, SimDatagram datagram) {
    if (datagram.isConsistent()) {
      int id = interfaces.computeIfAbsent(where, name -> writer.addInterface(name, ""));
      byte[] packet = IpPacket.of(datagram);
      writer.add(id, nowNs, packet, 0, packet.length, event.name());
    }
  }
}
