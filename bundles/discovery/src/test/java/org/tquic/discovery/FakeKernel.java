package org.tquic.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NetlinkListener;
import org.tquic.linux.netlink.NetlinkMessage;
import org.tquic.linux.netlink.RouteMessage;
import org.tquic.linux.netlink.TrafficMessage;

/** A netlink source that a test drives, on the test's thread. */
final class FakeKernel implements NetlinkSource {
  final Map<Integer, LinkMessage> links = new LinkedHashMap<>();
  final List<AddressMessage> addresses = new ArrayList<>();
  final List<RouteMessage> routes = new ArrayList<>();
  final Map<Integer, TrafficMessage> traffic = new ConcurrentHashMap<>();
  NetlinkListener listener;
  RuntimeException failure;
  boolean closed;

  @Override
  public List<LinkMessage> links() {
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(links.values());
  }

  @Override
  public List<AddressMessage> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public List<RouteMessage> routes() {
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(routes);
  }

  @Override
  public List<TrafficMessage> traffic() {
    return List.copyOf(traffic.values());
  }

  @Override
  public void watch(NetlinkListener newListener) {
    listener = newListener;
    listener.onResync();
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Tells changes in one go. */
  void tell(NetlinkMessage... messages) {
    for (NetlinkMessage message : messages) {
      listener.onMessage(message);
    }
    listener.onDrained();
  }

  /** A link with an address and a default route, told of only when a listener is there. */
  void wan(int index, String name, String address, String gateway) {
    links.put(index, Messages.link(index, name, Messages.FIT));
    addresses.add(Messages.address(index, address));
    routes.add(Messages.defaultVia(index, gateway, 0));
    if (listener != null) {
      tell(links.get(index), addresses.getLast(), routes.getLast());
    }
  }
}
