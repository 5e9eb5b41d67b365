package org.tquic.discovery;

import java.util.List;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NetlinkListener;
import org.tquic.linux.netlink.RouteMessage;
import org.tquic.linux.netlink.TrafficMessage;

/** Where links, addresses and routes come from: the kernel, or a recording. */
interface NetlinkSource extends AutoCloseable {
  /** All links as they are now. */
  List<LinkMessage> links();

  /** All addresses as they are now. */
  List<AddressMessage> addresses();

  /** All routes of all tables as they are now. */
  List<RouteMessage> routes();

  /** What each link has carried so far. */
  List<TrafficMessage> traffic();

  /** Starts telling of changes, on a thread of the source's own. Once. */
  void watch(NetlinkListener listener);

  /** Stops telling; no call to the listener comes after this. */
  @Override
  void close();
}
