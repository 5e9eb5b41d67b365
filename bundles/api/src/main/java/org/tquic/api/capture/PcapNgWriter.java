package org.tquic.api.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A capture file (draft-ietf-opsawg-pcapng) of IP packets on several interfaces, time-stamped in
 * nanoseconds since 1970. Not thread-safe.
 */
public final class PcapNgWriter {
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
  private static final int MAX_PACKET_BYTES = 65_535;
  private static final int MAX_TEXT_BYTES = 2_000;
  private static final int MAX_BODY_BYTES = MAX_PACKET_BYTES + 2 * MAX_TEXT_BYTES + 100;
  private static final int IP_VERSION_6 = 6;

  private final OutputStream out;
  private final ByteBuffer body =
      ByteBuffer.allocate(MAX_BODY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int interfaces;
  private long bytes;

  /**
   * @param out takes the file; the caller closes it
   * @throws UncheckedIOException when it cannot be written, here and for each block
   */
  public PcapNgWriter(OutputStream out) {
    this.out = out;
    body.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
    write(SECTION_HEADER);
  }

  /**
   * Describes an interface.
   *
   * @param comment about it, or empty
   * @return its number
   */
  public int addInterface(String name, String comment) {
    body.putShort(LINKTYPE_ETHERNET).putShort((short) 0).putInt(0);
    text(OPTION_COMMENT, comment);
    text(OPTION_IF_NAME, name);
    option(OPTION_IF_TSRESOL, new byte[] {NANOSECONDS}, 1);
    endOptions();
    write(INTERFACE_DESCRIPTION);
    return interfaces++;
  }

  /**
   * Adds a packet, behind an Ethernet header without addresses.
   *
   * @param where number of its interface
   * @param timeNs since 1970, nanoseconds
   * @param packet IPv4 or IPv6, from {@code offset} on
   * @param length bytes of it that are there, at most 65535
   * @param comment about it, or empty
   */
  public void add(int where, long timeNs, byte[] packet, int offset, int length, String comment) {
    if (length < 1 || length > MAX_PACKET_BYTES) {
      throw new IllegalArgumentException("a packet of " + length + " bytes");
    }
    int frameBytes = ETHERNET_HEADER_BYTES + length;
    body.putInt(where).putInt((int) (timeNs >>> Integer.SIZE)).putInt((int) timeNs);
    body.putInt(frameBytes).putInt(frameBytes).put(new byte[MAC_ADDRESSES_BYTES]);
    boolean six = packet[offset] >> 4 == IP_VERSION_6;
    int etherType = six ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;
    body.put((byte) (etherType >> Byte.SIZE)).put((byte) etherType);
    body.put(packet, offset, length);
    pad();
    text(OPTION_COMMENT, comment);
    endOptions();
    write(ENHANCED_PACKET);
  }

  /** Length of the file so far. */
  public long bytes() {
    return bytes;
  }

  private void text(int code, String text) {
    if (!text.isEmpty()) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      option(code, encoded, Math.min(encoded.length, MAX_TEXT_BYTES));
    }
  }

  private void option(int code, byte[] value, int length) {
    body.putShort((short) code).putShort((short) length).put(value, 0, length);
    pad();
  }

  private void endOptions() {
    body.putInt(0);
  }

  private void pad() {
    while (body.position() % Integer.BYTES != 0) {
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
    bytes += blockBytes;
    body.clear();
  }
}
