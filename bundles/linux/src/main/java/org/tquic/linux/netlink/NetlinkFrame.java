package org.tquic.linux.netlink;

/**
 * One netlink message with its header.
 *
 * @param type message type
 * @param flags NLM_F_… bits
 * @param sequence number of the request that it answers, 0 for an event
 * @param portId port of the socket that asked, 0 for an event by the kernel itself
 * @param message what it says
 */
public record NetlinkFrame(int type, int flags, int sequence, int portId, NetlinkMessage message) {
  private static final int NLM_F_DUMP_INTR = 0x10;

  /** Whether the dump was disturbed by a change and should be repeated. */
  public boolean dumpInterrupted() {
    return (flags & NLM_F_DUMP_INTR) != 0;
  }
}
