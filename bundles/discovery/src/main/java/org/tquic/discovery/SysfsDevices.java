package org.tquic.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tquic.linux.netlink.LinkMessage;

/**
 * Reads device facts from sysfs. A program in a network namespace may see the devices of another
 * one there, or nothing: a device counts only when it has the link's index and hardware address.
 */
final class SysfsDevices {
  private final Path root;

  /** Devices below a folder that stands for {@code /sys}. */
  SysfsDevices(Path root) {
    this.root = root;
  }

  /** Facts about the device of a link; {@link DeviceFacts#UNKNOWN} where sysfs has none. */
  DeviceFacts look(LinkMessage link) {
    Path folder = root.resolve("class").resolve("net").resolve(link.name());
    if (link.name().isEmpty()
        || link.name().contains("/")
        || !text(folder.resolve("ifindex")).equals(String.valueOf(link.index()))
        || !text(folder.resolve("address")).equals(link.address())) {
      return DeviceFacts.UNKNOWN;
    }
    Path device = folder.resolve("device");
    boolean hasDevice = Files.exists(device);
    String uevent = text(folder.resolve("uevent"));
    boolean wireless =
        Files.exists(folder.resolve("wireless"))
            || Files.exists(folder.resolve("phy80211"))
            || uevent.contains("DEVTYPE=wlan");
    return new DeviceFacts(
        true,
        hasDevice,
        hasDevice ? driver(device) : "",
        hasDevice ? busPath(device, folder) : "",
        wireless,
        uevent.contains("DEVTYPE=wwan"));
  }

  private static String driver(Path device) {
    try {
      return device.resolve("driver").toRealPath().getFileName().toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Ports of one switch or card share their device, so the port belongs to the path. */
  private String busPath(Path device, Path folder) {
    try {
      Path devices = root.resolve("devices").toRealPath();
      Path real = device.toRealPath();
      String path = (real.startsWith(devices) ? devices.relativize(real) : real).toString();
      String port = text(folder.resolve("phys_port_name"));
      if (port.isEmpty()) {
        port = text(folder.resolve("dev_port"));
      }
      return port.isEmpty() || port.equals("0") ? path : path + ":" + port;
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      // Not there, or not supported by this device: the kernel says both by an error.
      return "";
    }
  }
}
