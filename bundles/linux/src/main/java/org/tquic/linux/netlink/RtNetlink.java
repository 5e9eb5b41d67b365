package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;

/**
 * Asks for and changes links, addresses, routes and rules of the network namespace that the opening
 * thread is in. Thread-safe: requests go one after the other. Every method throws a {@link
 * LinuxException} with the kernel's error number and words when the kernel refuses.
 */
public final class RtNetlink implements AutoCloseable {
  private static final long ANSWER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
  private static final int DUMP_ATTEMPTS = 5;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_MARK = 16;
  private static final int NLM_F_REQUEST = 1;

  private final NetlinkSocket socket = new NetlinkSocket(0);
  private final Poller poller = new Poller(1);
  private int sequence;
  private boolean closed;

  private RtNetlink() {
    poller.add(socket.fd(), Poller.READABLE);
  }

  /** Opens a client. */
  public static RtNetlink open() {
    return new RtNetlink();
  }

  /** All links. */
  public List<LinkMessage> links() {
    return dump(NetlinkCodec.RTM_GETLINK, 0, LinkMessage.class, "list the links");
  }

  /** What each link has carried; nothing from a kernel before 4.7, which cannot tell. */
  public List<TrafficMessage> traffic() {
    return dump(TrafficMessage.class, "count what links carry", TrafficMessage::dump);
  }

  /** The link of that name. */
  public Optional<LinkMessage> link(String name) {
    return links().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /** All IPv4 and IPv6 addresses. */
  public List<AddressMessage> addresses() {
    return dump(NetlinkCodec.RTM_GETADDR, 0, AddressMessage.class, "list the addresses");
  }

  /** All IPv4 and IPv6 routes of all tables, without the kernel's cache. */
  public List<RouteMessage> routes() {
    List<RouteMessage> routes = new ArrayList<>();
    for (int family : new int[] {AttributeReader.AF_INET, AttributeReader.AF_INET6}) {
      routes.addAll(dump(NetlinkCodec.RTM_GETROUTE, family, RouteMessage.class, "list the routes"));
    }
    routes.removeIf(route -> (route.flags() & RouteMessage.CLONED) != 0);
    return routes;
  }

  /** All IPv4 and IPv6 rules by family and priority. */
  public List<RuleMessage> rules() {
    List<RuleMessage> rules = new ArrayList<>();
    for (int family : new int[] {AttributeReader.AF_INET, AttributeReader.AF_INET6}) {
      rules.addAll(dump(NetlinkCodec.RTM_GETRULE, family, RuleMessage.class, "list the rules"));
    }
    return rules;
  }

  /**
   * The route that a packet would take.
   *
   * @param destination where to
   * @param outInterface index of the interface that the socket is bound to, 0 for none
   * @param mark firewall mark of the packet, 0 for none
   * @throws LinuxException ENETUNREACH when there is no route
   */
  public synchronized RouteMessage lookUp(InetAddress destination, int outInterface, long mark) {
    IpPrefix host = IpPrefix.of(destination);
    String attempted = "look up the route to " + destination.getHostAddress();
    int number = ++sequence;
    MessageWriter request =
        new MessageWriter(NetlinkCodec.RTM_GETROUTE, NLM_F_REQUEST, number)
            .u8(NetlinkCodec.family(host))
            .u8(host.length())
            .bytes(new byte[RouteMessage.FIXED_BYTES - 2])
            .attributeAddress(RTA_DST, destination);
    if (outInterface != 0) {
      request.attributeU32(RTA_OIF, outInterface);
    }
    if (mark != 0) {
      request.attributeU32(RTA_MARK, mark);
    }
    send(request.finish(), attempted);
    while (true) {
      for (NetlinkFrame frame : await(attempted)) {
        if (frame.sequence() == number) {
          switch (frame.message()) {
            case RouteMessage route -> {
              return route;
            }
            case NetlinkMessage.Outcome outcome ->
                throw refused("RTM_GETROUTE", outcome.errno(), outcome.text(), attempted);
            default -> {}
          }
        }
      }
    }
  }

  /** Adds an address; EEXIST when the link has it. */
  public void addAddress(AddressMessage address) {
    transact(
        "RTM_NEWADDR",
        "add the address " + address.local() + " to link #" + address.index(),
        number -> address.request(NetlinkCodec.RTM_NEWADDR, NetlinkCodec.CREATE, number));
  }

  /** Deletes an address; EADDRNOTAVAIL when the link does not have it. */
  public void deleteAddress(AddressMessage address) {
    transact(
        "RTM_DELADDR",
        "delete the address " + address.local() + " of link #" + address.index(),
        number -> address.request(NetlinkCodec.RTM_DELADDR, NetlinkCodec.ACKNOWLEDGED, number));
  }

  /** Adds a route; EEXIST when the table has one for the same destination and metric. */
  public void addRoute(RouteMessage route) {
    transact(
        "RTM_NEWROUTE",
        "add the " + route,
        number -> route.request(NetlinkCodec.RTM_NEWROUTE, NetlinkCodec.CREATE, number));
  }

  /** Adds a route in the place of one for the same destination and metric, if there is one. */
  public void replaceRoute(RouteMessage route) {
    transact(
        "RTM_NEWROUTE",
        "set the " + route,
        number -> route.request(NetlinkCodec.RTM_NEWROUTE, NetlinkCodec.REPLACE, number));
  }

  /** Deletes a route; ESRCH when there is none such. */
  public void deleteRoute(RouteMessage route) {
    transact(
        "RTM_DELROUTE",
        "delete the " + route,
        number -> route.request(NetlinkCodec.RTM_DELROUTE, NetlinkCodec.ACKNOWLEDGED, number));
  }

  /** Adds a rule; EEXIST when there is the same. */
  public void addRule(RuleMessage rule) {
    transact(
        "RTM_NEWRULE",
        "add the " + rule,
        number -> rule.request(NetlinkCodec.RTM_NEWRULE, NetlinkCodec.CREATE, number));
  }

  /** Deletes a rule; ENOENT when there is none such. */
  public void deleteRule(RuleMessage rule) {
    transact(
        "RTM_DELRULE",
        "delete the " + rule,
        number -> rule.request(NetlinkCodec.RTM_DELRULE, NetlinkCodec.ACKNOWLEDGED, number));
  }

  /** Sets a link administratively up or down. */
  public void setUp(int index, boolean up) {
    transact(
        "RTM_NEWLINK",
        "set link #" + index + (up ? " up" : " down"),
        number ->
            LinkMessage.change(number, index, up ? LinkMessage.IFF_UP : 0, LinkMessage.IFF_UP, 0));
  }

  /**
   * Sets the MTU of a link.
   *
   * @param index interface index
   * @param mtu bytes, positive
   */
  public void setMtu(int index, int mtu) {
    transact(
        "RTM_NEWLINK",
        "set the MTU of link #" + index + " to " + mtu,
        number -> LinkMessage.change(number, index, 0, 0, mtu));
  }

  /** Closes the client. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      poller.close();
      socket.close();
    }
  }

  private interface Request {
    byte[] bytes(int sequence);
  }

  private synchronized void transact(String call, String attempted, Request request) {
    int number = ++sequence;
    send(request.bytes(number), attempted);
    while (true) {
      for (NetlinkFrame frame : await(attempted)) {
        if (frame.sequence() == number
            && frame.message() instanceof NetlinkMessage.Outcome(int errno, String text)) {
          if (errno != 0) {
            throw refused(call, errno, text, attempted);
          }
          return;
        }
      }
    }
  }

  private <T extends NetlinkMessage> List<T> dump(
      int type, int family, Class<T> wanted, String attempted) {
    return dump(wanted, attempted, number -> NetlinkCodec.dump(type, family, number));
  }

  private synchronized <T extends NetlinkMessage> List<T> dump(
      Class<T> wanted, String attempted, Request request) {
    List<T> found = new ArrayList<>();
    for (int attempt = 1; ; attempt++) {
      int number = ++sequence;
      found.clear();
      send(request.bytes(number), attempted);
      boolean complete = collect(number, wanted, found, attempted);
      // Something changed while the kernel was listing: parts may be missing or old. A machine
      // that changes all the time gets the last list; its events tell the rest.
      if (complete || attempt == DUMP_ATTEMPTS) {
        return found;
      }
    }
  }

  private <T extends NetlinkMessage> boolean collect(
      int number, Class<T> wanted, List<T> found, String attempted) {
    boolean complete = true;
    while (true) {
      for (NetlinkFrame frame : await(attempted)) {
        if (frame.sequence() != number) {
          continue;
        }
        complete &= !frame.dumpInterrupted();
        switch (frame.message()) {
          case NetlinkMessage.DumpEnd(int errno, String text) -> {
            if (errno != 0) {
              throw refused("dump", errno, text, attempted);
            }
            return complete;
          }
          case NetlinkMessage.Outcome(int errno, String text) -> {
            // A kernel without IPv6 has no such list.
            if (errno == Errno.EOPNOTSUPP || errno == Errno.EAFNOSUPPORT || errno == 0) {
              return true;
            }
            throw refused("dump", errno, text, attempted);
          }
          case NetlinkMessage message when wanted.isInstance(message) ->
              found.add(wanted.cast(message));
          default -> {}
        }
      }
    }
  }

  private void send(byte[] message, String attempted) {
    if (closed) {
      throw new LinuxException("send", Errno.EBADF, attempted);
    }
    socket.send(message, attempted);
  }

  private List<NetlinkFrame> await(String attempted) {
    long end = System.nanoTime() + ANSWER_TIMEOUT_NS;
    while (true) {
      List<NetlinkFrame> frames = socket.receive();
      if (frames != null) {
        return frames;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new LinuxException("recvfrom", Errno.ETIMEDOUT, attempted);
      }
      poller.poll(left);
    }
  }

  private static LinuxException refused(String call, int errno, String text, String attempted) {
    LinuxException usual = new LinuxException(call, errno, attempted);
    return text.isEmpty()
        ? usual
        : new LinuxException(call, errno, attempted, text, usual.remedy());
  }
}
