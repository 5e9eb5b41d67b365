package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IP address of an interface (RTM_NEWADDR, RTM_DELADDR).
 *
 * @param removed whether it is gone
 * @param index interface index
 * @param local own address with its prefix length
 * @param peer the other end of a point-to-point link, or null
 * @param scope RT_SCOPE_… : 0 global, 253 link, 254 host
 * @param flags IFA_F_… bits
 */
public record AddressMessage(
    boolean removed, int index, IpPrefix local, InetAddress peer, int scope, int flags)
    implements NetlinkMessage {
  /** Scope: everywhere. */
  public static final int SCOPE_GLOBAL = 0;

  /** Scope: on this link only. */
  public static final int SCOPE_LINK = 253;

  /** Flag: use at once, without looking for duplicates (IPv6). */
  public static final int NO_DUPLICATE_DETECTION = 0x02;

  /** Flag: another machine has it (IPv6). */
  public static final int DUPLICATE = 0x08;

  /** Flag: not for new connections. */
  public static final int DEPRECATED = 0x20;

  /** Flag: still being checked for duplicates, not usable yet (IPv6). */
  public static final int TENTATIVE = 0x40;

  static final int FIXED_BYTES = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_FLAGS = 8;

  /** An address to add or delete, with global scope and no flags. */
  public static AddressMessage of(int index, IpPrefix local) {
    return new AddressMessage(false, index, local, null, SCOPE_GLOBAL, 0);
  }

  /** The same with other flags. */
  public AddressMessage withFlags(int newFlags) {
    return new AddressMessage(removed, index, local, peer, scope, newFlags);
  }

  /** The same with a point-to-point peer. */
  public AddressMessage withPeer(InetAddress newPeer) {
    return new AddressMessage(removed, index, local, newPeer, scope, flags);
  }

  /** Whether it is still being checked for duplicates. */
  public boolean tentative() {
    return (flags & TENTATIVE) != 0;
  }

  /** Whether it should not be used for new connections. */
  public boolean deprecated() {
    return (flags & DEPRECATED) != 0;
  }

  /** Whether it can be a source address now: neither being checked nor found to be a duplicate. */
  public boolean usable() {
    return (flags & (TENTATIVE | DUPLICATE)) == 0;
  }

  static NetlinkMessage parse(int type, ByteBuffer body) {
    NetlinkCodec.need(body, FIXED_BYTES, "an address");
    int family = Byte.toUnsignedInt(body.get(0));
    if (!NetlinkCodec.isIp(family)) {
      return new Other(type);
    }
    InetAddress local = null;
    InetAddress address = null;
    int flags = Byte.toUnsignedInt(body.get(2));
    AttributeReader attributes = new AttributeReader(body.position(FIXED_BYTES));
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFA_ADDRESS -> address = attributes.address(family);
        case IFA_LOCAL -> local = attributes.address(family);
        case IFA_FLAGS -> flags = attributes.s32();
        default -> {}
      }
    }
    if (local == null && address == null) {
      throw new MalformedNetlinkException("an address message without an address");
    }
    // IFA_ADDRESS is the peer where there is one, and the own address again where there is none.
    InetAddress own = local == null ? address : local;
    return new AddressMessage(
        type == NetlinkCodec.RTM_DELADDR,
        body.getInt(4),
        NetlinkCodec.prefix(own, Byte.toUnsignedInt(body.get(1))),
        address == null || address.equals(own) ? null : address,
        Byte.toUnsignedInt(body.get(3)),
        flags);
  }

  byte[] request(int type, int flagBits, int sequence) {
    return new MessageWriter(type, flagBits, sequence)
        .u8(NetlinkCodec.family(local))
        .u8(local.length())
        .u8(flags)
        .u8(scope)
        .u32(index)
        .attributeAddress(IFA_LOCAL, local.address())
        .attributeAddress(IFA_ADDRESS, peer == null ? local.address() : peer)
        .attributeU32(IFA_FLAGS, flags)
        .finish();
  }
}
