package org.tquic.discovery;

/**
 * What sysfs knows of the device behind a link.
 *
 * @param known whether sysfs shows this link at all
 * @param hasDevice whether there is a device behind it, rather than software alone
 * @param driver kernel driver, or empty
 * @param busPath path of the device on its bus with its port, or empty
 * @param wireless whether it is a Wi-Fi interface
 * @param cellular whether it is a cellular modem's interface
 * @param usb where on USB it is, or {@link UsbPlace#NONE}
 * @param lastingAddress whether its link-layer address is its own or was set, rather than drawn at
 *     random when the link was made
 */
record DeviceFacts(
    boolean known,
    boolean hasDevice,
    String driver,
    String busPath,
    boolean wireless,
    boolean cellular,
    UsbPlace usb,
    boolean lastingAddress) {
  static final DeviceFacts UNKNOWN = new DeviceFacts(false, false, "", "", false, false);

  /** A device that is not on USB and whose address says nothing. */
  DeviceFacts(
      boolean known,
      boolean hasDevice,
      String driver,
      String busPath,
      boolean wireless,
      boolean cellular) {
    this(known, hasDevice, driver, busPath, wireless, cellular, UsbPlace.NONE, false);
  }
}
