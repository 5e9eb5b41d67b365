package org.tquic.quic.sim;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A trace as a capture file (draft-ietf-opsawg-pcapng): each place is an interface, each event a
 * raw IP packet with the event as its comment. Time-stamps are virtual nanoseconds since 1970.
 * Datagrams between addresses of two IP versions, which go nowhere, are left out.
 */
public final class PcapNgTrace implements PacketTrace {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  // Raw IP would do, but libpcap refuses a second interface of that type.
  private static final short LINKTYPE_ETHERNET = 1;
  private static final int MAC_ADDRESSES_BYTES = 12;
  private static final int ETHERNET_HEADER_BYTES = MAC_ADDRESSES_BYTES + 2;
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int OPTION_COMMENT = 1;
  private static final int OPTION_IF_NAME = 2;
  private static final int OPTION_IF_TSRESOL = 9;
  private static final byte NANOSECONDS = 9;
  private static final int MAX_BODY_BYTES = 70_000;

  private final OutputStream out;
  private final Map<String, Integer> interfaces = new HashMap<>();
  private final ByteBuffer body =
      ByteBuffer.allocate(MAX_BODY_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * @param out takes the file; the caller closes it
   * @throws UncheckedIOException when it cannot be written, here and for each event
   */
  public PcapNgTrace(OutputStream out) {
    this.out = out;
    body.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
    write(SECTION_HEADER);
  }

  @Override
  public void on(long nowNs, String where, PacketEvent event, SimDatagram datagram) {
    if (!datagram.isConsistent()) {
      return;
    }
    int id = interfaceId(where);
    byte[] packet = IpPacket.of(datagram);
    body.putInt(id).putInt((int) (nowNs >>> 32)).putInt((int) nowNs);
    int frameBytes = ETHERNET_HEADER_BYTES + packet.length;
    body.putInt(frameBytes).putInt(frameBytes).put(new byte[MAC_ADDRESSES_BYTES]);
    int etherType = datagram.isIpv6() ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;
    body.put((byte) (etherType >> 8)).put((byte) etherType).put(packet);
    pad();
    option(OPTION_COMMENT, event.name().getBytes(StandardCharsets.UTF_8));
    endOptions();
    write(ENHANCED_PACKET);
  }

  private int interfaceId(String where) {
    Integer known = interfaces.get(where);
    if (known != null) {
      return known;
    }
    body.putShort(LINKTYPE_ETHERNET).putShort((short) 0).putInt(0);
    option(OPTION_IF_NAME, where.getBytes(StandardCharsets.UTF_8));
    option(OPTION_IF_TSRESOL, new byte[] {NANOSECONDS});
    endOptions();
    write(INTERFACE_DESCRIPTION);
    int id = interfaces.size();
    interfaces.put(where, id);
    return id;
  }

  private void option(int code, byte[] value) {
    body.putShort((short) code).putShort((short) value.length).put(value);
    pad();
  }

  private void endOptions() {
    body.putInt(0);
  }

  private void pad() {
    while (body.position() % 4 != 0) {
      body.put((byte) 0);
    }
  }

  /** Writes what is in the body as a block. */
  private void write(int type) {
    int blockBytes = body.position() + 12;
    ByteBuffer frame = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(type).putInt(blockBytes);
    try {
      out.write(frame.array());
      out.write(body.array(), 0, body.position());
      out.write(frame.array(), 4, 4);
    } catch (IOException e) {
      throw new UncheckedIOException("the capture file cannot be written", e);
    }
    body.clear();
  }
}
