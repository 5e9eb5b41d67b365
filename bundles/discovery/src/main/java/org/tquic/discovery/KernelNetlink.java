package org.tquic.discovery;

import java.util.List;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NetlinkListener;
import org.tquic.linux.netlink.NetlinkMonitor;
import org.tquic.linux.netlink.RouteMessage;
import org.tquic.linux.netlink.RtNetlink;
import org.tquic.linux.netlink.TrafficMessage;

/** The kernel's own links, of the network namespace of the thread that makes and starts this. */
final class KernelNetlink implements NetlinkSource {
  private final RtNetlink client = RtNetlink.open();
  private NetlinkMonitor monitor;

  @Override
  public List<LinkMessage> links() {
    return client.links();
  }

  @Override
  public List<AddressMessage> addresses() {
    return client.addresses();
  }

  @Override
  public List<RouteMessage> routes() {
    return client.routes();
  }

  @Override
  public List<TrafficMessage> traffic() {
    return client.traffic();
  }

  @Override
  public void watch(NetlinkListener listener) {
    monitor = NetlinkMonitor.start(listener);
  }

  @Override
  public void close() {
    if (monitor != null) {
      monitor.close();
    }
    client.close();
  }
}
