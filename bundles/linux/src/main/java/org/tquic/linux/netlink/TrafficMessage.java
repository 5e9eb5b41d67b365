package org.tquic.linux.netlink;

import java.nio.ByteBuffer;

/**
 * What a network interface has carried since its device was made (RTM_NEWSTATS, {@code struct
 * rtnl_link_stats64} of if_link.h), link-layer headers included.
 *
 * @param index interface index
 * @param receivedBytes bytes, monotonic
 * @param sentBytes bytes, monotonic
 */
public record TrafficMessage(int index, long receivedBytes, long sentBytes)
    implements NetlinkMessage {
  private static final int FIXED_BYTES = 12;
  private static final int IFLA_STATS_LINK_64 = 1;
  private static final int FILTER = 1 << IFLA_STATS_LINK_64 - 1;

  // Behind the counts of packets received and sent.
  private static final int RECEIVED_AT = 16;
  private static final int SENT_AT = 24;

  /** Bytes in both directions. */
  public long bytes() {
    return receivedBytes + sentBytes;
  }

  static NetlinkMessage parse(int type, ByteBuffer body) {
    NetlinkCodec.need(body, FIXED_BYTES, "a link's traffic");
    int index = body.getInt(4);
    AttributeReader attributes = new AttributeReader(body.position(FIXED_BYTES));
    while (attributes.next()) {
      if (attributes.type() == IFLA_STATS_LINK_64) {
        ByteBuffer counters = attributes.value();
        NetlinkCodec.need(counters, SENT_AT + Long.BYTES, "a link's counters");
        return new TrafficMessage(index, counters.getLong(RECEIVED_AT), counters.getLong(SENT_AT));
      }
    }
    return new Other(type);
  }

  /** A request for the traffic of all links. */
  static byte[] dump(int sequence) {
    return new MessageWriter(NetlinkCodec.RTM_GETSTATS, NetlinkCodec.DUMP, sequence)
        .u8(0)
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(FILTER)
        .finish();
  }
}
