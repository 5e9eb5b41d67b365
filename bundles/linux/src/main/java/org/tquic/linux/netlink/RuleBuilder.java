package org.tquic.linux.netlink;

/** Collects the parts of a {@link RuleMessage}; see there for their meaning. */
public final class RuleBuilder {
  private static final long WHOLE_MARK = 0xffff_ffffL;

  private final boolean v6;
  private long priority;
  private boolean removed;
  private int table = RouteMessage.TABLE_MAIN;
  private int action = RuleMessage.TO_TABLE;
  private long goTo;
  private IpPrefix source;
  private IpPrefix destination;
  private String inInterface = "";
  private String outInterface = "";
  private long mark;
  private long mask;
  private int suppressPrefixLength = -1;
  private int protocol;
  private boolean inverted;

  RuleBuilder(long priority, boolean v6) {
    this.priority = priority;
    this.v6 = v6;
  }

  /** Priority, lower is tried first. */
  public RuleBuilder priority(long value) {
    priority = value;
    return this;
  }

  /** The table to look in; main when not set. */
  public RuleBuilder table(int value) {
    table = value;
    return this;
  }

  /** Action; looking in the table when not set. */
  public RuleBuilder action(int value) {
    action = value;
    return this;
  }

  /** Goes on at the rule with this priority, in place of looking in a table. */
  public RuleBuilder goTo(long value) {
    goTo = value;
    action = RuleMessage.GO_TO;
    table = 0;
    return this;
  }

  /** Condition: source address. */
  public RuleBuilder source(IpPrefix value) {
    source = value;
    return this;
  }

  /** Condition: destination address. */
  public RuleBuilder destination(IpPrefix value) {
    destination = value;
    return this;
  }

  /** Condition: name of the incoming interface; {@code lo} for the machine's own packets. */
  public RuleBuilder inInterface(String value) {
    inInterface = value;
    return this;
  }

  /** Condition: name of the interface that the sending socket is bound to. */
  public RuleBuilder outInterface(String value) {
    outInterface = value;
    return this;
  }

  /** Condition: the whole firewall mark. */
  public RuleBuilder mark(long value) {
    mark = value;
    mask = WHOLE_MARK;
    return this;
  }

  /** Which bits of the mark count. */
  public RuleBuilder mask(long value) {
    mask = value;
    return this;
  }

  /** Condition: the table's route must have a longer prefix than this. */
  public RuleBuilder suppressPrefixLength(int value) {
    suppressPrefixLength = value;
    return this;
  }

  /** Who made it. */
  public RuleBuilder protocol(int value) {
    protocol = value;
    return this;
  }

  /** Whether the conditions are inverted. */
  public RuleBuilder inverted(boolean value) {
    inverted = value;
    return this;
  }

  RuleBuilder removed(boolean value) {
    removed = value;
    return this;
  }

  /** The rule. */
  public RuleMessage build() {
    return new RuleMessage(
        removed,
        v6,
        priority,
        table,
        action,
        goTo,
        source,
        destination,
        inInterface,
        outInterface,
        mark,
        mask,
        suppressPrefixLength,
        protocol,
        inverted);
  }
}
