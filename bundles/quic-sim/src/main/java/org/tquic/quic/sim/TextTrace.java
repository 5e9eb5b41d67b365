package org.tquic.quic.sim;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * A trace as lines of text: time in seconds, place, event, addresses, bytes of payload, ECN bits,
 * CRC-32 of the payload. Keeps the newest lines and a fingerprint of all.
 */
public final class TextTrace implements PacketTrace {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final int maxLines;
  private long fingerprint = 0xcbf29ce484222325L;
  private long events;

  /**
   * @param maxLines so many of the newest lines are kept, 0 or more
   */
  public TextTrace(int maxLines) {
    if (maxLines < 0) {
      throw new IllegalArgumentException(maxLines + " lines are less than none");
    }
    this.maxLines = maxLines;
  }

  @Override
  public void on(long nowNs, String where, PacketEvent event, SimDatagram datagram) {
    CRC32 crc = new CRC32();
    crc.update(datagram.data());
    String line =
        String.format(
            Locale.ROOT,
            "%d.%09d %s %s %s > %s %dB ecn=%d crc=%08x",
            Math.floorDiv(nowNs, NS_PER_SECOND),
            Math.floorMod(nowNs, NS_PER_SECOND),
            where,
            event,
            text(datagram.source()),
            text(datagram.destination()),
            datagram.data().length,
            datagram.ecn(),
            crc.getValue());
    events++;
    for (int i = 0; i < line.length(); i++) {
      fingerprint = (fingerprint ^ line.charAt(i)) * FNV_PRIME;
    }
    lines.add(line);
    if (lines.size() > maxLines) {
      lines.poll();
    }
  }

  /** A number that differs, as good as surely, when anything in the trace differs (FNV-1a). */
  public long fingerprint() {
    return fingerprint;
  }

  /** How many events there were. */
  public long events() {
    return events;
  }

  /** The lines kept, each with a line end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
