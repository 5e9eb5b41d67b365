package org.tquic.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A rule that says which routing table a packet uses (RTM_NEWRULE, RTM_DELRULE). Make one to add or
 * delete with {@link #at}.
 *
 * @param removed whether it is gone
 * @param v6 whether it is for IPv6, else for IPv4
 * @param priority rules are tried from the lowest to the highest, 0 to 2^32 - 1
 * @param table the table to look in, 0 where the action needs none
 * @param action FR_ACT_… : 1 look in the table, 2 go on at another rule, 3 nothing, 6 blackhole, 7
 *     unreachable, 8 prohibit
 * @param goTo priority of the rule to go on at, where that is the action, else 0
 * @param source where packets must come from, or null
 * @param destination where packets must go to, or null
 * @param inInterface name of the interface they must come in by, or empty
 * @param outInterface name of the interface their socket must be bound to, or empty
 * @param mark firewall mark that they must have under the mask
 * @param mask bits of the mark that count, 0 for no condition
 * @param suppressPrefixLength routes with prefixes up to this length do not count, -1 for no such
 *     condition
 * @param protocol who made it, RTPROT_…
 * @param inverted whether the rule is for packets that do not meet the conditions
 */
public record RuleMessage(
    boolean removed,
    boolean v6,
    long priority,
    int table,
    int action,
    long goTo,
    IpPrefix source,
    IpPrefix destination,
    String inInterface,
    String outInterface,
    long mark,
    long mask,
    int suppressPrefixLength,
    int protocol,
    boolean inverted)
    implements NetlinkMessage {
  /** Action: look in the table. */
  public static final int TO_TABLE = 1;

  /** Action: go on at the rule with the priority {@code goTo}, which lies behind. */
  public static final int GO_TO = 2;

  /** Action: nothing; a rule to go on at. */
  public static final int NOTHING = 3;

  /** Action: refuse with ICMP. */
  public static final int UNREACHABLE = 7;

  static final int FIXED_BYTES = 12;
  private static final int FIB_RULE_INVERT = 2;
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_GOTO = 4;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_PROTOCOL = 21;

  /** A builder of a rule that looks in the main table. */
  public static RuleBuilder at(long priority, boolean v6) {
    return new RuleBuilder(priority, v6);
  }

  static NetlinkMessage parse(int type, ByteBuffer body) {
    NetlinkCodec.need(body, FIXED_BYTES, "a rule");
    int family = Byte.toUnsignedInt(body.get(0));
    if (!NetlinkCodec.isIp(family)) {
      return new Other(type);
    }
    int destinationLength = Byte.toUnsignedInt(body.get(1));
    int sourceLength = Byte.toUnsignedInt(body.get(2));
    RuleBuilder rule = new RuleBuilder(0, family == AttributeReader.AF_INET6);
    rule.table(Byte.toUnsignedInt(body.get(4)));
    long mark = 0;
    long mask = 0;
    AttributeReader attributes = new AttributeReader(body.position(FIXED_BYTES));
    while (attributes.next()) {
      switch (attributes.type()) {
        case FRA_DST ->
            rule.destination(NetlinkCodec.prefix(attributes.address(family), destinationLength));
        case FRA_SRC -> rule.source(NetlinkCodec.prefix(attributes.address(family), sourceLength));
        case FRA_IIFNAME -> rule.inInterface(attributes.text());
        case FRA_OIFNAME -> rule.outInterface(attributes.text());
        case FRA_GOTO -> rule.goTo(attributes.u32());
        case FRA_PRIORITY -> rule.priority(attributes.u32());
        case FRA_FWMARK -> mark = attributes.u32();
        case FRA_FWMASK -> mask = attributes.u32();
        case FRA_SUPPRESS_PREFIXLEN -> rule.suppressPrefixLength(attributes.s32());
        case FRA_TABLE -> rule.table(attributes.s32());
        case FRA_PROTOCOL -> rule.protocol(attributes.u8());
        default -> {}
      }
    }
    return rule.mark(mark)
        .mask(mask)
        .action(Byte.toUnsignedInt(body.get(7)))
        .inverted((body.getInt(8) & FIB_RULE_INVERT) != 0)
        .removed(type == NetlinkCodec.RTM_DELRULE)
        .build();
  }

  /** The rule much as {@code ip rule} writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(v6 ? "IPv6 rule " : "IPv4 rule ").append(priority);
    text.append(inverted ? ": not" : ":");
    text.append(" from ").append(source == null ? "all" : source);
    text.append(destination == null ? "" : " to " + destination);
    if (mask != 0) {
      text.append(String.format(" fwmark 0x%x/0x%x", mark, mask));
    }
    text.append(inInterface.isEmpty() ? "" : " iif " + inInterface);
    text.append(outInterface.isEmpty() ? "" : " oif " + outInterface);
    text.append(action == TO_TABLE ? " lookup " + table : " action " + action);
    if (suppressPrefixLength >= 0) {
      text.append(" suppress_prefixlength ").append(suppressPrefixLength);
    }
    return text.toString();
  }

  byte[] request(int type, int flagBits, int sequence) {
    MessageWriter writer =
        new MessageWriter(type, flagBits, sequence)
            .u8(v6 ? AttributeReader.AF_INET6 : AttributeReader.AF_INET)
            .u8(destination == null ? 0 : destination.length())
            .u8(source == null ? 0 : source.length())
            .u8(0)
            .u8(table < 256 ? table : 0)
            .u8(0)
            .u8(0)
            .u8(action)
            .u32(inverted ? FIB_RULE_INVERT : 0)
            .attributeU32(FRA_PRIORITY, priority);
    if (action == GO_TO) {
      writer.attributeU32(FRA_GOTO, goTo);
    }
    if (table != 0) {
      writer.attributeU32(FRA_TABLE, table);
    }
    if (destination != null) {
      writer.attributeAddress(FRA_DST, destination.address());
    }
    if (source != null) {
      writer.attributeAddress(FRA_SRC, source.address());
    }
    if (!inInterface.isEmpty()) {
      writer.attributeText(FRA_IIFNAME, inInterface);
    }
    if (!outInterface.isEmpty()) {
      writer.attributeText(FRA_OIFNAME, outInterface);
    }
    if (mask != 0) {
      writer.attributeU32(FRA_FWMARK, mark).attributeU32(FRA_FWMASK, mask);
    }
    if (suppressPrefixLength >= 0) {
      writer.attributeU32(FRA_SUPPRESS_PREFIXLEN, suppressPrefixLength);
    }
    if (protocol != 0) {
      writer.attributeU8(FRA_PROTOCOL, protocol);
    }
    return writer.finish();
  }
}
