package org.tquic.discovery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.RouteMessage;

/**
 * What discovery sees of a machine at one moment.
 *
 * @param files content of files of sysfs by path below {@code /sys}, without the line end; an empty
 *     content also stands for a folder whose being there is all that counts
 * @param symlinks targets of symbolic links of sysfs, by path below {@code /sys}, relative as sysfs
 *     has them
 * @param links all links
 * @param addresses all addresses
 * @param routes all unicast routes
 */
record MachineRecording(
    Map<String, String> files,
    Map<String, String> symlinks,
    List<LinkMessage> links,
    List<AddressMessage> addresses,
    List<RouteMessage> routes) {
  MachineRecording {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    symlinks = Collections.unmodifiableMap(new TreeMap<>(symlinks));
    links = List.copyOf(links);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
  }
}
