package org.tquic.linux.netlink;

/** What one netlink message says. */
public sealed interface NetlinkMessage
    permits LinkMessage,
        AddressMessage,
        RouteMessage,
        RuleMessage,
        NeighbourMessage,
        TrafficMessage,
        NetlinkMessage.Outcome,
        NetlinkMessage.DumpEnd,
        NetlinkMessage.Other {

  /**
   * The answer to a request: done, or refused.
   *
   * @param errno 0 when done, else the error number, positive
   * @param text what the kernel says about it, or empty
   */
  record Outcome(int errno, String text) implements NetlinkMessage {}

  /**
   * The end of a dump.
   *
   * @param errno 0 when complete, else the error number, positive
   * @param text what the kernel says about it, or empty
   */
  record DumpEnd(int errno, String text) implements NetlinkMessage {}

  /**
   * A message of no interest here: another type, another address family, or only part of a link's
   * state.
   *
   * @param type message type, see rtnetlink(7)
   */
  record Other(int type) implements NetlinkMessage {}
}
