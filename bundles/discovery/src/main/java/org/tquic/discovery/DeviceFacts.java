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
 */
record DeviceFacts(
    boolean known,
    boolean hasDevice,
    String driver,
    String busPath,
    boolean wireless,
    boolean cellular) {
  static final DeviceFacts UNKNOWN = new DeviceFacts(false, false, "", "", false, false);
}
