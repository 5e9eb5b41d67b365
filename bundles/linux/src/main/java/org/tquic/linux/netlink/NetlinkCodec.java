package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a routing netlink socket receives. Pure: bytes in, values out. Numbers are in the byte
 * order of the machine, as netlink has them.
 */
public final class NetlinkCodec {
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_DELROUTE = 25;
  static final int RTM_GETROUTE = 26;
  static final int RTM_NEWNEIGH = 28;
  static final int RTM_DELNEIGH = 29;
  static final int RTM_NEWRULE = 32;
  static final int RTM_DELRULE = 33;
  static final int RTM_GETRULE = 34;
  static final int RTM_NEWSTATS = 92;
  static final int RTM_GETSTATS = 94;

  private static final int NLM_F_REQUEST = 0x1;
  private static final int NLM_F_ACK = 0x4;
  private static final int NLM_F_DUMP = 0x300;
  private static final int NLM_F_REPLACE = 0x100;
  private static final int NLM_F_EXCL = 0x200;
  private static final int NLM_F_CREATE = 0x400;

  /** A request that is answered with its outcome. */
  static final int ACKNOWLEDGED = NLM_F_REQUEST | NLM_F_ACK;

  /** A request for something new, refused where it exists. */
  static final int CREATE = ACKNOWLEDGED | NLM_F_CREATE | NLM_F_EXCL;

  /** A request for something that takes the place of what exists. */
  static final int REPLACE = ACKNOWLEDGED | NLM_F_CREATE | NLM_F_REPLACE;

  /** A request for all there is. */
  static final int DUMP = NLM_F_REQUEST | NLM_F_DUMP;

  // In an answer the same bits mean: only the header of the request follows; attributes follow.
  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private NetlinkCodec() {}

  /**
   * Reads every message of one datagram, from the buffer's position to its limit.
   *
   * @throws MalformedNetlinkException when any of it is not as netlink has it
   */
  public static List<NetlinkFrame> parse(ByteBuffer datagram) {
    ByteBuffer rest = datagram.slice().order(ByteOrder.nativeOrder());
    List<NetlinkFrame> frames = new ArrayList<>();
    while (rest.hasRemaining()) {
      need(rest.slice(), MessageWriter.HEADER_BYTES, "a message header");
      int start = rest.position();
      int length = rest.getInt(start);
      if (length < MessageWriter.HEADER_BYTES || length > rest.remaining()) {
        throw new MalformedNetlinkException(
            "a message of " + length + " bytes where " + rest.remaining() + " are left");
      }
      int type = Short.toUnsignedInt(rest.getShort(start + 4));
      int flags = Short.toUnsignedInt(rest.getShort(start + 6));
      ByteBuffer body =
          rest.slice(start + MessageWriter.HEADER_BYTES, length - MessageWriter.HEADER_BYTES)
              .order(ByteOrder.nativeOrder());
      frames.add(
          new NetlinkFrame(
              type,
              flags,
              rest.getInt(start + 8),
              rest.getInt(start + 12),
              message(type, flags, body)));
      rest.position(Math.min(rest.limit(), start + AttributeReader.aligned(length)));
    }
    return frames;
  }

  private static NetlinkMessage message(int type, int flags, ByteBuffer body) {
    return switch (type) {
      case RTM_NEWLINK, RTM_DELLINK -> LinkMessage.parse(type, body);
      case RTM_NEWADDR, RTM_DELADDR -> AddressMessage.parse(type, body);
      case RTM_NEWROUTE, RTM_DELROUTE -> RouteMessage.parse(type, body);
      case RTM_NEWNEIGH, RTM_DELNEIGH -> NeighbourMessage.parse(type, body);
      case RTM_NEWRULE, RTM_DELRULE -> RuleMessage.parse(type, body);
      case RTM_NEWSTATS -> TrafficMessage.parse(type, body);
      case NLMSG_ERROR -> outcome(flags, body);
      case NLMSG_DONE -> dumpEnd(flags, body);
      default -> new NetlinkMessage.Other(type);
    };
  }

  private static NetlinkMessage outcome(int flags, ByteBuffer body) {
    need(body, 4 + MessageWriter.HEADER_BYTES, "an answer");
    String text = "";
    if ((flags & NLM_F_ACK_TLVS) != 0) {
      int echoed =
          (flags & NLM_F_CAPPED) != 0
              ? MessageWriter.HEADER_BYTES
              : AttributeReader.aligned(Math.clamp(body.getInt(4), 0, body.limit()));
      need(body, 4 + echoed, "an answer with its request");
      text = extendedText(body, 4 + echoed);
    }
    return new NetlinkMessage.Outcome(errno(body), text);
  }

  private static NetlinkMessage dumpEnd(int flags, ByteBuffer body) {
    // Some dumps of old kernels end without a status.
    if (body.limit() < 4) {
      return new NetlinkMessage.DumpEnd(0, "");
    }
    String text = (flags & NLM_F_ACK_TLVS) != 0 ? extendedText(body, 4) : "";
    return new NetlinkMessage.DumpEnd(errno(body), text);
  }

  private static int errno(ByteBuffer body) {
    int code = body.getInt(0);
    if (code > 0 || code < -4095) {
      throw new MalformedNetlinkException("an answer with the error code " + code);
    }
    return -code;
  }

  private static String extendedText(ByteBuffer body, int from) {
    AttributeReader attributes = new AttributeReader(body.slice(from, body.limit() - from));
    String text = "";
    while (attributes.next()) {
      if (attributes.type() == NLMSGERR_ATTR_MSG) {
        text = attributes.text();
      }
    }
    return text;
  }

  /** A request for everything of one kind; {@code family} 0 for all. */
  static byte[] dump(int type, int family, int sequence) {
    int fixedBytes =
        switch (type) {
          case RTM_GETLINK -> LinkMessage.FIXED_BYTES;
          case RTM_GETADDR -> AddressMessage.FIXED_BYTES;
          case RTM_GETROUTE -> RouteMessage.FIXED_BYTES;
          case RTM_GETRULE -> RuleMessage.FIXED_BYTES;
          default -> throw new IllegalArgumentException("no dump of message type " + type);
        };
    // Every fixed part starts with the family; zero in the rest of it means no filter.
    return new MessageWriter(type, DUMP, sequence)
        .u8(family)
        .bytes(new byte[fixedBytes - 1])
        .finish();
  }

  static void need(ByteBuffer body, int bytes, String what) {
    if (body.limit() < bytes) {
      throw new MalformedNetlinkException(
          what + " of " + body.limit() + " bytes, expected at least " + bytes);
    }
  }

  static boolean isIp(int family) {
    return family == AttributeReader.AF_INET || family == AttributeReader.AF_INET6;
  }

  static int family(IpPrefix prefix) {
    return prefix.isV6() ? AttributeReader.AF_INET6 : AttributeReader.AF_INET;
  }

  static IpPrefix prefix(InetAddress address, int length) {
    if (length > address.getAddress().length * 8) {
      throw new MalformedNetlinkException(
          "a prefix length of " + length + " for " + address.getHostAddress());
    }
    return new IpPrefix(address, length);
  }
}
