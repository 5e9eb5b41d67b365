package org.tquic.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.tquic.linux.netlink.LinkMessage;

/**
 * Reads device facts from sysfs. A program in a network namespace may see the devices of another
 * one there, or nothing: a device counts only when it has the link's index and hardware address.
 */
final class SysfsDevices {
  // NET_ADDR_RANDOM and NET_ADDR_STOLEN of if_link.h; a kernel that does not say counts as random.
  private static final Set<String> RANDOM_ADDRESS = Set.of("", "1", "2");

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
    String busPath = hasDevice ? busPath(device) : "";
    return new DeviceFacts(
        true,
        hasDevice,
        hasDevice ? driver(device) : "",
        busPath.isEmpty() ? "" : busPath + port(folder),
        wireless,
        uevent.contains("DEVTYPE=wwan"),
        usb(device, busPath),
        !RANDOM_ADDRESS.contains(text(folder.resolve("addr_assign_type"))));
  }

  private static UsbPlace usb(Path device, String busPath) {
    UsbPlace place = UsbPlace.in(busPath);
    if (place.port().isEmpty()) {
      return place;
    }
    for (Path folder = realPath(device); folder != null; folder = folder.getParent()) {
      String vendor = text(folder.resolve("idVendor"));
      if (!vendor.isEmpty()) {
        // Not the product: a phone has another one whenever it offers other functions.
        String serial = text(folder.resolve("serial"));
        return serial.isEmpty() ? place : place.withUnit(vendor + ":" + serial);
      }
    }
    return place;
  }

  private static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return null;
    }
  }

  private static String driver(Path device) {
    Path driver = realPath(device.resolve("driver"));
    return driver == null ? "" : driver.getFileName().toString();
  }

  private String busPath(Path device) {
    Path devices = realPath(root.resolve("devices"));
    Path real = realPath(device);
    if (devices == null || real == null) {
      return "";
    }
    return (real.startsWith(devices) ? devices.relativize(real) : real).toString();
  }

  /** Ports of one switch or card share their device, so the port belongs to the path. */
  private static String port(Path folder) {
    String port = text(folder.resolve("phys_port_name"));
    if (port.isEmpty()) {
      port = text(folder.resolve("dev_port"));
    }
    return port.isEmpty() || port.equals("0") ? "" : ":" + port;
  }

  static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      // Not there, or not supported by this device: the kernel says both by an error.
      return "";
    }
  }
}
