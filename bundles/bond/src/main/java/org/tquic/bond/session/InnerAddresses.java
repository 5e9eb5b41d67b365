package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tquic.bond.InetPrefix;

/**
 * Which session owns an inner address, looked up in packets without allocation. IPv6 addresses are
 * all of one /64, so their lower halves tell them apart; the upper half is compared as well.
 */
final class InnerAddresses<S> {
  private final IntObjectMap<S> byIpv4 = new IntObjectHashMap<>();
  private final LongObjectMap<S> byIpv6 = new LongObjectHashMap<>();
  private long ipv6Prefix;

  void add(InetPrefix prefix, S session) {
    byte[] bytes = prefix.address().getAddress();
    if (prefix.address() instanceof Inet4Address) {
      byIpv4.put(ByteBuffer.wrap(bytes).getInt(), session);
    } else {
      ipv6Prefix = ByteBuffer.wrap(bytes).getLong();
      byIpv6.put(ByteBuffer.wrap(bytes).getLong(8), session);
    }
  }

  void remove(InetPrefix prefix) {
    byte[] bytes = prefix.address().getAddress();
    if (prefix.address() instanceof Inet4Address) {
      byIpv4.remove(ByteBuffer.wrap(bytes).getInt());
    } else {
      byIpv6.remove(ByteBuffer.wrap(Arrays.copyOfRange(bytes, 8, 16)).getLong());
    }
  }

  /** The session that the packet is for, or null. */
  S byDestination(ByteBuf packet) {
    return find(packet, 16, 24);
  }

  /** The session that the packet claims to be from, or null. */
  S bySource(ByteBuf packet) {
    return find(packet, 12, 8);
  }

  private S find(ByteBuf packet, int ipv4Offset, int ipv6Offset) {
    int at = packet.readerIndex();
    int length = packet.readableBytes();
    int version = length > 0 ? packet.getByte(at) >>> 4 & 0xf : 0;
    if (version == 4 && length >= 20) {
      return byIpv4.get(packet.getInt(at + ipv4Offset));
    }
    if (version == 6 && length >= 40 && packet.getLong(at + ipv6Offset) == ipv6Prefix) {
      return byIpv6.get(packet.getLong(at + ipv6Offset + 8));
    }
    return null;
  }
}
