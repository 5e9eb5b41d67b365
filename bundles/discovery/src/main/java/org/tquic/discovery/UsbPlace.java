package org.tquic.discovery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a network function is on USB.
 *
 * @param port controller and chain of ports, such as {@code pci0000:00/0000:00:14.0/usb:1.2}, or
 *     empty where the device is not on USB
 * @param function configuration and interface of the device, such as {@code 1.0}, or empty
 * @param unit what tells this device from others of its kind: vendor and serial number, or empty
 */
record UsbPlace(String port, String function, String unit) {
  static final UsbPlace NONE = new UsbPlace("", "", "");

  // .../usb1/1-1/1-1.2/1-1.2:1.0 as drivers/usb/core names devices and interfaces: the bus, then
  // the
  // chain of ports; every hub on the way has a folder too.
  private static final Pattern INTERFACE =
      Pattern.compile(
          "(?<host>.*)/usb\\d+/(?:[^/]+/)*?"
              + "(?<device>\\d+-(?<ports>[\\d.]+))/\\k<device>:(?<function>\\d+\\.\\d+)(?:/.*)?");

  /**
   * The place in a path below {@code /sys/devices}. The number of the bus is left out, since it
   * depends on the order in which controllers were found.
   */
  static UsbPlace in(String path) {
    Matcher matcher = INTERFACE.matcher(path);
    return matcher.matches()
        ? new UsbPlace(
            matcher.group("host") + "/usb:" + matcher.group("ports"), matcher.group("function"), "")
        : NONE;
  }

  UsbPlace withUnit(String newUnit) {
    return new UsbPlace(port, function, newUnit);
  }
}
