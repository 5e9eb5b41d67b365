/**
 * Finds the links of this machine and tells which lead to the internet: kernel state from routing
 * netlink, devices from sysfs, published as OSGi services.
 */
package org.tquic.discovery;
